namespace NetCompiler;

/// <summary>How <see cref="MpiExchange.Start"/> joins the other ranks.</summary>
public sealed class MpiOptions
{
    /// <summary>Which library to use.</summary>
    public MpiLibrary Library
    {
        get;
        init => field = Enum.IsDefined(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(Library), value, $"Library is {value}; expected a member of {nameof(MpiLibrary)}.");
    }

    /// <summary>The library's file, where it has another name than usual; null to look for it.</summary>
    public string? LibraryPath { get; init; }

    /// <summary>
    /// How long a rank waits for another one before it ends the job and names that one; more than 0. It should be longer than rank 0's callbacks
    /// take, and longer than reading a batch takes.
    /// </summary>
    public TimeSpan TimeLimit
    {
        get;
        init => field = value > TimeSpan.Zero ? value
            : throw new ArgumentOutOfRangeException(nameof(TimeLimit), value, $"TimeLimit is {value}; expected more than 0.");
    } = TimeSpan.FromMinutes(5);
}

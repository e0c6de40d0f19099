using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;
using NetCompiler.Generator.Support;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>One repetition of the statements of a step: its names and numbers.</summary>
internal sealed class StepTurn
{
    /// <summary>The compiler of machine code puts no method with more parameters into another.</summary>
    private const int MostParameters = 32;

    private readonly List<string> _pointers;
    private readonly List<Place> _places;
    private readonly List<string> _vectors;
    private readonly List<Role> _roles;
    private readonly int[] _pattern;

    /// <param name="locals">Vectors that are not read behind the step.</param>
    public StepTurn(IEnumerable<StepForm> forms, ICollection<string> locals)
    {
        var all = forms.ToList();
        _places = [.. all.SelectMany(f => f.Places)];
        _pointers = [.. _places.Select(p => p.Pointer).Distinct()];
        var uses = all.SelectMany(f => f.Vectors).ToList();
        _vectors = [.. uses.Select(u => u.Name).Distinct()];
        _pattern = [.. uses.Select(u => _vectors.IndexOf(u.Name)), .. _places.Select(p => _pointers.IndexOf(p.Pointer))];
        _roles = [.. _vectors.Select(name => !uses.Any(u => u.Name == name && u.Written) ? Role.Read
            : locals.Contains(name) && uses.First(u => u.Name == name).Written ? Role.Local : Role.Changed)];
    }

    private enum Role
    {
        Read,
        Changed,
        Local,
    }

    /// <summary>Whether a step of the other turn does this one: names play the same parts, and places of a pointer are as far apart.</summary>
    public bool IsLike(StepTurn other) =>
        _pattern.SequenceEqual(other._pattern) && _roles.SequenceEqual(other._roles)
        && _places.Select(Distance).SequenceEqual(other._places.Select(other.Distance));

    /// <summary>The step of the statements that the turn was made from.</summary>
    public Step Step(IReadOnlyList<Stmt> statements)
    {
        List<StepPointer> pointers = Pointers();
        var names = new Dictionary<string, string>();
        foreach ((Role, string) role in new[] { (Role.Read, "x"), (Role.Changed, "sum"), (Role.Local, "t") })
        {
            foreach ((string name, int number) in Of(role.Item1).Select((name, number) => (name, number)))
            {
                names[name] = role.Item2 + Invariant.Text(number);
            }
        }

        Place Renamed(Place place)
        {
            StepPointer pointer = pointers[_pointers.IndexOf(place.Pointer)];
            (long distance, OffsetTerm at) = (Distance(place), new OffsetTerm(pointer.Offset, 1));
            return new(pointer.Name, pointer.HasStride && distance != 0
                ? new Offset(new([at, new OffsetTerm(pointer.Stride, distance / Stride(place.Pointer))]), 0)
                : new Offset(new([at]), distance));
        }

        var rename = new RenameStep(names, Renamed);
        var body = statements.Select(s => rename.Run(s, name => name[0] == 't')).ToList();
        return new(new(pointers), new(Of(Role.Changed).Select(n => names[n])), new(Of(Role.Read).Select(n => names[n])), new(body));
    }

    public StepCall Call(Step step) => new(
        step, new(_pointers.Select(First)), new(_pointers.Zip(step.Pointers, (name, p) => p.HasStride ? Stride(name) : 0)),
        new(Of(Role.Changed)), new(Of(Role.Read)));

    /// <summary>
    /// The pointers of the step: places are multiples of a stride apart, which is a parameter, so that kernels whose strides differ share the step;
    /// where the parameters would be too many, they are so many floats apart.
    /// </summary>
    private List<StepPointer> Pointers()
    {
        int parameters = (2 * _pointers.Count) + _roles.Count(role => role != Role.Local);
        return [.. _pointers.Select((p, i) => new StepPointer(
            ((char)('a' + i)).ToString(), HasStride: Stride(p) > 1 && ++parameters <= MostParameters))];
    }

    private IEnumerable<string> Of(Role role) => _vectors.Where((_, i) => _roles[i] == role);

    private Place First(string pointer) => _places.First(p => p.Pointer == pointer);

    private long Distance(Place place) => place.Offset.Constant - First(place.Pointer).Offset.Constant;

    /// <summary>The largest number that all distances from the pointer's first place are multiples of; 0 if there are none.</summary>
    private long Stride(string pointer) => _places.Where(p => p.Pointer == pointer).Select(Distance)
        .Aggregate(0L, (divisor, distance) => Divisor(divisor, System.Math.Abs(distance)));

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}

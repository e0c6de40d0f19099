namespace NetCompiler.Extensions.Tests;

/// <summary>Answers by its bias: with weights of 0 every output is the number that it was made with.</summary>
[Network, Input(3)]
[Dense(4)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Constant
{
    public static Constant Of(float number)
    {
        var network = new Constant();
        network.Parameters[0].CopyFrom(new float[12]);
        network.Parameters[1].CopyFrom([number, number, number, number]);
        return network;
    }

    public static string Save(float number, string path)
    {
        Of(number).Save(path);
        return path;
    }
}

[Network, Input(2)]
[Dense(4)]
internal sealed partial class Other;

[Network, Input(2)]
[Dense(4)]
internal sealed partial class Disposable : IDisposable
{
    public void Dispose()
    {
    }
}

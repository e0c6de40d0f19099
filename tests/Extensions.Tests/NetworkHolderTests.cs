using Microsoft.Extensions.DependencyInjection;
using NetCompiler.Runtime.Tests;

namespace NetCompiler.Extensions.Tests;

public sealed class NetworkHolderTests
{
    [Fact]
    public void A_scope_keeps_its_network_and_the_next_one_has_the_new()
    {
        using ServiceProvider services = Services(() => Constant.Of(1));
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        Constant first = holder.Network, second = Constant.Of(2);
        using IServiceScope before = services.CreateScope();
        Assert.Same(first, before.ServiceProvider.GetRequiredService<Constant>());
        NetworkVersion<Constant> version = holder.Swap(second);
        Assert.Same(first, before.ServiceProvider.GetRequiredService<Constant>());
        using IServiceScope after = services.CreateScope();
        Assert.Same(second, after.ServiceProvider.GetRequiredService<Constant>());
        Assert.Equal((second, 2), (version.Network, version.Number));
        Assert.Equal(version, holder.Version);
    }

    [Fact]
    public void A_network_that_answers_already_is_not_swapped_in()
    {
        using ServiceProvider services = Services(() => Constant.Of(1));
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        ArgumentException error = Assert.Throws<ArgumentException>(() => holder.Swap(holder.Network));
        Assert.Contains("the one that answers now", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, holder.Version.Number);
    }

    [Fact]
    public void A_network_of_other_shapes_is_not_swapped_in()
    {
        using ServiceProvider services = new ServiceCollection().AddNetwork<CompiledNetwork>(_ => Constant.Of(1)).BuildServiceProvider();
        NetworkHolder<CompiledNetwork> holder = services.GetRequiredService<NetworkHolder<CompiledNetwork>>();
        ArgumentException error = Assert.Throws<ArgumentException>(() => holder.Swap(new Other()));
        Assert.Contains("2 floats of input and 4 of output; expected 3 and 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_that_fails_leaves_the_old_network_answering()
    {
        using var folder = new TemporaryFolder();
        string path = Constant.Save(1, folder["weights.safetensors"]);
        using ServiceProvider services = new ServiceCollection().AddNetwork(path, file => Constant.Load(file)).BuildServiceProvider();
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        File.WriteAllText(path, "{ damaged");
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => holder.ReloadAsync());
        Assert.Same(error, holder.LastFailure);
        Assert.Equal((1f, 1), (Answer(holder), holder.Version.Number));

        Constant.Save(5, path);
        await holder.ReloadAsync();
        Assert.Null(holder.LastFailure);
        Assert.Equal((5f, 2), (Answer(holder), holder.Version.Number));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task A_network_that_answers_no_numbers_is_not_taken(float bias)
    {
        float number = 1;
        using ServiceProvider services = Services(() => Constant.Of(number));
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        number = bias;
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => holder.ReloadAsync());
        Assert.Contains("'Constant' answers a sample of zeros by a number that is not finite", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Answer(holder));
    }

    [Fact]
    public async Task Answers_during_swaps_are_of_the_version_that_they_name()
    {
        // Version n answers n.
        float number = 1;
        using ServiceProvider services = Services(() => Constant.Of(number));
        NetworkHolder<Constant> holder = services.GetRequiredService<NetworkHolder<Constant>>();
        using var ended = new CancellationTokenSource();
        using var begun = new CountdownEvent(4);
        Task<int>[] readers = [.. Enumerable.Range(0, 4).Select(_ =>
            Task.Factory.StartNew(() => Read(holder, begun, ended.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        begun.Wait();
        for (number = 2; number <= 300; number++)
        {
            await holder.ReloadAsync();
        }

        ended.Cancel();
        int[] versions = await Task.WhenAll(readers);
        Assert.Equal((300f, 300), (Answer(holder), holder.Version.Number));
        Assert.All(versions, seen => Assert.InRange(seen, 2, 300));
    }

    /// <summary>Versions that were seen.</summary>
    private static int Read(NetworkHolder<Constant> holder, CountdownEvent begun, CancellationToken ended)
    {
        var versions = new HashSet<long> { holder.Version.Number };
        var (input, output) = (new float[3], new float[4]);
        begun.Signal();
        while (!ended.IsCancellationRequested || versions.Count == 1)
        {
            NetworkVersion<Constant> version = holder.Predict(input, output);
            Assert.All(output, value => Assert.Equal(version.Number, value));
            versions.Add(version.Number);
        }

        return versions.Count;
    }

    internal static float Answer(NetworkHolder<Constant> holder)
    {
        var output = new float[4];
        holder.Predict(new float[3], output);
        return output[0];
    }

    private static ServiceProvider Services(Func<Constant> make) => new ServiceCollection().AddNetwork(_ => make()).BuildServiceProvider();
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NetCompiler;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Networks as services.</summary>
public static class NetworkServiceCollectionExtensions
{
    /// <summary>
    /// Adds a network: a <see cref="NetworkHolder{T}"/> for all, and <typeparamref name="T"/> itself in each scope, which is the network of the
    /// moment when the scope, such as a request of ASP.NET, first asks for it.
    /// </summary>
    /// <typeparam name="T">The network's class.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="load">Makes a network, each time a new one; called when one is first needed and at each reload.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is disposable: nobody could tell when the last request is over that uses it;
    /// or it was added before.</exception>
    public static IServiceCollection AddNetwork<T>(this IServiceCollection services, Func<IServiceProvider, T> load)
        where T : CompiledNetwork
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(load);
        if (typeof(IDisposable).IsAssignableFrom(typeof(T)) || typeof(IAsyncDisposable).IsAssignableFrom(typeof(T)))
        {
            throw new ArgumentException($"{typeof(T).Name} is disposable, and nobody could tell when the last request is over that uses it.");
        }

        if (services.Any(service => service.ServiceType == typeof(NetworkHolder<T>)))
        {
            throw new ArgumentException($"{typeof(T).Name} was added before.");
        }

        services.AddMetrics();
        services.AddSingleton(provider => new NetworkHolder<T>(
            () => load(provider),
            new NetworkMetrics(provider.GetRequiredService<IMeterFactory>(), typeof(T).Name),
            provider.GetService<ILogger<NetworkHolder<T>>>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddScoped(provider => provider.GetRequiredService<NetworkHolder<T>>().Network);
        return services;
    }

    /// <summary>Adds a network whose weights are in a file, and reloads when the file was replaced.</summary>
    /// <typeparam name="T">The network's class.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="path">The file. Replace it by a rename, as <c>Save</c> does: one that is half written would be refused.</param>
    /// <param name="load">Makes a network from the path, each time a new one: <c>path => DigitClassifier.Load(path)</c>.</param>
    /// <param name="reloadEvery">
    /// How long after one look at the file the next one is, above 0; null for no looks: then <see cref="NetworkHolder{T}.ReloadAsync"/> reloads.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">As without a file; or the path is empty, or the time not above 0.</exception>
    public static IServiceCollection AddNetwork<T>(
        this IServiceCollection services, string path, Func<string, T> load, TimeSpan? reloadEvery = null)
        where T : CompiledNetwork
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(load);
        if (reloadEvery <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(reloadEvery), reloadEvery, "The time between two looks at the file must be above 0.");
        }

        services.AddNetwork(_ => load(path));
        if (reloadEvery is { } every)
        {
            services.AddSingleton<IHostedService>(provider =>
            {
                // Before the holder loads: what comes later is another file.
                DateTime seen = NetworkFileWatcher<T>.Stamp(path);
                return new NetworkFileWatcher<T>(provider.GetRequiredService<NetworkHolder<T>>(), path, seen, every,
                    provider.GetService<TimeProvider>() ?? TimeProvider.System);
            });
        }

        return services;
    }

    /// <summary>Adds a check that predicts a sample of zeros: see <c>docs/services.md</c> for what it says.</summary>
    /// <typeparam name="T">The network's class, added by <c>AddNetwork</c>.</typeparam>
    /// <param name="builder">Where to.</param>
    /// <param name="name">The check's name; null for that of the class.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddNetwork<T>(this IHealthChecksBuilder builder, string? name = null)
        where T : CompiledNetwork
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<NetworkHealthCheck<T>>(name ?? typeof(T).Name);
    }
}

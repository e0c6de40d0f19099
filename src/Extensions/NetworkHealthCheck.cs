using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NetCompiler;

/// <summary>Predicts a sample: unhealthy when that fails, degraded while the last reload has failed and an older version answers.</summary>
internal sealed class NetworkHealthCheck<T>(NetworkHolder<T> holder) : IHealthCheck
    where T : CompiledNetwork
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        NetworkVersion<T> version = holder.Version;
        var data = new Dictionary<string, object> { ["version"] = version.Number, ["loaded_at"] = version.LoadedAt };
        return Task.FromResult(Check(version.Network) is { } problem
            ? new HealthCheckResult(context.Registration.FailureStatus, "A sample could not be predicted.", problem, data)
            : holder.LastFailure is { } failure
                ? HealthCheckResult.Degraded("The last reload failed; an older version answers.", failure, data)
                : HealthCheckResult.Healthy("A sample was predicted.", data));
    }

    private static Exception? Check(T network)
    {
        try
        {
            NetworkHolder<T>.Try(network);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}

namespace NetCompiler;

/// <summary>A network with which a <see cref="NetworkHolder{T}"/> answers for a while.</summary>
/// <typeparam name="T">The network's class.</typeparam>
/// <param name="Network">Any number of threads may predict with it. It never changes, unless who made it changes it.</param>
/// <param name="Number">From 1, one more with each swap.</param>
/// <param name="LoadedAt">When the holder took it.</param>
public sealed record NetworkVersion<T>(T Network, long Number, DateTimeOffset LoadedAt)
    where T : CompiledNetwork;

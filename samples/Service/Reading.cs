namespace Service;

/// <summary>What a picture was read as.</summary>
/// <param name="Digit">The likeliest.</param>
/// <param name="Probabilities">Of each digit.</param>
/// <param name="Version">Of the network that has read it.</param>
internal sealed record Reading(int Digit, float[] Probabilities, long Version);

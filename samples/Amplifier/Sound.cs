using NAudio.Wave;

namespace Amplifier;

/// <summary>A voice of sound, from -1 to 1.</summary>
internal sealed record Sound(int Rate, float[] Samples)
{
    public const int OwnRate = 44100;

    public double Seconds => (double)Samples.Length / Rate;

    /// <summary>The first voice of a WAV file.</summary>
    public static Sound Read(string path)
    {
        using var file = new WaveFileReader(path);
        ISampleProvider voices = file.ToSampleProvider();
        var (samples, buffer, channels) = (new List<float>(), new float[4096 * voices.WaveFormat.Channels], voices.WaveFormat.Channels);
        for (int read; (read = voices.Read(buffer, 0, buffer.Length)) > 0;)
        {
            for (int i = 0; i < read; i += channels)
            {
                samples.Add(buffer[i]);
            }
        }

        return new(voices.WaveFormat.SampleRate, [.. samples]);
    }

    public void Write(string path)
    {
        using var file = new WaveFileWriter(path, WaveFormat.CreateIeeeFloatWaveFormat(Rate, 1));
        file.WriteSamples(Samples, 0, Samples.Length);
    }

    /// <summary>Plucked strings: each a burst of noise in a loop that dulls it a little each time (Karplus and Strong, 1983).</summary>
    public static Sound Strings(double seconds, int seed)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * OwnRate)];
        for (int first = 0; first < samples.Length; first += OwnRate / 4)
        {
            Pluck(samples.AsSpan(first), OwnRate / random.Next(80, 700), (float)(0.2 + (0.4 * random.NextDouble())), random);
        }

        return new(OwnRate, samples);
    }

    private static void Pluck(Span<float> sound, int period, float loudness, Random random)
    {
        var loop = new float[period];
        for (int i = 0; i < period; i++)
        {
            loop[i] = loudness * ((2 * random.NextSingle()) - 1);
        }

        for (int i = 0; i < Math.Min(sound.Length, OwnRate); i++)
        {
            int place = i % period;
            sound[i] += loop[place];
            loop[place] = 0.498f * (loop[place] + loop[(place + 1) % period]);
        }
    }

    /// <summary>An amplifier driven too hard: it takes the deep part out, bends the two halves of a wave differently, and dulls what comes.</summary>
    public Sound Distorted()
    {
        var wet = new float[Samples.Length];
        double deep = 0, dull = 0;
        for (int i = 0; i < wet.Length; i++)
        {
            deep += 0.02 * (Samples[i] - deep);
            double driven = 5 * (Samples[i] - deep);
            double bent = driven > 0 ? Math.Tanh(driven) : 0.7 * Math.Tanh(1.3 * driven);
            dull += 0.4 * (bent - dull);
            wet[i] = (float)(0.6 * dull);
        }

        return new(Rate, wet);
    }
}

using NetCompiler.Numerics;

namespace NetCompiler;

/// <summary>
/// Samples for learning word vectors with negative sampling. An input is words to predict from, the word to predict, and words that are not to be
/// predicted; a target is 1 for the word to predict and 0 for each of the others.
/// </summary>
/// <param name="corpus">The words.</param>
/// <param name="window">Most neighbours on either side.</param>
/// <param name="negatives">Words that are not to be predicted.</param>
/// <param name="subsample">The threshold of frequent words; 0 keeps all.</param>
/// <param name="bags">Whether a word is predicted from all of its context at once, or each word of its context from it.</param>
internal sealed class WordPairSource(WordCorpus corpus, int window, int negatives, double subsample, bool bags) : IDataSource
{
    /// <summary>Tells these draws from others with the same seed.</summary>
    private const long Use = 0x574F_5244_5041_4952;

    private readonly WordCorpus _corpus = corpus;
    private readonly int _window = window;
    private readonly double _subsample = subsample;
    private readonly bool _bags = bags;
    private readonly NegativeTable _table = new(corpus.Occurrences);

    private readonly int[] _inputShape = [(bags ? 2 * window : 1) + 1 + negatives];

    public ReadOnlySpan<int> InputShape => _inputShape;

    public int InputFloats => _inputShape[0];

    public int TargetFloats => 1 + negatives;

    public long? Count => null;

    public ISampleReader Read(DataPass pass) => new Reader(this, pass);

    private sealed class Reader : ISampleReader
    {
        private readonly WordPairSource _source;
        private readonly WordContexts _contexts;
        private readonly RandomStream _random;
        private readonly bool _bags;

        /// <summary>Samples of the word in the middle that have been read.</summary>
        private int _done;

        /// <summary>Samples of the word in the middle.</summary>
        private int _samples;
        private long _next;

        public Reader(WordPairSource source, DataPass pass)
        {
            ulong key = CounterRandom.Subkey(CounterRandom.Key(pass.Seed, Use), pass.Epoch);
            (_source, _bags) = (source, source._bags);
            _contexts = new WordContexts(source._corpus, source._window, source._subsample, pass, key);
            _random = new RandomStream(key, salt: 0);
        }

        public int Read(Span<float> inputs, Span<float> targets, int count)
        {
            ReadCheck.Room(inputs, targets, count, _source.InputFloats, _source.TargetFloats);
            int done = 0;
            for (; done < count && Find(); done++, _done++, _next++)
            {
                Write(inputs.Slice(done * _source.InputFloats, _source.InputFloats));
                Span<float> target = targets.Slice(done * _source.TargetFloats, _source.TargetFloats);
                target.Clear();
                target[0] = 1;
            }

            return done;
        }

        public void Skip(long count)
        {
            ReadCheck.Skipped(count);
            while (count > 0 && Find())
            {
                int skipped = (int)Math.Min(count, _samples - _done);
                _done += skipped;
                _next += skipped;
                count -= skipped;
            }
        }

        public void Dispose()
        {
        }

        /// <summary>Goes to a word that has a sample left; false at the end.</summary>
        private bool Find()
        {
            while (_done == _samples)
            {
                if (!_contexts.Next())
                {
                    return false;
                }

                _done = 0;
                _samples = _bags ? Math.Min(1, _contexts.ContextSize) : _contexts.ContextSize;
            }

            return true;
        }

        private void Write(Span<float> input)
        {
            int predicted = _bags ? _contexts.Word : _contexts.Context(_done);
            input.Clear();
            for (int i = 0; i < (_bags ? _contexts.ContextSize : 1); i++)
            {
                input[i] = _bags ? _contexts.Context(i) : _contexts.Word;
            }

            Span<float> candidates = input[^_source.TargetFloats..];
            candidates[0] = predicted;
            _random.MoveTo(_next);
            for (int i = 1; i < candidates.Length; i++)
            {
                candidates[i] = _source._table.Next(_random, predicted);
            }
        }
    }
}

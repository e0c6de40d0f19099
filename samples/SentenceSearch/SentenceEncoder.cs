// Imported from minilm.onnx (SHA-256 4a64cee3d4134bbdc86eed96e1a660efec58975417204ecfcf134140edb6e0e2, opset 13, written by pytorch 1.10).
// Images are [height, width, channels].
using NetCompiler;

namespace SentenceSearch;

/// <summary>torch-jit-export.</summary>
[Network]
public partial class SentenceEncoder
{
    [Embedding(30522, 384)] private static partial Tensor EmbeddingsWordEmbeddings(Tensor x); // [32] to [32, 384]
    [Embedding(2, 384)] private static partial Tensor EmbeddingsTokenTypeEmbeddings(Tensor x); // [32] to [32, 384]
    [Embedding(32, 384)] private static partial Tensor EmbeddingsPositionEmbeddingsWeightTable(Tensor x); // [32] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EmbeddingsLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer0AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer0AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer0AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer0AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer0AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer0IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer0OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer0OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer1AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer1AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer1AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer1AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer1AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer1IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer1OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer1OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer2AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer2AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer2AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer2AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer2AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer2IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer2OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer2OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer3AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer3AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer3AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer3AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer3AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer3IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer3OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer3OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer4AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer4AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer4AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer4AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer4AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer4IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer4OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer4OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer5AttentionSelfQuery(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer5AttentionSelfKey(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer5AttentionSelfValue(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor EncoderLayer5AttentionOutputDense(Tensor x); // [32, 384] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer5AttentionOutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(1536)] private static partial Tensor EncoderLayer5IntermediateDense(Tensor x); // [32, 384] to [32, 1536]
    [Dense(384)] private static partial Tensor EncoderLayer5OutputDense(Tensor x); // [32, 1536] to [32, 384]
    [LayerNormalization(Epsilon = 1E-12f)] private static partial Tensor EncoderLayer5OutputLayerNorm(Tensor x); // [32, 384] to [32, 384]
    [Dense(384)] private static partial Tensor PoolerDense(Tensor x); // [384] to [384]

    [Forward]
    private static (Tensor lastHiddenState, Tensor output) Forward(
        [Input(32)] Tensor inputIds,
        [Input(32)] Tensor attentionMask,
        [Input(32)] Tensor tokenTypeIds)
    {
        Tensor sum = EmbeddingsWordEmbeddings(inputIds) + EmbeddingsTokenTypeEmbeddings(tokenTypeIds);
        Tensor embeddingsLayerNorm = EmbeddingsLayerNorm(sum + EmbeddingsPositionEmbeddingsWeightTable(Arange(32)));
        Tensor reshape = Reshape(EncoderLayer0AttentionSelfQuery(embeddingsLayerNorm), 32, 12, 32);
        Tensor reshape2 = Reshape(EncoderLayer0AttentionSelfKey(embeddingsLayerNorm), 32, 12, 32);
        Tensor quotient = MatMul(Transpose(reshape, 1, 0, 2), Transpose(reshape2, 1, 2, 0)) / 5.656854f;
        Tensor product = (1f - Reshape(attentionMask, 1, 1, 32)) * -10000f;
        Tensor reshape3 = Reshape(EncoderLayer0AttentionSelfValue(embeddingsLayerNorm), 32, 12, 32);
        Tensor transpose = Transpose(MatMul(Softmax(quotient + product), Transpose(reshape3, 1, 0, 2)), 1, 0, 2);
        Tensor sum2 = EncoderLayer0AttentionOutputDense(Reshape(transpose, 32, 384)) + embeddingsLayerNorm;
        Tensor encoderLayer0AttentionOutputLayerNorm = EncoderLayer0AttentionOutputLayerNorm(sum2);
        Tensor gelu = Gelu(EncoderLayer0IntermediateDense(encoderLayer0AttentionOutputLayerNorm));
        Tensor encoderLayer0OutputLayerNorm = EncoderLayer0OutputLayerNorm(EncoderLayer0OutputDense(gelu) + encoderLayer0AttentionOutputLayerNorm);
        Tensor reshape4 = Reshape(EncoderLayer1AttentionSelfQuery(encoderLayer0OutputLayerNorm), 32, 12, 32);
        Tensor reshape5 = Reshape(EncoderLayer1AttentionSelfKey(encoderLayer0OutputLayerNorm), 32, 12, 32);
        Tensor quotient2 = MatMul(Transpose(reshape4, 1, 0, 2), Transpose(reshape5, 1, 2, 0)) / 5.656854f;
        Tensor reshape6 = Reshape(EncoderLayer1AttentionSelfValue(encoderLayer0OutputLayerNorm), 32, 12, 32);
        Tensor transpose2 = Transpose(MatMul(Softmax(quotient2 + product), Transpose(reshape6, 1, 0, 2)), 1, 0, 2);
        Tensor sum3 = EncoderLayer1AttentionOutputDense(Reshape(transpose2, 32, 384)) + encoderLayer0OutputLayerNorm;
        Tensor encoderLayer1AttentionOutputLayerNorm = EncoderLayer1AttentionOutputLayerNorm(sum3);
        Tensor gelu2 = Gelu(EncoderLayer1IntermediateDense(encoderLayer1AttentionOutputLayerNorm));
        Tensor sum4 = EncoderLayer1OutputDense(gelu2) + encoderLayer1AttentionOutputLayerNorm;
        Tensor encoderLayer1OutputLayerNorm = EncoderLayer1OutputLayerNorm(sum4);
        Tensor reshape7 = Reshape(EncoderLayer2AttentionSelfQuery(encoderLayer1OutputLayerNorm), 32, 12, 32);
        Tensor reshape8 = Reshape(EncoderLayer2AttentionSelfKey(encoderLayer1OutputLayerNorm), 32, 12, 32);
        Tensor quotient3 = MatMul(Transpose(reshape7, 1, 0, 2), Transpose(reshape8, 1, 2, 0)) / 5.656854f;
        Tensor reshape9 = Reshape(EncoderLayer2AttentionSelfValue(encoderLayer1OutputLayerNorm), 32, 12, 32);
        Tensor transpose3 = Transpose(MatMul(Softmax(quotient3 + product), Transpose(reshape9, 1, 0, 2)), 1, 0, 2);
        Tensor sum5 = EncoderLayer2AttentionOutputDense(Reshape(transpose3, 32, 384)) + encoderLayer1OutputLayerNorm;
        Tensor encoderLayer2AttentionOutputLayerNorm = EncoderLayer2AttentionOutputLayerNorm(sum5);
        Tensor gelu3 = Gelu(EncoderLayer2IntermediateDense(encoderLayer2AttentionOutputLayerNorm));
        Tensor sum6 = EncoderLayer2OutputDense(gelu3) + encoderLayer2AttentionOutputLayerNorm;
        Tensor encoderLayer2OutputLayerNorm = EncoderLayer2OutputLayerNorm(sum6);
        Tensor reshape10 = Reshape(EncoderLayer3AttentionSelfQuery(encoderLayer2OutputLayerNorm), 32, 12, 32);
        Tensor reshape11 = Reshape(EncoderLayer3AttentionSelfKey(encoderLayer2OutputLayerNorm), 32, 12, 32);
        Tensor quotient4 = MatMul(Transpose(reshape10, 1, 0, 2), Transpose(reshape11, 1, 2, 0)) / 5.656854f;
        Tensor reshape12 = Reshape(EncoderLayer3AttentionSelfValue(encoderLayer2OutputLayerNorm), 32, 12, 32);
        Tensor transpose4 = Transpose(MatMul(Softmax(quotient4 + product), Transpose(reshape12, 1, 0, 2)), 1, 0, 2);
        Tensor sum7 = EncoderLayer3AttentionOutputDense(Reshape(transpose4, 32, 384)) + encoderLayer2OutputLayerNorm;
        Tensor encoderLayer3AttentionOutputLayerNorm = EncoderLayer3AttentionOutputLayerNorm(sum7);
        Tensor gelu4 = Gelu(EncoderLayer3IntermediateDense(encoderLayer3AttentionOutputLayerNorm));
        Tensor sum8 = EncoderLayer3OutputDense(gelu4) + encoderLayer3AttentionOutputLayerNorm;
        Tensor encoderLayer3OutputLayerNorm = EncoderLayer3OutputLayerNorm(sum8);
        Tensor reshape13 = Reshape(EncoderLayer4AttentionSelfQuery(encoderLayer3OutputLayerNorm), 32, 12, 32);
        Tensor reshape14 = Reshape(EncoderLayer4AttentionSelfKey(encoderLayer3OutputLayerNorm), 32, 12, 32);
        Tensor quotient5 = MatMul(Transpose(reshape13, 1, 0, 2), Transpose(reshape14, 1, 2, 0)) / 5.656854f;
        Tensor reshape15 = Reshape(EncoderLayer4AttentionSelfValue(encoderLayer3OutputLayerNorm), 32, 12, 32);
        Tensor transpose5 = Transpose(MatMul(Softmax(quotient5 + product), Transpose(reshape15, 1, 0, 2)), 1, 0, 2);
        Tensor sum9 = EncoderLayer4AttentionOutputDense(Reshape(transpose5, 32, 384)) + encoderLayer3OutputLayerNorm;
        Tensor encoderLayer4AttentionOutputLayerNorm = EncoderLayer4AttentionOutputLayerNorm(sum9);
        Tensor gelu5 = Gelu(EncoderLayer4IntermediateDense(encoderLayer4AttentionOutputLayerNorm));
        Tensor sum10 = EncoderLayer4OutputDense(gelu5) + encoderLayer4AttentionOutputLayerNorm;
        Tensor encoderLayer4OutputLayerNorm = EncoderLayer4OutputLayerNorm(sum10);
        Tensor reshape16 = Reshape(EncoderLayer5AttentionSelfQuery(encoderLayer4OutputLayerNorm), 32, 12, 32);
        Tensor reshape17 = Reshape(EncoderLayer5AttentionSelfKey(encoderLayer4OutputLayerNorm), 32, 12, 32);
        Tensor quotient6 = MatMul(Transpose(reshape16, 1, 0, 2), Transpose(reshape17, 1, 2, 0)) / 5.656854f;
        Tensor reshape18 = Reshape(EncoderLayer5AttentionSelfValue(encoderLayer4OutputLayerNorm), 32, 12, 32);
        Tensor transpose6 = Transpose(MatMul(Softmax(quotient6 + product), Transpose(reshape18, 1, 0, 2)), 1, 0, 2);
        Tensor sum11 = EncoderLayer5AttentionOutputDense(Reshape(transpose6, 32, 384)) + encoderLayer4OutputLayerNorm;
        Tensor encoderLayer5AttentionOutputLayerNorm = EncoderLayer5AttentionOutputLayerNorm(sum11);
        Tensor gelu6 = Gelu(EncoderLayer5IntermediateDense(encoderLayer5AttentionOutputLayerNorm));
        Tensor sum12 = EncoderLayer5OutputDense(gelu6) + encoderLayer5AttentionOutputLayerNorm;
        Tensor lastHiddenState2 = EncoderLayer5OutputLayerNorm(sum12);
        return (lastHiddenState2, Tanh(PoolerDense(lastHiddenState2[0])));
    }
}

using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Keras.Layers;

/// <summary>The activation functions that a layer has as settings.</summary>
internal static class LayerActivations
{
    public static IEnumerable<Activation> Of(Layer layer) =>
        layer switch
        {
            Dense dense => [dense.Activation],
            Conv1D conv => [conv.Activation],
            Conv2D conv => [conv.Activation],
            Conv3D conv => [conv.Activation],
            Conv2DTranspose conv => [conv.Activation],
            DepthwiseConv2D conv => [conv.Activation],
            SeparableConv2D conv => [conv.Activation],
            ActivationLayer activation => [activation.Function],
            LSTM lstm => [lstm.Activation, lstm.RecurrentActivation],
            GRU gru => [gru.Activation, gru.RecurrentActivation],
            Recurrent recurrent => [recurrent.Activation],
            Bidirectional both => [.. Of(both.Forward), .. Of(both.Backward)],
            TimeDistributed each => Of(each.Inner),
            _ => [],
        };
}

using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>Every layer's output, gradients and moved statistics against real Keras in float64.</summary>
internal abstract class LayerContract
{
    private static IEnumerable<string> Cases => LayerCase.Names;

    private protected abstract LayerPass.Backend Backend { get; }

    [TestCaseSource(nameof(Cases))]
    public void A_layer_gives_what_Keras_gives(string name)
    {
        LayerCase oracle = LayerCase.Read(name);
        LayerPass pass = Run(oracle);

        Closeness.ShouldBeCloseLayer(pass.Output, oracle.Output, "the output");
        if (oracle.InputGradients is { } gradients)
        {
            Closeness.ShouldBeCloseLayer(pass.InputGradient!, gradients, "the input's gradient");
        }

        double[][] expected = oracle.WeightGradients;
        for (int k = 0; k < expected.Length; k++)
        {
            Closeness.ShouldBeCloseLayer(pass.Gradients[k], expected[k], $"the gradient of trainable weight {k}");
        }

        IReadOnlyList<WeightSpec> weights = oracle.Model.Nodes[^1].Weights;
        foreach ((string weight, double[] after) in oracle.WeightsAfter)
        {
            Closeness.ShouldBeCloseLayer(pass.Weights[weights.ToList().FindIndex(spec => spec.Name == weight)], after, weight);
        }
    }

    private protected LayerPass Run(LayerCase oracle) =>
        Backend(
            oracle.Model,
            oracle.Batch(),
            oracle.Samples,
            oracle.WeightValues,
            // Recurrent layers are computed forward alone, and whole numbers have no gradient.
            oracle.InputGradients
                is null
            && oracle.WeightGradients.Length == 0
                ? null
                : oracle.Seed(),
            oracle.Training || oracle.WeightGradients.Length > 0
        );
}

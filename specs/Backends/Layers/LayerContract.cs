using Repro.Models;
using Repro.Models.Layers;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Layers;

/// <summary>Every layer's output, gradients and moved statistics against real Keras in float64.</summary>
public abstract class LayerContract
{
    private static IEnumerable<string> Cases => LayerCase.Names;

    private protected abstract LayerPass.Engine Engine { get; }

    /// <summary>The kinds of layers that the backend refuses, by Keras's names.</summary>
    private protected virtual IReadOnlySet<string> Refused { get; } = new HashSet<string>(StringComparer.Ordinal);

    [TestCaseSource(nameof(Cases))]
    public void A_layer_gives_what_Keras_gives(string name)
    {
        LayerCase oracle = LayerCase.Read(name);
        string kind = oracle.LayerOf().TypeName;
        if (Refused.Contains(kind))
        {
            FluentActions.Invoking(() => Run(oracle)).Should().Throw<ModelException>().WithMessage($"Layer 'layer' ({kind}): the * backend cannot compute this kind of layer*");
            return;
        }

        LayerPass pass = Run(oracle);

        Closeness.ShouldBeCloseLayer(pass.Output, oracle.Output, "the output");
        if (oracle.InputGradients is { } gradients) Closeness.ShouldBeCloseLayer(pass.InputGradient!, gradients, "the input's gradient");
        // A trained layer in inference mode happens in no training here: a call with training=False.
        double[][] expected = IsTrained(oracle) ? oracle.WeightGradients : [];
        for (int k = 0; k < expected.Length; k++) Closeness.ShouldBeCloseLayer(pass.Gradients[k], expected[k], $"the gradient of trainable weight {k}");
        IReadOnlyList<WeightSpec> weights = oracle.Model.Nodes[^1].Weights;
        foreach ((string weight, double[] after) in oracle.WeightsAfter)
        {
            Closeness.ShouldBeCloseLayer(pass.Weights[weights.ToList().FindIndex(spec => spec.Name == weight)], after, weight);
        }
    }

    private protected LayerPass Run(LayerCase oracle) => Engine(
        oracle.Model,
        oracle.Batch(),
        oracle.Samples,
        oracle.WeightValues,
        // Recurrent layers are computed forward alone, and whole numbers have no gradient.
        oracle.InputGradients is null && oracle.WeightGradients.Length == 0 ? null : oracle.Seed(),
        IsTrained(oracle));

    private static bool IsTrained(LayerCase oracle) => oracle.Training || (oracle.WeightGradients.Length > 0 && oracle.LayerOf() is not BatchNormalization);
}

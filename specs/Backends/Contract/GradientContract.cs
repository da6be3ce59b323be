using System.Text.Json;
using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>Gradients of every layer and option, against PyTorch in float64.</summary>
internal abstract class GradientContract : BackendContract
{
    // With rho = 1 the mean of squares stays zero, so a step is w - g / epsilon: it shows the gradient itself,
    // magnified so that the weight's own rounding does not blur it.
    private static readonly RmsProp Revealing = new(LearningRate: 1, Rho: 1, Epsilon: 1f / (1 << 20));

    public static IEnumerable<string> TrainingCases => GradientCase.Names("training");

    public static IEnumerable<string> ScalarCases => GradientCase.Names("scalar");

    [TestCaseSource(nameof(TrainingCases))]
    public void Gradients_of_weights_agree(string name)
    {
        JsonElement oracle = GradientCase.Read("training", name);
        Model model = GradientCase.Model(oracle);
        using INetwork network = Seeded(model, Revealing);
        float[][] before = [.. network.Weights.Select(weight => Read(network, weight.Path))];
        BatchResult result = Step(network, 0, oracle.GetProperty("samples").GetInt32());

        Closeness.ShouldBeCloseLoss(result.LossSum / result.Samples, oracle.GetProperty("loss").GetDouble(), "the loss");
        Closeness.ShouldBeCloseLoss(result.Penalty, oracle.GetProperty("penalty").GetDouble(), "the penalty");
        JsonElement[] gradients = [.. oracle.GetProperty("gradients").EnumerateArray()];
        gradients.Should().HaveCount(before.Length);
        for (int k = 0; k < before.Length; k++)
        {
            string path = network.Weights[k].Path;
            double[] gradient = [.. before[k].Zip(Read(network, path), (old, now) => ((double)old - now) * Revealing.Epsilon)];
            GradientCase.ShouldBeClose(gradient, gradients[k], path);
        }
    }

    [TestCaseSource(nameof(ScalarCases))]
    public void Gradients_of_scalars_agree(string name)
    {
        JsonElement oracle = GradientCase.Read("scalar", name);
        Model model = GradientCase.Model(oracle);
        using INetwork network = Seeded(model);
        ScalarObjective objective =
            oracle.GetProperty("cls").ValueKind == JsonValueKind.Number
                ? new ScalarObjective.ClassScore(oracle.GetProperty("cls").GetInt32())
                : new ScalarObjective.ChannelMean(
                    GradientCase.LayerName(oracle, oracle.GetProperty("layer").GetInt32()),
                    oracle.GetProperty("channel").GetInt32()
                );
        string? to =
            oracle.GetProperty("to").ValueKind == JsonValueKind.Number
                ? GradientCase.LayerName(oracle, oracle.GetProperty("to").GetInt32())
                : null;

        int samples = oracle.GetProperty("samples").GetInt32();
        ScalarGradient found = network.Gradient(SeededInputs.Batch(model, 3000, samples), objective, to);

        double[] values = oracle.Doubles("values");
        double margin = Closeness.OfRootMeanSquare * Math.Sqrt(values.Average(value => value * value));
        found.Values.Should().HaveCount(samples);
        for (int i = 0; i < samples; i++)
        {
            found.Values[i].Should().BeApproximately(values[i], margin, "the scalar of sample {0}", i);
        }

        Shape shape = to is null ? model.InputShape : model[to].OutputShape;
        found.Gradient.Shape.Should().Equal([samples, .. shape.Axes.Select(axis => axis!.Value)]);
        GradientCase.ShouldBeClose(
            [.. found.Gradient.Values.Select(value => (double)value)],
            oracle.GetProperty("gradient"),
            "the gradient"
        );
    }
}

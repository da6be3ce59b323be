using Repro.Backends;
using Repro.Backends.Losses;
using Repro.Models;
using Repro.TensorFlow.Graph;
using Repro.TensorFlow.Ops;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow;

/// <summary>Gradients of scalars with respect to the input or a layer's output.</summary>
internal sealed partial class TensorFlowNetwork
{
    public ScalarGradient Gradient(Tensor x, ScalarObjective objective, string? layer = null)
    {
        ShapeValidation.Check(Model, x);
        Objective scalar = Objective.Of(_graph.Find, _graph.Output, Model.OutputShapes[0], x.Samples, objective);
        (int target, Shape shape) = layer is null ? (0, Model.InputShape) : _graph.Find(layer);
        bool[] above = _graph.Above(target);
        if (!above[scalar.Operation])
        {
            throw ShapeValidation.Independent(objective, layer);
        }

        using Pass pass = new(_eager, _graph, new Step(x.Samples, Training: false, null), [scalar.Operation], above);
        pass.Forward(x);
        Shape read = ShapeOf(objective);
        Tensor tensor = Download(pass[scalar.Operation], read, x.Samples);
        double[] values = new double[x.Samples];
        for (int i = 0; i < values.Length; i++)
        {
            // The slope takes the value's place: one array serves both.
            Span<float> sample = tensor.Values.AsSpan(i * read.Elements, read.Elements);
            values[i] = scalar.Value(i, sample);
            scalar.Slope(i, sample);
        }

        EagerTensor seed = _eager.Upload(tensor.Values, [.. tensor.Shape]);
        using EagerTensor gradient = pass.Backward(scalar.Operation, seed, target)!;
        return new ScalarGradient(values, Download(gradient, shape, x.Samples));
    }

    private Shape ShapeOf(ScalarObjective objective) =>
        objective switch
        {
            ScalarObjective.ChannelMean mean => _graph.Find(mean.Layer).Shape,
            ScalarObjective.ChannelMeans means => _graph.Find(means.Layer).Shape,
            _ => Model.OutputShapes[0],
        };
}

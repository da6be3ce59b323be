using Repro.Backends;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Models;
using Repro.TensorFlow.Seam;

namespace Repro.Specs.Backends.Layers;

/// <summary>One pass of a model forward and back from a given gradient of its output, in a backend.</summary>
/// <param name="InputGradient">Null where no gradient was asked for.</param>
/// <param name="Weights">All weights after the pass.</param>
/// <param name="Gradients">Those of the trainable weights; empty where no gradient was asked for.</param>
internal sealed record LayerPass(float[] Output, float[]? InputGradient, float[][] Weights, float[][] Gradients)
{
    /// <param name="seed">The gradient with respect to the output; null for a forward pass.</param>
    public delegate LayerPass Backend(Model model, float[] x, int samples, Func<int, float[]> weights, float[]? seed, bool training);

    /// <param name="masks">What random layers draw; null for the oracles' masks.</param>
    public static Backend Cpu(CpuKernels kernels, IDropoutMasks? masks = null) =>
        (model, x, samples, weights, seed, training) =>
        {
            OperationGraph graph = new(model, training: true);
            for (int k = 0; k < graph.Parameters.Count; k++)
            {
                weights(k).CopyTo(graph.Parameters[k].Values, 0);
            }

            bool[] above = graph.Above(0);
            BufferPool pool = new();
            Pass pass = new(graph, new Plan(graph, [graph.Output, 0], seed is null ? null : above, fused: false), pool);
            pass.Forward(
                new StepContext(
                    kernels,
                    Winograd: true,
                    samples,
                    training,
                    Differentiated: seed is not null,
                    masks ?? new Oracles.SeededMasks(0)
                ),
                x
            );
            int elements = samples * graph.Operations[graph.Output].Elements;
            float[] output = pass[graph.Output][..elements];
            if (seed is null)
            {
                return new LayerPass(output, null, [.. graph.Parameters.Select(parameter => parameter.Values)], []);
            }

            PooledArray given = pool.Rent(elements);
            seed.CopyTo(given.Array, 0);
            PooledArray gradient = pass.Backward(graph.Output, given, target: 0)!;
            return new LayerPass(
                output,
                gradient.Array[..(samples * model.InputShape.Elements)],
                [.. graph.Parameters.Select(parameter => parameter.Values)],
                [.. graph.Parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Gradient)]
            );
        };

    /// <inheritdoc cref="Cpu"/>
    public static Backend TensorFlow(IEager eager, IDropoutMasks? masks = null) =>
        (model, x, samples, weights, seed, training) =>
        {
            using Repro.TensorFlow.Graph.OperationGraph graph = new(eager, model, training: true);
            for (int k = 0; k < graph.Parameters.Count; k++)
            {
                graph.Parameters[k].Write(weights(k));
            }

            bool[] above = graph.Above(0);
            Repro.TensorFlow.Ops.Step step = new(samples, training, masks ?? new Oracles.SeededMasks(0));
            using Repro.TensorFlow.Graph.Pass pass = new(eager, graph, step, [graph.Output, 0], seed is null ? null : above);
            pass.Forward(new Tensor(x, [samples, .. Axes(model.InputShape)]));
            float[] output = new float[samples * model.OutputShapes[0].Elements];
            eager.Download(pass[graph.Output], output);
            float[]? found = null;
            if (seed is not null)
            {
                found = new float[samples * model.InputShape.Elements];
                using EagerTensor gradient = pass.Backward(
                    graph.Output,
                    eager.Upload(seed, [samples, .. Axes(model.OutputShapes[0])]),
                    target: 0
                )!;
                eager.Download(gradient, found);
            }

            return new LayerPass(
                output,
                found,
                [.. graph.Parameters.Select(parameter => Read(eager, parameter.Values, parameter.Spec))],
                seed is null || !training
                    ? []
                    :
                    [
                        .. graph
                            .Parameters.Where(parameter => parameter.IsTrained)
                            .Select(parameter => Read(eager, parameter.Gradient!, parameter.Spec)),
                    ]
            );
        };

    private static int[] Axes(Shape shape) => [.. shape.Axes.Select(axis => axis!.Value)];

    private static float[] Read(IEager eager, EagerTensor tensor, WeightSpec spec)
    {
        float[] values = new float[spec.Elements];
        eager.Download(tensor, values);
        return values;
    }
}

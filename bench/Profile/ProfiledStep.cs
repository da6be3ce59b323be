using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Backends.Cpu.Graph;
using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Optimizers;
using Repro.Cli.Benchmarks;
using Repro.Models;
using Repro.Randomness;

namespace Repro.Bench.Profile;

/// <summary>A training step, or a forward pass of VGG16, on generated weights and data.</summary>
internal sealed class ProfiledStep : IDisposable
{
    private readonly CpuNetwork _network;
    private readonly bool _trains;
    private readonly Tensor _x;
    private readonly Tensor _y;

    /// <param name="name">mnist, catsdogs, mobilenet, vgg16, vgg16-finetune or vgg16-open.</param>
    public ProfiledStep(string name, CpuKernels kernels, bool winogradGradients = true)
    {
        (string modelName, int samples, Loss loss) = name switch
        {
            "mnist" => ("mnist-full", 64, Loss.CategoricalCrossentropy),
            "catsdogs" => ("catsdogs-scratch", 20, Loss.BinaryCrossentropy),
            "mobilenet" => ("mobilenet-150", 20, Loss.BinaryCrossentropy),
            "vgg16" => ("vgg16-base-150", 20, Loss.BinaryCrossentropy),
            "vgg16-finetune" => ("vgg16-plus-dense256{block5 open}", 20, Loss.BinaryCrossentropy),
            "vgg16-open" => ("vgg16-plus-dense256", 20, Loss.BinaryCrossentropy),
            _ => throw new InputException(
                $"There is no step '{name}'. The steps are mnist, catsdogs, mobilenet, vgg16, vgg16-finetune and vgg16-open."
            ),
        };
        _trains = name != "vgg16";
        Model model = modelName == "mobilenet-150" ? BenchNetworks.MobileNet150() : Own.Runs.Models.Parse(modelName).Model;
        CpuOptions settings = new() { WinogradGradients = winogradGradients };
        CompileOptions options = new(loss, _trains ? new RmsProp(1e-4f) : null);
        _network = new CpuNetwork(model, new OperationGraph(model, _trains), options, kernels, settings);
        Fill(_network);
        _x = Values(1, [samples, .. model.InputShape.Axes.Select(axis => axis!.Value)]);
        _y = _trains ? Labels(samples, model.OutputShapes[0].Elements) : _x;
    }

    public void Run()
    {
        if (_trains)
        {
            _network.TrainOnBatch(_x, _y, null!);
        }
        else
        {
            _network.Predict(_x);
        }
    }

    public void Dispose() => _network.Dispose();

    private static void Fill(INetwork network)
    {
        int seed = 100;
        foreach (FlatWeight weight in network.Weights)
        {
            float[] values = Values(seed++, weight.Spec.Elements).Values;
            float scale = 1.5f / MathF.Sqrt(values.Length / (float)weight.Spec.Shape[weight.Spec.Shape.Count - 1]);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = weight.Spec.Shape.Count > 1 ? values[i] * scale : 0;
            }

            network.WriteWeight(weight.Path, values);
        }
    }

    private static Tensor Values(int seed, params int[] shape)
    {
        RandomStream stream = new(seed, "bench", 0);
        Tensor tensor = new(shape);
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            tensor.Values[i] = 2 * stream.NextSingle() - 1;
        }

        return tensor;
    }

    private static Tensor Labels(int samples, int classes)
    {
        Tensor labels = new(samples, classes);
        for (int i = 0; i < samples; i++)
        {
            if (classes == 1)
            {
                labels.Values[i] = i % 2;
            }
            else
            {
                labels.Values[i * classes + i % classes] = 1;
            }
        }

        return labels;
    }
}

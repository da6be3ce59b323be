using Repro.Backends;
using Repro.Backends.Optimizers;
using Repro.Models;
using Repro.Specs.Oracles;

namespace Repro.Specs.Backends.Contract;

/// <summary>
/// What every backend must do. A backend's fixture derives from each contract and says how the backend is made.
/// </summary>
internal abstract class BackendContract
{
    private IBackend? _backend;

    protected IBackend Backend => _backend ?? throw new InvalidOperationException("The backend is made before each spec.");

    [SetUp]
    public void MakeBackend() => _backend = Create();

    [TearDown]
    public void DropBackend() => (_backend as IDisposable)?.Dispose();

    protected abstract IBackend Create();

    /// <summary>Builds a network for training with weights from streams 0, 1, 2 ...</summary>
    private protected INetwork Seeded(Model model, Optimizer? optimizer = null, int firstStream = 0)
    {
        INetwork network = Backend.Build(model, new CompileOptions(LossOf(model), optimizer ?? new RmsProp()));
        SeededInputs.FillWeights(network, firstStream);
        return network;
    }

    private protected static float[] Read(INetwork network, string path)
    {
        float[] values = new float[network.Weights.Single(weight => weight.Path == path).Spec.Elements];
        network.ReadWeight(path, values);
        return values;
    }

    private protected static float[] ReadState(INetwork network, string path)
    {
        float[] values = new float[network.Weights.Single(weight => weight.Path == path).Spec.Elements];
        network.ReadOptimizerState(path, values);
        return values;
    }

    /// <summary>Trains one step on the seeded batch of that number.</summary>
    private protected static BatchResult Step(INetwork network, int number, int samples, IDropoutMasks? masks = null)
    {
        Model model = network.Model;
        return network.TrainOnBatch(
            SeededInputs.Batch(model, 1000 + number, samples),
            SeededInputs.Labels(2000 + number, samples, model.OutputShapes[0].Elements),
            masks ?? new SeededMasks(number)
        );
    }

    private static Loss LossOf(Model model) => model.OutputShapes[0].Elements == 1 ? Loss.BinaryCrossentropy : Loss.CategoricalCrossentropy;
}

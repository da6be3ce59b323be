using Repro.Backends;
using Repro.TensorFlow.Graph;

namespace Repro.TensorFlow;

/// <summary>Weights and optimizer state in and out.</summary>
internal sealed partial class TensorFlowNetwork
{
    public void ReadWeight(string path, Span<float> destination) => Find(path).Read(destination);

    public void WriteWeight(string path, ReadOnlySpan<float> values) => Find(path).Write(values);

    public IReadOnlyList<string> OptimizerSlots => _slots;

    public long OptimizerSteps { get; set; }

    public float? LearningRate { get; set; }

    public void ReadOptimizerState(string path, Span<float> destination, int slot = 0) => Trained(path).ReadState(destination, slot);

    public void WriteOptimizerState(string path, ReadOnlySpan<float> values, int slot = 0) => Trained(path).WriteState(values, slot);

    private Parameter Find(string path) =>
        _parameters.TryGetValue(path, out Parameter? parameter)
            ? parameter
            : throw ShapeValidation.UnknownWeight(Model, path, _parameters.Keys);

    private Parameter Trained(string path) =>
        Find(path) is { IsTrained: true } parameter ? parameter : throw ShapeValidation.Untrained(path);
}

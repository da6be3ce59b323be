using Repro.Backends.Cpu.Operations;

namespace Repro.Backends.Cpu;

/// <summary>Weights and optimizer state in and out.</summary>
internal sealed partial class CpuNetwork
{
    public void ReadWeight(string path, Span<float> destination) => Fit(path, Find(path).Values, destination.Length).CopyTo(destination);

    public void WriteWeight(string path, ReadOnlySpan<float> values)
    {
        Parameter parameter = Find(path);
        ShapeValidation.CheckLength(path, parameter.Values.Length, values.Length);
        parameter.Write(values);
    }

    public IReadOnlyList<string> OptimizerSlots => _optimizer?.Slots ?? [];

    public long OptimizerSteps { get; set; }

    public float? LearningRate { get; set; }

    public void ReadOptimizerState(string path, Span<float> destination, int slot = 0) =>
        Fit(path, Trained(path).Slots[slot], destination.Length).CopyTo(destination);

    public void WriteOptimizerState(string path, ReadOnlySpan<float> values, int slot = 0) =>
        values.CopyTo(Fit(path, Trained(path).Slots[slot], values.Length));

    private Parameter Find(string path) =>
        _parameters.TryGetValue(path, out Parameter? parameter)
            ? parameter
            : throw ShapeValidation.UnknownWeight(Model, path, _parameters.Keys);

    private Parameter Trained(string path) =>
        Find(path) is { IsTrained: true } parameter ? parameter : throw ShapeValidation.Untrained(path);

    private static Span<float> Fit(string path, float[] values, int length)
    {
        ShapeValidation.CheckLength(path, values.Length, length);
        return values;
    }
}

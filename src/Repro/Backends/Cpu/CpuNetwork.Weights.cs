using Repro.Backends.Cpu.Graph;

namespace Repro.Backends.Cpu;

/// <summary>Weights and optimiser state in and out.</summary>
internal sealed partial class CpuNetwork
{
    public void ReadWeight(string path, Span<float> destination) => Fit(path, Find(path).Values, destination.Length).CopyTo(destination);

    public void WriteWeight(string path, ReadOnlySpan<float> values) => values.CopyTo(Fit(path, Find(path).Values, values.Length));

    public void ReadOptimizerState(string path, Span<float> destination) => Fit(path, Trained(path).MeanSquare, destination.Length).CopyTo(destination);

    public void WriteOptimizerState(string path, ReadOnlySpan<float> values) => values.CopyTo(Fit(path, Trained(path).MeanSquare, values.Length));

    private Parameter Find(string path) =>
        _parameters.TryGetValue(path, out Parameter? parameter) ? parameter : throw Fitting.UnknownWeight(Model, path, _parameters.Keys);

    private Parameter Trained(string path) => Find(path) is { IsTrained: true } parameter ? parameter : throw Fitting.Untrained(path);

    private static Span<float> Fit(string path, float[] values, int length)
    {
        Fitting.CheckLength(path, values.Length, length);
        return values;
    }
}

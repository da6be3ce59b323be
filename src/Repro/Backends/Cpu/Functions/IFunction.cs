namespace Repro.Backends.Cpu.Functions;

/// <summary>
/// A function of one number. Values and slopes are float64 by <see cref="Numerics.Elementary"/>, rounded to float32 once.
/// </summary>
internal interface IFunction
{
    double Value(double x);

    /// <summary>The derivative that Keras trains with, also in the kinks.</summary>
    double Slope(double x);
}

namespace Repro.Backends.Optimizers;

/// <summary>A learning rate that depends on the step. All numbers are float64, and the same on every machine.</summary>
internal abstract record Schedule
{
    /// <summary>The rate of the first step.</summary>
    public double Initial => At(0);

    /// <param name="step">The number of steps before this one.</param>
    public abstract double At(long step);
}

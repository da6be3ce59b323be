using Repro.Numerics;

namespace Repro.Backends.Optimizers;

/// <summary>a r^(t/T), with t/T rounded down where <paramref name="Staircase"/>.</summary>
internal sealed record ExponentialDecay(double InitialLearningRate, long DecaySteps, double DecayRate, bool Staircase) : Schedule
{
    public override double At(long step) =>
        InitialLearningRate * Elementary.Power(DecayRate, Staircase ? step / DecaySteps : (double)step / DecaySteps);
}

/// <summary>a / (1 + r t/T), with t/T rounded down where <paramref name="Staircase"/>.</summary>
internal sealed record InverseTimeDecay(double InitialLearningRate, long DecaySteps, double DecayRate, bool Staircase) : Schedule
{
    public override double At(long step) =>
        InitialLearningRate / (1 + DecayRate * (Staircase ? step / DecaySteps : (double)step / DecaySteps));
}

/// <summary>Half a wave of the cosine from a to alpha a over T steps, then alpha a.</summary>
internal sealed record CosineDecay(double InitialLearningRate, long DecaySteps, double Alpha) : Schedule
{
    public override double At(long step)
    {
        double wave = 0.5 * (1 + Elementary.CosinePi((double)Math.Min(step, DecaySteps) / DecaySteps));
        return InitialLearningRate * ((1 - Alpha) * wave + Alpha);
    }
}

/// <summary>
/// (a - b) (1 - t/T)^p + b over T steps, then b. With <paramref name="Cycle"/>, T is its smallest multiple that t does not exceed.
/// </summary>
internal sealed record PolynomialDecay(double InitialLearningRate, long DecaySteps, double EndLearningRate, double Exponent, bool Cycle)
    : Schedule
{
    public override double At(long step)
    {
        long steps = Cycle ? DecaySteps * Math.Max(1, (step + DecaySteps - 1) / DecaySteps) : DecaySteps;
        double left = 1 - (double)Math.Min(step, steps) / steps;
        return (InitialLearningRate - EndLearningRate) * Elementary.Power(left, Exponent) + EndLearningRate;
    }
}

/// <summary>Value i for the first boundary i that t does not exceed, and the last value beyond all boundaries.</summary>
/// <param name="Values">One more than boundaries.</param>
internal sealed record PiecewiseConstantDecay(IReadOnlyList<long> Boundaries, IReadOnlyList<double> Values) : Schedule
{
    public override double At(long step)
    {
        int index = 0;
        while (index < Boundaries.Count && step > Boundaries[index])
        {
            index++;
        }

        return Values[index];
    }
}

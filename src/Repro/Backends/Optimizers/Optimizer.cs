namespace Repro.Backends.Optimizers;

/// <summary>An optimizer of Keras with its hyperparameters. Each backend computes its formula in float32.</summary>
internal abstract record Optimizer
{
    /// <summary>What Keras calls it in lower case, and what records call its arithmetic: <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate where there is no <see cref="Schedule"/>.</summary>
    public abstract double ConstantRate { get; }

    /// <summary>The learning rate of each step; null where it is the same for all.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The share of each weight, times the learning rate, that is subtracted before a step; 0 for none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How gradients are limited before a step.</summary>
    public Clipping Clipping { get; init; }

    /// <summary>The tensors that are kept for each trained weight, in Keras's order.</summary>
    public abstract IReadOnlyList<string> Slots { get; }

    /// <summary>The value that the elements of a slot have before the first step.</summary>
    public virtual float StartOf(int slot) => 0;

    /// <summary>What a step does to every weight.</summary>
    /// <param name="step">The number of steps before this one.</param>
    /// <param name="given">The learning rate that a callback has set; null for the optimizer's own.</param>
    public UpdateStep At(long step, float? given = null)
    {
        double rate = given ?? Schedule?.At(step) ?? ConstantRate;
        UpdateStep update = Rule(step, rate);
        return WeightDecay == 0 ? update : update with { Shrink = (float)(rate * WeightDecay) };
    }

    /// <summary>The rule of a step with its coefficients, which are computed in float64 and rounded once.</summary>
    private protected abstract UpdateStep Rule(long step, double rate);
}

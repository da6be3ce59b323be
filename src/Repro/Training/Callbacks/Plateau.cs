using Repro.Runs;

namespace Repro.Training.Callbacks;

/// <summary>Keras's ReduceLROnPlateau.</summary>
internal sealed class Plateau(CallbackConfiguration.ReduceLROnPlateau settings)
{
    // The difference is subtracted from the best value here, and added to the new one elsewhere: the same but for rounding.
    private double _best = settings.IsMaximum ? double.NegativeInfinity : double.PositiveInfinity;
    private int _wait;
    private int _cooldown;

    /// <summary>The learning rate after an epoch with that value. Keras keeps rates in float32.</summary>
    public float Next(double value, float rate)
    {
        if (_cooldown > 0)
        {
            _cooldown--;
            _wait = 0;
        }

        if (settings.IsMaximum ? value > _best + settings.MinDelta : value < _best - settings.MinDelta)
        {
            _best = value;
            _wait = 0;
            return rate;
        }

        // The epoch in which the cooldown ends already counts.
        if (_cooldown > 0 || ++_wait < settings.Patience || rate <= (float)settings.MinLearningRate)
        {
            return rate;
        }

        _cooldown = settings.Cooldown;
        _wait = 0;
        return (float)Math.Max(rate * settings.Factor, settings.MinLearningRate);
    }
}

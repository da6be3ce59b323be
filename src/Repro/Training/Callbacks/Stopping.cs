using Repro.Runs;

namespace Repro.Training.Callbacks;

/// <summary>Keras's EarlyStopping.</summary>
/// <param name="isKeras3">Whether the first value counts as an improvement whatever it is.</param>
internal sealed class Stopping(CallbackConfiguration.EarlyStopping settings, bool isKeras3)
{
    private readonly Monitor _monitor = new(settings.IsMaximum, settings.MinDelta, isKeras3);
    private int _wait;
    private bool _hasKept;

    /// <summary>Whether the training ends after an epoch with that value.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="keeps">Whether the weights of this epoch are the best so far.</param>
    public bool Ends(int epoch, double value, out bool keeps)
    {
        keeps = false;
        if (epoch < settings.StartFromEpoch)
        {
            return false;
        }

        // The weights of the first epoch are kept whatever its value.
        keeps = !_hasKept;
        _hasKept = true;
        _wait++;
        if (_monitor.Improves(value))
        {
            keeps = true;
            if (settings.Baseline is not { } baseline || _monitor.IsBetter(value, baseline))
            {
                _wait = 0;
            }

            return false;
        }

        return _wait >= settings.Patience && epoch > 0;
    }
}

using Repro.Backends.Optimizers;

namespace Repro.Runs;

/// <summary>A callback of Keras that changes a training.</summary>
internal abstract record CallbackConfiguration
{
    /// <summary>Keras's name of the class.</summary>
    public abstract string Name { get; }

    /// <summary>Sets the learning rate at the beginning of each epoch.</summary>
    /// <param name="Schedule">The learning rate of an epoch, counted from 0; null where the rate is multiplied.</param>
    /// <param name="Factor">What the rate of the epoch before is multiplied with.</param>
    /// <param name="FromEpoch">The first epoch, counted from 0, whose rate is multiplied.</param>
    public sealed record LearningRateScheduler(Schedule? Schedule, double Factor = 1, int FromEpoch = 0) : CallbackConfiguration
    {
        public override string Name => nameof(LearningRateScheduler);
    }

    /// <summary>A callback that observes one of the recorded values.</summary>
    public abstract record Monitoring : CallbackConfiguration
    {
        /// <summary>The value, as Keras's logs call it: <c>val_loss</c>.</summary>
        public required string Monitor { get; init; }

        /// <summary>Whether higher values are better.</summary>
        public required bool IsMaximum { get; init; }

        /// <summary>Whether this follows from the name of the value: <c>mode</c> is <c>auto</c>. Not recorded.</summary>
        public bool IsModeAuto { get; init; }
    }

    /// <summary>Multiplies the learning rate where the value has not improved.</summary>
    /// <param name="Patience">Epochs without an improvement after which the rate is multiplied.</param>
    /// <param name="MinDelta">The smallest change that is an improvement.</param>
    /// <param name="Cooldown">Epochs after a reduction in which none is counted.</param>
    /// <param name="MinLearningRate">The lowest rate.</param>
    public sealed record ReduceLROnPlateau(double Factor, int Patience, double MinDelta, int Cooldown, double MinLearningRate) : Monitoring
    {
        public override string Name => nameof(ReduceLROnPlateau);
    }

    /// <summary>Ends the training where the value has not improved.</summary>
    /// <param name="Patience">Epochs without an improvement after which the training ends.</param>
    /// <param name="MinDelta">The smallest change that is an improvement.</param>
    /// <param name="Baseline">A value that must be reached too; null for none.</param>
    /// <param name="RestoreBestWeights">Whether the training ends with the weights of the best epoch.</param>
    /// <param name="StartFromEpoch">The first epoch, counted from 0, that is looked at.</param>
    public sealed record EarlyStopping(int Patience, double MinDelta, double? Baseline, bool RestoreBestWeights, int StartFromEpoch)
        : Monitoring
    {
        public override string Name => nameof(EarlyStopping);
    }

    /// <summary>Keeps the weights of the best or the last epoch, and saves them when the training ends.</summary>
    /// <param name="FilePath">The name of the file in the folder of the seed.</param>
    /// <param name="SaveBestOnly">Whether only an improvement is kept.</param>
    /// <param name="InitialValueThreshold">What the first kept value must be better than; null for any.</param>
    /// <param name="LoadSaved">Whether the kept weights are loaded after the last epoch, before the test.</param>
    public sealed record ModelCheckpoint(string FilePath, bool SaveBestOnly, double? InitialValueThreshold, bool LoadSaved) : Monitoring
    {
        public override string Name => nameof(ModelCheckpoint);
    }
}

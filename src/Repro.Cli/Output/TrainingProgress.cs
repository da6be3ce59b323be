using System.Diagnostics;
using System.Globalization;
using Repro.Training.Loop;
using Repro.Training.Metrics;

namespace Repro.Cli.Output;

/// <summary>Shows a training: on a terminal one line that is overwritten, elsewhere one line per epoch.</summary>
/// <param name="backend">Printed if a command trains on several backends.</param>
/// <param name="toError">Whether to write to the standard error, because the output is for another program.</param>
internal sealed class TrainingProgress(int seed, string? backend = null, bool toError = false) : ITrainingProgress
{
    private const int MillisecondsBetweenLines = 200;
    private readonly Stopwatch _sinceStart = new();
    private readonly Stopwatch _sinceLine = new();
    private readonly bool _terminal = toError ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
    private readonly TextWriter _writer = toError ? Console.Error : Console.Out;
    private readonly TextWriter _screen = toError ? StandardStreams.Error : StandardStreams.Output;
    private long _firstStep;
    private int _width;

    public void Started(Trainer trainer, bool resumed)
    {
        _firstStep = Position(trainer);
        _sinceStart.Restart();
        _sinceLine.Restart();
        string from = resumed
            ? string.Create(CultureInfo.InvariantCulture, $", continuing at epoch {trainer.History.Count + 1}, step {trainer.Step}")
            : "";
        _writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{trainer.Run.Name} seed {seed}{(backend is null ? "" : $" on {backend}")}: {Counted.Of(trainer.Epochs, "epoch")} of {Counted.Of(trainer.StepsPerEpoch, "step")}{from}"
            )
        );
    }

    public void StepDone(Trainer trainer)
    {
        if (!_terminal || trainer.Step == 0 || _sinceLine.ElapsedMilliseconds < MillisecondsBetweenLines)
        {
            return;
        }

        _sinceLine.Restart();
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"epoch {trainer.History.Count + 1}/{trainer.Epochs}"),
            string.Create(CultureInfo.InvariantCulture, $"step {trainer.Step}/{trainer.StepsPerEpoch}"),
            string.Create(CultureInfo.InvariantCulture, $"loss {trainer.Running.Loss:F4}"),
            .. trainer.Run.HasAccuracy
                ? [string.Create(CultureInfo.InvariantCulture, $"acc {trainer.Running.Accuracy:F4}")]
                : Array.Empty<string>(),
            $"{Left(trainer)} left",
        ];
        string line = ScreenLine.Of(Terminal.Width, parts);
        _screen.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    public void EpochDone(Trainer trainer, EpochMetrics epoch)
    {
        Clear();
        IEnumerable<string> metrics = trainer
            .Metrics.Where(epoch.Values.ContainsKey)
            .Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric} {epoch.Values[metric]:F4}"));
        // As Keras does where a callback changes it.
        string rate = trainer.RateOfEpoch is { } used ? string.Create(CultureInfo.InvariantCulture, $"  learning_rate {used:R}") : "";
        string left = trainer.Callbacks.HasStopped ? "stopped by EarlyStopping" : $"{Left(trainer)} left";
        _writer.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}/{trainer.Epochs}  {string.Join("  ", metrics)}{rate}  {left}")
        );
    }

    public void Interrupted() => Clear();

    private void Clear()
    {
        if (_width > 0)
        {
            _screen.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    private static long Position(Trainer trainer) => (long)trainer.History.Count * trainer.StepsPerEpoch + trainer.Step;

    private string Left(Trainer trainer)
    {
        long done = Position(trainer);
        long all = (long)trainer.Epochs * trainer.StepsPerEpoch;
        TimeSpan left = done == _firstStep ? TimeSpan.Zero : _sinceStart.Elapsed / (done - _firstStep) * (all - done);
        return left.TotalHours >= 1
            ? left.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
            : left.ToString(@"m\:ss", CultureInfo.InvariantCulture);
    }
}

using Repro.Outputs;
using Repro.Training.State;

namespace Repro.Jobs.Queue;

/// <summary>
/// Keeps the state of a queue on disk: each change replaces the file as a whole, so a kill leaves the state before or after it.
/// </summary>
internal sealed class QueueJournal
{
    private readonly Lock _lock = new();
    private readonly string _file;

    /// <summary>
    /// Starts a new state; failures of an earlier start are forgotten, since their jobs are tried again. What it measured is kept.
    /// </summary>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public QueueJournal(QueueFolder folder, int threads)
    {
        _file = folder.State;
        State = new QueueState
        {
            Schema = QueueState.CurrentSchema,
            Threads = threads,
            Failed = [],
            SeedCosts = CostsOf(folder),
        };
        Change(state => state);
    }

    public QueueState State { get; private set; }

    // A damaged state costs the estimates only: this process writes a new one.
    private static IReadOnlyDictionary<string, double>? CostsOf(QueueFolder folder)
    {
        try
        {
            return QueueState.Read(folder.State)?.SeedCosts;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void Change(Func<QueueState, QueueState> change)
    {
        lock (_lock)
        {
            State = change(State);
            OutputFile.WriteText(_file, RunRecord.ToJson(State));
        }
    }
}

using Repro.Backends;
using Repro.Models;
using Repro.Runs;

namespace Repro.Training.Feeding;

/// <summary>The losses of a run with one for each of several outputs.</summary>
internal static class RunLosses
{
    /// <summary>The losses in the order of the model's outputs, each with its output's name; empty for a run with one loss.</summary>
    /// <exception cref="InputException">The run does not have one loss for each output, or the names cannot be those of
    /// columns.</exception>
    public static IReadOnlyList<OutputLoss> InOrder(RunConfiguration run, Model model)
    {
        if (run.Outputs.Count == 0)
        {
            return model.Outputs.Count == 1
                ? []
                : throw new InputException(
                    $"Run '{run.Name}' has one loss, but its model '{run.Model}' has {model.Outputs.Count} outputs. Give 'loss' as an object with a loss for each of {string.Join(", ", OutputLoss.NamesOf(model))}."
                );
        }

        IReadOnlyList<OutputLoss> losses;
        try
        {
            losses = OutputLoss.InOrder(model, run.Outputs);
        }
        catch (ModelException exception)
        {
            throw new InputException($"Run '{run.Name}': {exception.Message} Correct 'loss' in the run file.", exception);
        }

        string[] names = [.. losses.Select(loss => loss.Output!)];
        return names.FirstOrDefault(name => !PlainName.IsValid(name)) is { } wrong
                ? throw new InputException(
                    $"Run '{run.Name}': the output '{wrong}' of its model '{run.Model}' cannot be the name of a column; {PlainName.Rule}. Rename the layer."
                )
            : names.Distinct(StringComparer.Ordinal).Count() != names.Length
                ? throw new InputException(
                    $"Run '{run.Name}': its model '{run.Model}' gives the output of a layer twice; a loss for each output needs different layers."
                )
            : Unrecorded(run, losses) is { } monitor
                ? throw new InputException(
                    $"Run '{run.Name}': a callback observes '{monitor}', which is not recorded. With the outputs of its model '{run.Model}', the run records {string.Join(", ", ObservedValues.Recorded(run, losses))}."
                )
            : losses;
    }

    private static string? Unrecorded(RunConfiguration run, IReadOnlyList<OutputLoss> losses) =>
        run
            .Callbacks.OfType<CallbackConfiguration.Monitoring>()
            .Select(callback => callback.Monitor)
            .FirstOrDefault(monitor => ObservedValues.ColumnOf(monitor, run, losses) is null);
}

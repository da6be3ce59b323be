using Repro.Backends;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Training.Metrics;

/// <summary>The values that a run records of a pass over samples: of the whole model, and of each output where it has several
/// losses.</summary>
internal sealed class RecordedValues
{
    private readonly (string Ending, Func<RunningMetrics, double> Value)[] _values;

    /// <exception cref="InputException">The run does not have a loss for each of the model's outputs, or two of its columns have one
    /// name.</exception>
    public RecordedValues(RunConfiguration run, Model model)
    {
        _values =
        [
            ("loss", metrics => metrics.Loss),
            .. run.HasAccuracy ? [("acc", metrics => metrics.Accuracy)] : Array.Empty<(string, Func<RunningMetrics, double>)>(),
            .. run.Metrics.Select(
                (metric, index) =>
                    (ObservedValues.EndingOf(metric), (Func<RunningMetrics, double>)(metrics => metrics.Value(run.Metrics, index)))
            ),
            .. OfOutputs(RunLosses.InOrder(run, model)),
        ];
        if (Endings.Distinct(StringComparer.Ordinal).Count() != _values.Length)
        {
            throw new InputException(
                $"Run '{run.Name}': two of its outputs have a column of one name: {string.Join(", ", Endings)}. Rename a layer."
            );
        }
    }

    /// <summary>The names without the part of the data: <c>loss</c>, <c>OUTPUT_loss</c>.</summary>
    public IEnumerable<string> Endings => _values.Select(value => value.Ending);

    /// <summary>Values in the order of Keras's <c>evaluate</c>: the losses of all outputs before their metrics.</summary>
    internal static IEnumerable<KeyValuePair<string, double>> AsEvaluated(IEnumerable<KeyValuePair<string, double>> values) =>
        values.OrderBy(value => value.Key.EndsWith("_loss", StringComparison.Ordinal) ? 0 : 1);

    /// <summary>Adds the values under their columns.</summary>
    /// <param name="part">Of the data: <c>train</c>, <c>val</c>, <c>test</c>.</param>
    public void Add(string part, RunningMetrics metrics, IDictionary<string, double> values)
    {
        foreach ((string ending, Func<RunningMetrics, double> value) in _values)
        {
            values[$"{part}_{ending}"] = value(metrics);
        }
    }

    /// <summary>The values of outputs under their names, of sums as <see cref="OutputLoss.Sums"/> lays them out.</summary>
    internal static IEnumerable<(string Ending, Func<RunningMetrics, double> Value)> OfOutputs(IReadOnlyList<OutputLoss> outputs) =>
        All(outputs).Select(value => ($"{value.Output}_{value.Ending}", value.Value));

    /// <summary>
    /// The values of the outputs of a saved model, each under a name of its own: a metric with a name that its program chose has this
    /// name, and where two metrics of an output are alike, the second has the name that Keras gave it.
    /// </summary>
    internal static IEnumerable<(string Name, Func<RunningMetrics, double> Value)> Named(IReadOnlyList<OutputLoss> outputs)
    {
        HashSet<string> given = new(StringComparer.Ordinal);
        foreach (OutputValue value in All(outputs))
        {
            yield return (Named(value.Ending, value.Called).Select(name => $"{value.Output}_{name}").First(given.Add), value.Value);
        }
    }

    /// <summary>The same of a saved model with one output.</summary>
    internal static IEnumerable<(string Name, Func<RunningMetrics, double> Value)> Named(IReadOnlyList<Metric> metrics)
    {
        HashSet<string> given = new(["loss", "acc"], StringComparer.Ordinal);
        foreach ((int index, Metric metric) in metrics.Index())
        {
            yield return (Named(ObservedValues.EndingOf(metric), metric.Called).First(given.Add), values => values.Value(metrics, index));
        }
    }

    private static IEnumerable<string> Named(string ending, string? given)
    {
        string? called = PlainName.IsValid(given) ? given : null;
        string[] names = called is not null && !IsOfKeras(called) ? [called, ending] : [ending, called ?? ending];
        return names.Concat(Numbered(ending));
    }

    // "precision_1" is Keras's name of the second precision of a program.
    private static bool IsOfKeras(string name) =>
        ObservedValues.Endings.ContainsKey(name)
        || (
            name.LastIndexOf('_') is var at and > 0
            && name[(at + 1)..].All(char.IsAsciiDigit)
            && ObservedValues.Endings.ContainsKey(name[..at])
        );

    private static IEnumerable<string> Numbered(string name) =>
        Enumerable.Range(1, int.MaxValue).Select(number => FormattableString.Invariant($"{name}_{number}"));

    private static IEnumerable<OutputValue> All(IReadOnlyList<OutputLoss> outputs)
    {
        int start = 0;
        foreach (OutputLoss output in outputs)
        {
            int place = start;
            start += output.Sums;
            yield return new OutputValue(output.Output!, "loss", null, metrics => metrics.Sums[place] / metrics.Samples);
            if (output.HasAccuracy)
            {
                yield return new OutputValue(output.Output!, "acc", null, metrics => metrics.Sums[place + 1] / metrics.Samples);
            }

            int next = place + 2;
            foreach (Metric metric in output.Metrics)
            {
                int first = next;
                next += metric.Sums;
                yield return new OutputValue(
                    output.Output!,
                    ObservedValues.EndingOf(metric),
                    metric.Called,
                    metrics => metrics.Value(metric, first)
                );
            }
        }
    }

    private sealed record OutputValue(string Output, string Ending, string? Called, Func<RunningMetrics, double> Value);
}

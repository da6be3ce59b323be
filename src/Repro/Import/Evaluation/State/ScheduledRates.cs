using System.Globalization;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.State;

/// <summary>The learning rates that a function of the program gives the callback LearningRateScheduler.</summary>
internal static class ScheduledRates
{
    private const int MostEpochs = 2000;

    /// <summary>A schedule over epochs, counted from 0, with the same rates; null where they are not known.</summary>
    /// <param name="first">The rate of the optimizer; null where it is not known or another callback changes it.</param>
    public static KerasObject? Of(FunctionValue function, int epochs, double? first, IProgram program)
    {
        bool takesRate = function.Parameters.Count(parameter => parameter is { Stars: 0, KeywordOnly: false }) > 1;
        if (epochs is < 1 or > MostEpochs || (takesRate && first is null))
        {
            return null;
        }

        List<object?> boundaries = [];
        List<object?> values = [];
        double rate = first ?? 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            IntValue number = new(epoch);
            Value result = program.Call(
                function,
                takesRate ? CallArguments.Of(number, new FloatValue((float)rate)) : CallArguments.Of(number)
            );
            if (Numbers.Of(result) is not { } computed)
            {
                return null;
            }

            double next = takesRate ? Single(computed) : computed;

            if (values.Count > 0 && next == rate)
            {
                continue;
            }

            if (values.Count > 0)
            {
                boundaries.Add(epoch - 1.0);
            }

            values.Add(next);
            rate = next;
        }

        if (boundaries.Count == 0)
        {
            boundaries.Add(epochs - 1.0);
            values.Add(rate);
        }

        return new KerasObject(
            "PiecewiseConstantDecay",
            new Dictionary<string, object?> { ["boundaries"] = boundaries.ToArray(), ["values"] = values.ToArray() }
        )
        {
            Given = ["boundaries", "values"],
        };
    }

    // Keras keeps the rate that it passes on in single precision; this is the shortest number with the same single.
    private static double Single(double rate) =>
        double.Parse(((float)rate).ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}

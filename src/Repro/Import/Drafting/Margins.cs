using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>The margins that a claim gets where nobody has chosen one; see docs/statistics.md.</summary>
internal static class Margins
{
    /// <summary>A number with "about" may be off by two units of its last digit: by so many times the half unit of rounding.</summary>
    public const double About = 4;

    private const int LargeTest = 10_000;
    private const double OfLargeTest = 0.005;
    private const double OfSmallTest = 0.05;
    private const double ShareOfLoss = 0.25;

    /// <summary>Of a value that a training gives.</summary>
    /// <param name="samples">Of the test set; 0 where they are not known.</param>
    public static double OfRun(Statement statement, int samples)
    {
        if (
            statement.Kind is StatementKind.Loss or StatementKind.AbsoluteError
            && statement.Value is StatedValue.Number { Amount: > 0 } loss
        )
        {
            return Round(ShareOfLoss * loss.Amount);
        }

        if (statement.Kind == StatementKind.Epochs)
        {
            return 1;
        }

        return samples >= LargeTest ? OfLargeTest : OfSmallTest;
    }

    /// <summary>Of a number that the text rounds: half a unit of the last digit that it writes, or a tenth of a number in words.</summary>
    public static double OfRounded(StatedValue value)
    {
        if (value is not StatedValue.Number number)
        {
            return OfSmallTest;
        }

        if (number.Digits != 0)
        {
            return number.Rounding;
        }

        // "about 35,000": the zeros at the end are not digits.
        double unit = 1;
        while (number.Amount != 0 && number.Amount % (unit * 10) == 0 && unit < 1e15)
        {
            unit *= 10;
        }

        return unit >= number.Amount / 10 ? Math.Max(Math.Abs(number.Amount) / 10, 0.5) : 0.5 * unit;
    }

    private static double Round(double value) =>
        double.Parse(
            value.ToString("G2", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture
        );
}

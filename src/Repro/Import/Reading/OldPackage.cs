using System.Text.RegularExpressions;
using Repro.Import.Texts;

namespace Repro.Import.Reading;

/// <summary>
/// Tells whether a text uses Keras's own package before version 2.4. Since then the package is tf.keras or Keras 3, with other defaults.
/// </summary>
internal static partial class OldPackage
{
    /// <summary>Whether the code imports the package itself, and something in the text shows that it is an old one.</summary>
    public static bool IsUsed(SourceText text)
    {
        TextBlock[] code = [.. text.Blocks.Where(block => block.Kind == BlockKind.Code)];
        return HasLine(code, Import())
            && !HasLine(code, InTensorFlow())
            && (
                HasLine(code, OldCode())
                || HasLine(text.Blocks.Where(block => block.Kind is BlockKind.Output or BlockKind.Other), OldOutput())
                || HasLine(text.Blocks, OldVersion())
            );
    }

    private static bool HasLine(IEnumerable<TextBlock> blocks, Regex pattern) =>
        blocks.Any(block => block.Lines.Any(line => line.Length <= LongestLine && pattern.IsMatch(line)));

    private const int LongestLine = 1000;

    [GeneratedRegex(@"^\s*(?:from|import) keras\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Import();

    [GeneratedRegex(
        @"\b(?:tf|tensorflow)(?:\.python)?\.keras\b|\bfrom tensorflow import (?:.*\W)?keras\b|\btf_keras\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex InTensorFlow();

    // Arguments and classes of Keras 1, which Keras 2 took until 2.3.
    [GeneratedRegex(
        @"\b(?:nb_epoch|nb_filter|border_mode|samples_per_epoch|nb_val_samples|dim_ordering) *=|\bConvolution[123]D\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OldCode();

    // What no later version of the package prints.
    [GeneratedRegex(
        @"^\s*Using (?:TensorFlow|Theano|CNTK) backend|^\s*Train on \d+ samples\b",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OldOutput();

    [GeneratedRegex(
        @"\bkeras(?: version)?[ :=v]{1,4}(?:1\.\d|2\.[0-3])(?:\.\d+)?(?![\d.]*\d)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OldVersion();
}

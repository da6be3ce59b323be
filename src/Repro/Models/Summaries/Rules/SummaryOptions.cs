using System.Globalization;

namespace Repro.Models.Summaries.Rules;

/// <summary>The arguments of <c>model.summary()</c>, and the terminal's width, which Keras 3 asks for.</summary>
internal sealed record SummaryOptions
{
    /// <summary>The narrowest table that all generations can lay out.</summary>
    public const int MinimumLineLength = 40;

    public const int MaximumLineLength = 1000;

    /// <summary>Keras's <c>line_length</c>, in characters; null for the version's own width.</summary>
    public int? LineLength { get; init; }

    /// <summary>Keras's <c>expand_nested</c>: lists the layers of nested models too.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>Keras's <c>show_trainable</c>: adds a column.</summary>
    public bool ShowTrainable { get; init; }

    /// <summary>The terminal's width; Keras takes 80 where there is no terminal.</summary>
    public int Columns { get; init; } = 80;

    /// <exception cref="InputException">The version's <c>summary()</c> does not have one of the options, or a width is out of
    /// range.</exception>
    internal void Check(SummaryRules rules)
    {
        Require(LineLength is null || rules.TakesLineLength, rules, "line_length", "Keras 1.0.4");
        Require(!ExpandNested || rules.ExpandsNested, rules, "expand_nested", "Keras 2.7");
        Require(!ShowTrainable || rules.ShowsTrainable, rules, "show_trainable", "Keras 2.8");
        CheckWidth("line length", LineLength);
        CheckWidth("number of columns", Columns);
    }

    private static void Require(bool holds, SummaryRules rules, string option, string first)
    {
        if (!holds)
        {
            throw new InputException(
                $"The summary() of {rules.Version} does not have the option {option}: {first} introduced it. Choose a later version with --keras-version."
            );
        }
    }

    private static void CheckWidth(string what, int? width)
    {
        if (width is < MinimumLineLength or > MaximumLineLength)
        {
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {what} must be from {MinimumLineLength} to {MaximumLineLength}, but {width} was given."
                )
            );
        }
    }
}

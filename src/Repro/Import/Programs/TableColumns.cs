namespace Repro.Import.Programs;

/// <summary>
/// Columns of a table in a text file, by their names, or as <c>#0</c>, <c>#1</c> and so on by their places, <c>#-1</c> the last.
/// </summary>
/// <param name="Chosen">In order; null for all but <paramref name="Without"/>.</param>
/// <param name="Without">The columns that are left out where none are chosen.</param>
internal sealed record TableColumns(IReadOnlyList<string>? Chosen, IReadOnlyList<string> Without)
{
    public static TableColumns All { get; } = new(null, []);

    /// <summary>The column at a place.</summary>
    public static string At(long place) => FormattableString.Invariant($"#{place}");
}

/// <summary>How a program reads a table in a text file.</summary>
/// <param name="HasHeader">Whether the first line names the columns.</param>
/// <param name="Separator">As <c>reprosuite.json</c> names it: <c>comma</c>, <c>semicolon</c>, <c>tab</c>.</param>
internal sealed record TableLayout(bool HasHeader, string Separator)
{
    /// <summary>The names that the program gives the columns of a table without a header; empty for none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The number of columns; null where it is not known.</summary>
    public long? Count { get; init; }

    /// <summary>Why the table cannot be a data set, as a clause; empty where it can.</summary>
    public string Problem { get; init; } = "";
}

namespace Repro.Claims.Files;

/// <summary>A column of a claim file.</summary>
/// <param name="Filled">When a row must have a value in it.</param>
/// <param name="Meaning">Plain sentences, in Markdown.</param>
internal sealed record ClaimColumn(string Name, string Filled, string Meaning)
{
    private const string Always = "always";
    private const string Checked = "with an address";
    private const string Optional = "";

    /// <summary>The columns in the order in which drafts and examples have them.</summary>
    public static IReadOnlyList<ClaimColumn> All { get; } =
    [
        new(
            "id",
            Always,
            "Name of the claim: letters, digits, `-`, `.` and `_`. Ids are unique in the whole project; upper and lower case are not distinguished."
        ),
        new("document", Always, "Id of the document, the same as the name of the file without `.csv`."),
        new(
            "line",
            Always,
            "Where the document has the statement: a line, `12`; a range of lines, `12-20`; in a notebook the cell and its line, `cell 8:3` or `cell 8:3-5`. Lines count from 1, cells from 0 over cells of all kinds; the line numbers of a cell's output continue after the last line of its source."
        ),
        new("statement", Always, "What the document states, in your own words."),
        new(
            "tier",
            Checked,
            "Cost of the measurement: `fast` (no data and no training), `small` (minutes) or `long` (hours). Claims about trainings and data sets are `small` or `long`. `verify` counts rows without an address as `prose`; the file never has this word."
        ),
        new(
            "needs",
            "for runs and data sets",
            "Data sets, weights and runs that the measurement needs, separated by spaces: `mnist run:mnist-convnet`. Each run in `address` or `expected` must be listed as `run:NAME`, and each data set of a `data:` address by its name. Empty for `fast`."
        ),
        new("address", Optional, "What is measured ([quantities](quantities.md)). Empty for prose that cannot be measured."),
        new("relation", Checked, "Relation between the measured and the expected value, from the table below."),
        new("expected", Checked, "The value that the document states, in a form of the table below."),
        new(
            "margin",
            "with `~`",
            "A number above 0. For an exact value: the largest difference from the expected value. For a training: the largest half-width of the 95 % interval with which a claim can be Reproduced; it is not a tolerance ([from seeds to verdicts](../statistics.md)). For `~` between two runs: the largest difference that counts as equal."
        ),
        new(
            "group",
            Optional,
            "Names of groups, separated by spaces. A group contains related claims, which may contradict each other. `verify --groups` shows each group side by side."
        ),
        new(
            "standing",
            Checked,
            "The expected verdict: `holds`, `refuted`, or `open` if any verdict is accepted. `verify` ends with exit code 1 if `holds` is Refuted or `refuted` is Reproduced."
        ),
        new("reason", "for prose and `refuted`", "Why the statement cannot be measured, or why it is refuted; otherwise a remark."),
    ];
}

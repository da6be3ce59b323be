using System.Text.Json;
using Repro.Inputs;

namespace Repro.Project;

/// <summary>
/// What <c>reprosuite.json</c> says: the documents, the data sets, the weights, and where the other files of the project are.
/// </summary>
/// <param name="Title">The heading of reports; null for the default one.</param>
/// <param name="Claims">The folder of the claim files, relative to the project.</param>
/// <param name="Models">The folder of the networks.</param>
/// <param name="Runs">The folder of the run files.</param>
/// <param name="Baselines">The folder of the recorded evidence.</param>
internal sealed record ProjectFile(
    string? Title,
    IReadOnlyList<DocumentDeclaration> Documents,
    string Claims,
    string Models,
    string Runs,
    string Baselines,
    IReadOnlyDictionary<string, DataSetDeclaration> DataSets,
    IReadOnlyDictionary<string, WeightsDeclaration> Weights
)
{
    /// <summary>Single images of the data root that claims and drawings name, in the file's order.</summary>
    public IReadOnlyList<ImageDeclaration> Images { get; init; } = [];

    /// <summary>How documents draw the curves of trainings.</summary>
    public IReadOnlyList<CurveStyleDeclaration> CurveStyles { get; init; } = [];

    /// <summary>Prefixes of probes that the project's tests add. Only these tests measure their claims.</summary>
    public IReadOnlyList<string> Probes { get; init; } = [];

    /// <summary>The folder of the texts that tests compare with, relative to the project.</summary>
    public string Snapshots { get; init; } = "snapshots";

    public const string Name = "reprosuite.json";

    /// <summary>The version of the format that this code reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>What an empty project file says.</summary>
    public static ProjectFile Empty { get; } = Parse(Name, $"{{ \"schema_version\": {SchemaVersion} }}");

    private const long MostBytes = 4 << 20;
    private const string What = "a project file";

    /// <exception cref="InputException">The file cannot be read or is not a valid project file; the message names file and key.</exception>
    public static ProjectFile Read(string path) => Parse(path, InputFile.ReadText(path, MostBytes, What));

    /// <param name="source">How messages call the text's source.</param>
    /// <inheritdoc cref="Read"/>
    public static ProjectFile Parse(string source, string text)
    {
        using JsonDocument json = InputJson.Parse(text, source, What, comments: true);
        JsonFields fields = new(source, json.RootElement);
        fields.OptionalText("$schema");
        if (fields.Count("schema_version", int.MaxValue) != SchemaVersion)
        {
            throw fields.Wrong("schema_version", $"names a format that this version does not read; it reads {SchemaVersion}.");
        }

        ProjectFile file = new(
            fields.OptionalText("title"),
            ReadDocuments(fields),
            Folder(fields, "claims", "claims"),
            Folder(fields, "models", "configs/models"),
            Folder(fields, "runs", "configs/runs"),
            Folder(fields, "baselines", "baselines"),
            Named(fields, "data_sets", DataSetReader.Read),
            Named(fields, "weights", WeightsDeclaration.Read)
        )
        {
            Images = [.. Named(fields, "images", ImageDeclaration.Read).Values],
            CurveStyles = [.. Named(fields, "curve_styles", CurveStyleDeclaration.Read).Values],
            Probes = Names(fields, "probes"),
            Snapshots = Folder(fields, "snapshots", "snapshots"),
        };
        fields.End();
        return file;
    }

    private static List<DocumentDeclaration> ReadDocuments(JsonFields fields)
    {
        List<DocumentDeclaration> documents = [];
        foreach (JsonFields document in fields.OptionalObjects("documents"))
        {
            string id = document.Text("id");
            if (!PlainName.IsValid(id))
            {
                throw document.Wrong("id", $"is '{id}'; {PlainName.Rule}.");
            }

            if (documents.Any(other => string.Equals(other.Id, id, StringComparison.OrdinalIgnoreCase)))
            {
                throw document.Wrong("id", $"is '{id}', which another document has.");
            }

            documents.Add(
                new DocumentDeclaration(
                    id,
                    document.OptionalText("title"),
                    document.OptionalText("source"),
                    document.OptionalWebAddress("url"),
                    document.OptionalText("keras"),
                    Headline(document),
                    Summaries(document)
                )
                {
                    LineUrl = LineUrl(document),
                }
            );
            document.End();
        }

        return documents;
    }

    private static LineAddress? LineUrl(JsonFields document) =>
        document.OptionalText("line_url") is not { } text ? null
        : LineAddress.TryParse(text, out LineAddress? address) ? address
        : throw document.Wrong(
            "line_url",
            $"is '{text}'; it must be a web address, http:// or https://, with {LineAddress.Line} where the number of the line is."
        );

    private static HeadlineCard[] Headline(JsonFields document) =>
        [
            .. document
                .OptionalObjects("headline")
                .Select(card =>
                {
                    HeadlineCard read = new(card.Text("claim"), card.Text("label"));
                    card.End();
                    return read;
                }),
        ];

    private static SummaryDeclaration[] Summaries(JsonFields document) =>
        [
            .. document
                .OptionalObjects("summaries")
                .Select(summary =>
                {
                    SummaryDeclaration read = new(summary.Count("line", int.MaxValue), summary.Text("model"));
                    summary.End();
                    return read;
                }),
        ];

    private static IReadOnlyList<string> Names(JsonFields fields, string key)
    {
        IReadOnlyList<string> names = fields.OptionalTexts(key);
        return names.FirstOrDefault(name => !PlainName.IsValid(name)) is { } wrong
            ? throw fields.Wrong(key, $"names '{wrong}'; {PlainName.Rule}.")
            : [.. names.Distinct()];
    }

    private static string Folder(JsonFields fields, string key, string otherwise)
    {
        string folder = fields.OptionalText(key) ?? otherwise;
        return RelativePath.IsInside(folder)
            ? folder
            : throw fields.Wrong(
                key,
                $"is '{folder}'; it must be a folder inside the project, as a relative path with '/' and without '..'."
            );
    }

    private static Dictionary<string, T> Named<T>(JsonFields fields, string key, Func<string, JsonFields, T> read)
    {
        Dictionary<string, T> named = new(StringComparer.Ordinal);
        foreach ((string name, JsonFields value) in fields.OptionalObject(key)?.Entries() ?? [])
        {
            if (!PlainName.IsValid(name))
            {
                throw fields.Wrong($"{key}.{name}", $"has a name that is not allowed; {PlainName.Rule}.");
            }

            named.Add(name, read(name, value));
            value.End();
        }

        return named;
    }
}

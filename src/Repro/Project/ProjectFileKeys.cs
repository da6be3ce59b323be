using static Repro.JsonType;

namespace Repro.Project;

/// <summary>The keys of <c>reprosuite.json</c>.</summary>
public static class ProjectFileKeys
{
    private static readonly JsonType Folder = new Text("relative path with /");

    public static IReadOnlyList<JsonKey> All { get; } =
    [
        new("$schema", new Text(), "JSON Schema of this file, for editors. It is not read."),
        JsonKey.Required("schema_version", new Integer(ProjectFile.SchemaVersion, ProjectFile.SchemaVersion), "Version of the format."),
        new("title", new Text(), "Title of the report."),
        new("documents", new List(new JsonType.Object(
        [
            JsonKey.Required("id", Name, "Id of the document: the name of its claim file, and what --document and test names use."),
            new("title", new Text(), "Title of the document, for reports."),
            new("source", new Text(), "File name of the document in the folder that REPRO_DOCUMENTS names."),
            new("url", new Text(), "Address where the document is published."),
            new("keras", new Text(), "Version of Keras that the document was written for."),
            new("headline", new List(new JsonType.Object(
            [
                JsonKey.Required("claim", new Text(), "Id of the claim."),
                JsonKey.Required("label", new Text(), "What is said to reach the number."),
            ])), "Claims that reports show first, in this order."),
            new("summaries", new List(new JsonType.Object(
            [
                JsonKey.Required("line", new Integer(1, int.MaxValue), "Line of the document on which the table begins."),
                JsonKey.Required("model", new Text(), "The network, with variants in braces."),
            ])), "Tables of model.summary() that the document prints."),
        ])), "The documents whose claims are executed."),
        new("claims", Folder, "Folder of the claim files, one CSV file per document.", "claims"),
        new("models", Folder, "Folder of the networks, each as Keras's model.to_json() in NAME.json.", "configs/models"),
        new("runs", Folder, "Folder of the run files.", "configs/runs"),
        new("baselines", Folder, "Folder of the recorded evidence.", "baselines"),
        new("data_sets", DataSetKeys.DataSets, "Data sets by name, beside those that are built in."),
        new("weights", DataSetKeys.Weights, "Pretrained weights by the name of the network that takes them."),
        new("images", DataSetKeys.Images, "Single images of the data root that claims and drawings name."),
    ];

    /// <summary>The JSON Schema of project files.</summary>
    public static string Schema => JsonSchemaText.Of("A ReproSuite project: reprosuite.json", All);
}

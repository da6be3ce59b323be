using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Project;

/// <summary>The keys of <c>reprosuite.json</c>.</summary>
internal static class ProjectFileKeys
{
    private static readonly JsonType Folder = new Text("relative path with /");

    private static readonly JsonType Figure = new JsonType.Object([
        new("title", new Text(), "Title of the figure.", "none"),
        new("training", new Text(), "The training curve in the legend.", "no legend"),
        new("validation", new Text(), "The validation curve in the legend.", "no legend"),
    ]);

    private static readonly JsonType CurveStyles = new Map(
        "STYLE",
        new JsonType.Object([
            JsonKey.Required("first_epoch", new Integer(0, 1), "Place of the first epoch on the axis."),
            JsonKey.Required(
                "training",
                new Choice([.. CurveStyleDeclaration.Formats]),
                "matplotlib's format string of the training curve; line for an empty one."
            ),
            JsonKey.Required("validation", new Choice([.. CurveStyleDeclaration.Formats]), "The same of the validation curve."),
            JsonKey.Required("accuracy", Figure, "The figure of the accuracy."),
            JsonKey.Required("loss", Figure, "The figure of the loss."),
            new("smoothed", new Flag(), "Whether points are averaged exponentially, with a factor of 0.8.", "false"),
        ])
    );

    public static IReadOnlyList<JsonKey> All { get; } =
    [
        new("$schema", new Text(), "JSON Schema of this file, for editors. It is not read."),
        JsonKey.Required("schema_version", new Integer(ProjectFile.SchemaVersion, ProjectFile.SchemaVersion), "Version of the format."),
        new("title", new Text(), "Title of the report."),
        new(
            "documents",
            new List(
                new JsonType.Object([
                    JsonKey.Required("id", Name, "Id of the document: the name of its claim file, and what --document and test names use."),
                    new("title", new Text(), "Title of the document, for reports."),
                    new("source", new Text(), "File name of the text of the document, for readers of this file."),
                    new("url", WebAddress, "Address where the document is published."),
                    new(
                        "line_url",
                        new Text("web address with {line}", "^[Hh][Tt][Tt][Pp][Ss]?://.*\\{line\\}"),
                        "Address of a line of the text of the document, for links of the report. {line} is replaced by the first line of a claim, {last_line} by its last one, {cell} by the cell of a notebook."
                    ),
                    new("keras", new Text(), "Version of Keras that the document was written for."),
                    new(
                        "headline",
                        new List(
                            new JsonType.Object([
                                JsonKey.Required("claim", new Text(), "Id of the claim."),
                                JsonKey.Required("label", new Text(), "Model or method that reaches the number."),
                            ])
                        ),
                        "Claims that reports show first, in this order."
                    ),
                    new(
                        "summaries",
                        new List(
                            new JsonType.Object([
                                JsonKey.Required("line", new Integer(1, int.MaxValue), "Line of the document on which the table begins."),
                                JsonKey.Required("model", new Text(), "The model, with variants in braces."),
                            ])
                        ),
                        "Tables of model.summary() that the document prints."
                    ),
                ])
            ),
            "The documents whose claims are executed."
        ),
        new("claims", Folder, "Folder of the claim files, one CSV file per document.", "claims"),
        new("models", Folder, "Folder of the models, each as Keras's model.to_json() in NAME.json.", "configs/models"),
        new("runs", Folder, "Folder of the run files.", "configs/runs"),
        new("baselines", Folder, "Folder of the recorded evidence.", "baselines"),
        new("snapshots", Folder, "Folder of the texts that the project's tests compare with, as summaries of models.", "snapshots"),
        new("data_sets", DataSetKeys.DataSets, "Data sets by name, beside those that are built in."),
        new("weights", DataSetKeys.Weights, "Pretrained weights by the name of the model that takes them."),
        new("images", DataSetKeys.Images, "Single images of the data root that claims and drawings name."),
        new("curve_styles", CurveStyles, "How documents draw the curves of trainings."),
        new("probes", new List(Name), "Prefixes of probes that the project's tests add. Other commands give NotRun for their claims."),
    ];

    /// <summary>The JSON Schema of project files.</summary>
    public static string Schema => JsonSchemaText.Of("A ReproSuite project: reprosuite.json", All);
}

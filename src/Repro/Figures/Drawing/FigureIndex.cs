using System.Text.Json;
using System.Text.Json.Serialization;
using Repro.Inputs;

namespace Repro.Figures.Drawing;

/// <summary>What a folder of figures holds, written as <c>pictures.json</c>, so that a report can show them with their captions.</summary>
/// <param name="NotDrawn">What was asked for and could not be drawn, and why.</param>
internal sealed record FigureIndex(
    int SchemaVersion,
    [property: JsonPropertyName("pictures")] IReadOnlyList<IndexedFigure> Figures,
    IReadOnlyList<string> NotDrawn
)
{
    public const string FileName = "pictures.json";

    /// <summary>The folder in a project that <c>repro draw</c> fills unless another is named.</summary>
    public const string DefaultFolder = "pictures";
    public const int CurrentSchema = 1;

    private const int MostFigures = 1000;
    private const long MostBytes = 4 << 20;
    private const string What = "an index of figures";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <param name="folder">What <c>repro draw</c> filled.</param>
    /// <exception cref="InputException">It has no index, or a damaged one, or one of another version.</exception>
    public static FigureIndex Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        string remedy = $"`repro draw all --out {folder}` makes one.";
        FigureIndex index = InputJson.Read<FigureIndex>(
            OldSpelling.ToPresent(InputFile.ReadText(file, MostBytes, What, InputRule.RegularNoLink, remedy), file, What, remedy),
            file,
            What,
            Options,
            remedy
        );
        if (index.SchemaVersion != CurrentSchema)
        {
            throw new InputException(
                $"{file}: format version {index.SchemaVersion}; this version reads {CurrentSchema}. Draw the figures again."
            );
        }

        return index.Figures.Count <= MostFigures && index.Figures.All(figure => figure is { Subject.Length: > 0 })
            ? index
            : throw new InputException($"{file}: an index lists at most {MostFigures} figures, each with a subject. {remedy}");
    }
}

/// <summary>One file of the folder.</summary>
/// <param name="File">Its name, <c>.png</c> or <c>.svg</c>.</param>
/// <param name="Subject">What was drawn: <c>input</c>, <c>kernels</c>, <c>activations</c> ...</param>
/// <param name="Height">Rows of pixels; null for SVG.</param>
/// <param name="Model">The network; null where none was looked through.</param>
/// <param name="Weights">Where its weights come from.</param>
/// <param name="Seed">Of the training, or of what was drawn at random.</param>
internal sealed record IndexedFigure(
    string File,
    string Subject,
    string Title,
    string Caption,
    int? Height = null,
    int? Width = null,
    string? Model = null,
    string? Weights = null,
    int? Seed = null
);

using System.Text.Json;

namespace Repro.Pictures.Drawing;

/// <summary>What a folder of drawn pictures holds, written as <c>pictures.json</c>, so that a report can show them with their captions.</summary>
/// <param name="NotDrawn">What was asked for and could not be drawn, and why.</param>
public sealed record PictureIndex(int SchemaVersion, IReadOnlyList<IndexedPicture> Pictures, IReadOnlyList<string> NotDrawn)
{
    public const string FileName = "pictures.json";
    public const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <param name="folder">What <c>repro draw</c> filled.</param>
    /// <exception cref="InputException">It has no index, or a damaged one, or one of another version.</exception>
    public static PictureIndex Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        try
        {
            PictureIndex index = JsonSerializer.Deserialize<PictureIndex>(File.ReadAllText(file), Options) ?? throw new JsonException("it is empty");
            if (index.Pictures.Any(picture => picture is null || picture.Subject.Length == 0)) throw new JsonException("a picture of it has no subject");
            return index.SchemaVersion == CurrentSchema
                ? index
                : throw new InputException($"{file}: format version {index.SchemaVersion}; this version reads {CurrentSchema}. Draw the pictures anew.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be read as an index of pictures: {exception.Message} `repro draw all --out {folder}` makes one.", exception);
        }
    }
}

/// <summary>One file of the folder.</summary>
/// <param name="File">Its name, <c>.png</c> or <c>.svg</c>.</param>
/// <param name="Subject">What was drawn: <c>input</c>, <c>kernels</c>, <c>activations</c> ...</param>
/// <param name="Height">Rows of pixels; null for SVG.</param>
/// <param name="Model">The network; null where none was looked through.</param>
/// <param name="Weights">Where its weights come from.</param>
/// <param name="Seed">Of the training, or of what was drawn at random.</param>
public sealed record IndexedPicture(
    string File, string Subject, string Title, string Caption, int? Height = null, int? Width = null, string? Model = null, string? Weights = null, int? Seed = null);

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Repro.Import.Evaluation.State;

/// <summary>How networks are written.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Indented { get; } =
        new()
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NewLine = "\n",
        };
}

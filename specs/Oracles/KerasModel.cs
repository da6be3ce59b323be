using System.Text.Json;
using Repro.Keras.Architecture;
using Repro.Models;

namespace Repro.Specs.Oracles;

/// <summary>The oracles' models, with branches and nested models, by the reader of Keras's own files.</summary>
internal static class KerasModel
{
    public static Model Read(JsonElement config) => ModelReader.Read(config.GetRawText());
}

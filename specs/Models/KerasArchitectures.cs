using System.Text.Json;

namespace Repro.Specs.Models;

/// <summary>What real Keras says of the documents' architectures; <c>fixtures/keras/architectures.md</c> tells how it was asked.</summary>
internal static class KerasArchitectures
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<IReadOnlyDictionary<string, Entry>> Entries = new(() =>
        JsonSerializer.Deserialize<Dictionary<string, Entry>>(
            File.ReadAllText(Repository.PathOf("fixtures", "keras", "architectures.json")),
            Options
        )!
    );

    public static IReadOnlyDictionary<string, Entry> All => Entries.Value;

    internal sealed record Entry(long Total, long Trainable, long NonTrainable, int TrainableTensors, IReadOnlyList<LayerFact> Layers);

    /// <param name="Output">One shape an output, the batch axis first; null for an unknown length.</param>
    internal sealed record LayerFact(string Name, string Type, IReadOnlyList<IReadOnlyList<int?>> Output, long Parameters);
}

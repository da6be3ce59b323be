namespace Repro.Inputs;

/// <summary>A key of a JSON file that people write, for reference pages and JSON Schemas.</summary>
/// <param name="Type">The type and range of its value.</param>
/// <param name="Meaning">What it is for, in one or two sentences.</param>
/// <param name="Default">What holds where the key is left out, in words; null for a required key, and where nothing holds.</param>
internal sealed record JsonKey(string Name, JsonType Type, string Meaning, string? Default = null)
{
    public bool IsRequired { get; init; }

    /// <summary>A key that must be given.</summary>
    public static JsonKey Required(string name, JsonType type, string meaning) => new(name, type, meaning) { IsRequired = true };
}

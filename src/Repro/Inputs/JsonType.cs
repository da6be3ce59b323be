namespace Repro.Inputs;

/// <summary>The type and range of a value in a JSON file that people write.</summary>
internal abstract record JsonType
{
    /// <summary>A text that is not empty.</summary>
    /// <param name="Kind">What text, in a few words: <c>a name</c>.</param>
    /// <param name="Pattern">A regular expression that it matches; null for any text.</param>
    public sealed record Text(string Kind = "text", string? Pattern = null) : JsonType;

    public sealed record Choice(params IReadOnlyList<string> Words) : JsonType;

    /// <summary>A whole number, both ends included.</summary>
    public sealed record Integer(long Minimum, long Maximum) : JsonType;

    /// <summary>A number, both ends included.</summary>
    /// <param name="IsAbove">Whether the minimum itself is excluded.</param>
    public sealed record Number(double Minimum, double Maximum, bool IsAbove = false) : JsonType;

    public sealed record Flag : JsonType;

    /// <summary>A list.</summary>
    /// <param name="Fewest">The smallest number of items.</param>
    /// <param name="Most">The largest number of items; null where there is none.</param>
    public sealed record List(JsonType Item, int Fewest = 0, int? Most = null, bool IsUnique = false) : JsonType;

    /// <summary>An object with known keys.</summary>
    public sealed record Object(IReadOnlyList<JsonKey> Keys) : JsonType;

    /// <summary>An object whose keys are names that the file's author chooses.</summary>
    /// <param name="Word">What the names are, in capital letters: <c>SPLIT</c>.</param>
    /// <param name="Fewest">The smallest number of names.</param>
    public sealed record Map(string Word, JsonType Value, int Fewest = 0) : JsonType;

    /// <summary>An object whose keys depend on one of them.</summary>
    /// <param name="Key">The key that decides.</param>
    public sealed record Cases(string Key, string Meaning, IReadOnlyList<JsonCase> All) : JsonType;

    /// <summary>A value of the one or the other type.</summary>
    public sealed record Either(JsonType One, JsonType Other) : JsonType;

    /// <summary>A name; see <see cref="PlainName"/>.</summary>
    public static JsonType Name { get; } = new Text("name", PlainName.Pattern);

    /// <summary>A list of texts.</summary>
    public static JsonType Texts { get; } = new List(new Text());

    /// <summary>An address of the web, as <see cref="JsonFields.OptionalWebAddress"/> reads it.</summary>
    public static JsonType WebAddress { get; } = new Text("web address", "^[Hh][Tt][Tt][Pp][Ss]?://");

    /// <summary>A checksum.</summary>
    public static JsonType Hexadecimal(int digits) => new Text($"{digits} hexadecimal digits", $"^[0-9A-Fa-f]{{{digits}}}$");
}

/// <summary>One of the objects that <see cref="JsonType.Cases"/> allows.</summary>
/// <param name="Word">The value of the key that decides.</param>
/// <param name="Keys">The other keys.</param>
internal sealed record JsonCase(string Word, string Meaning, IReadOnlyList<JsonKey> Keys);

using System.Text;
using System.Text.Json;

namespace Repro.Inputs;

/// <summary>
/// The one way for JSON from outside into the program. JSON allows what .NET's readers accept first and trip over later: unpaired
/// surrogates, NUL in texts, the same key twice, and numbers beyond double. All of it is refused here, with its line.
/// </summary>
internal static class InputJson
{
    // As System.Text.Json has it by default.
    private const int DeepestNesting = 64;

    // Refuses unpaired surrogates, which no file of UTF-8 can hold.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a value of a type.</summary>
    /// <param name="source">How messages call the text's source: the file's path.</param>
    /// <param name="what">What the text should be, for the message: <c>a plan</c>.</param>
    /// <param name="remedy">What to do, a sentence for the end of the message.</param>
    /// <exception cref="InputException">The text is not such a value.</exception>
    public static T Read<T>(string text, string source, string what, JsonSerializerOptions options, string remedy = "") =>
        Told(text, source, what, remedy, comments: false, () => Value<T>(text, options));

    /// <summary>Reads a document, which the caller disposes of.</summary>
    /// <inheritdoc cref="Read"/>
    public static JsonDocument Parse(string text, string source, string what, string remedy = "", bool comments = false) =>
        Told(text, source, what, remedy, comments, () => Document(text, comments));

    /// <inheritdoc cref="Document"/>
    /// <summary>As <see cref="Read"/>, for callers with errors of their own.</summary>
    public static T Value<T>(string text, JsonSerializerOptions options)
    {
        using JsonDocument document = Document(text);
        return document.Deserialize<T>(options) ?? throw new JsonException("the value is null.");
    }

    /// <summary>As <see cref="Parse"/>, for callers with errors of their own.</summary>
    /// <param name="comments">Whether comments and trailing commas are allowed, as in settings.</param>
    /// <exception cref="JsonException">The text is not valid JSON, or holds what is refused here.</exception>
    public static JsonDocument Document(string text, bool comments = false)
    {
        byte[] bytes = Utf8(text);
        JsonCommentHandling handling = comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow;
        Check(
            bytes,
            new JsonReaderOptions
            {
                MaxDepth = DeepestNesting,
                CommentHandling = handling,
                AllowTrailingCommas = comments,
            }
        );
        return JsonDocument.Parse(
            bytes,
            new JsonDocumentOptions
            {
                MaxDepth = DeepestNesting,
                CommentHandling = handling,
                AllowTrailingCommas = comments,
                AllowDuplicateProperties = false,
            }
        );
    }

    private static T Told<T>(string text, string source, string what, string remedy, bool comments, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new InputException(
                $"{source}: cannot be read as {what}: {JsonFault.Of(text, exception, comments)}{(remedy.Length > 0 ? " " + remedy : "")}",
                exception
            );
        }
    }

    private static byte[] Utf8(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new JsonException("the text has half of a surrogate pair.", exception);
        }
    }

    private static void Check(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        Utf8JsonReader reader = new(json, options);
        Stack<HashSet<string>> keys = new();
        while (reader.Read())
        {
            string? wrong = null;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    keys.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    keys.Pop();
                    break;
                case JsonTokenType.Number:
                    wrong = reader.TryGetDouble(out double number) && double.IsFinite(number) ? null : "the number is too large.";
                    break;
                case JsonTokenType.String:
                    wrong = WrongIn(ref reader);
                    break;
                case JsonTokenType.PropertyName:
                    wrong =
                        WrongIn(ref reader)
                        ?? (keys.Peek().Add(reader.GetString()!) ? null : $"the key '{reader.GetString()}' is given twice.");
                    break;
            }

            if (wrong is not null)
            {
                ReadOnlySpan<byte> before = json[..(int)reader.TokenStartIndex];
                throw new JsonException(wrong, path: null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'));
            }
        }
    }

    // Only an escape can put either into a text: the bytes are UTF-8, and control characters are not JSON.
    private static string? WrongIn(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return null;
        }

        try
        {
            return reader.GetString()!.Contains('\0', StringComparison.Ordinal) ? "the text has the character U+0000." : null;
        }
        catch (InvalidOperationException)
        {
            return "the text has half of a surrogate pair.";
        }
    }
}

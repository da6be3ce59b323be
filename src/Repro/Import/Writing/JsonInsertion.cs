using System.Text;
using System.Text.Json;

namespace Repro.Import.Writing;

/// <summary>Adds to a JSON file without changing a character of what it has: comments and layout stay.</summary>
internal static class JsonInsertion
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Adds an element at the end of a list of the file's object; the list is added where it is missing.</summary>
    /// <param name="element">JSON on one line or several.</param>
    public static string IntoList(string text, string key, string element) => Into(text, key, element, JsonTokenType.StartArray, "[", "]");

    /// <summary>Adds a member at the end of an object of the file's object; the object is added where it is missing.</summary>
    public static string IntoObject(string text, string key, string name, string value) =>
        Into(text, key, $"{JsonSerializer.Serialize(name)}: {value}", JsonTokenType.StartObject, "{", "}");

    private static string Into(string text, string key, string content, JsonTokenType opening, string open, string close)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(bytes, Options);
        int depth = 0;
        bool within = false;
        bool member = false;
        long end = -1;
        long lastToken = -1;
        bool empty = true;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when depth == 1:
                    member = reader.ValueTextEquals(key);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    depth++;
                    if (depth == 2 && member && reader.TokenType == opening)
                    {
                        (within, empty, lastToken) = (true, true, reader.BytesConsumed);
                    }

                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    depth--;
                    if (within && depth == 1)
                    {
                        end = lastToken;
                        return Inserted(bytes, end, (empty ? "" : ",") + $"\n    {Indented(content, "    ")}" + (empty ? "\n  " : ""));
                    }

                    break;
            }

            if (within)
            {
                empty &= reader.BytesConsumed == lastToken;
                lastToken = reader.BytesConsumed;
            }
            else if (depth >= 1)
            {
                lastToken = reader.BytesConsumed;
            }
        }

        // Behind the last member of the file.
        return Inserted(
            bytes,
            LastMember(bytes, out bool none),
            (none ? "" : ",")
                + $"\n  {JsonSerializer.Serialize(key)}: {open}\n    {Indented(content, "    ")}\n  {close}"
                + (none ? "\n" : "")
        );
    }

    private static long LastMember(byte[] bytes, out bool none)
    {
        Utf8JsonReader reader = new(bytes, Options);
        int depth = 0;
        long last = 0;
        none = true;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                depth++;
            }
            else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject && --depth == 0)
            {
                return last;
            }

            none &= last == 0;
            last = reader.BytesConsumed;
        }

        return last;
    }

    private static string Indented(string content, string indentation) =>
        content.ReplaceLineEndings("\n").Replace("\n", $"\n{indentation}", StringComparison.Ordinal);

    private static string Inserted(byte[] bytes, long at, string content) =>
        Encoding.UTF8.GetString(bytes, 0, (int)at) + content + Encoding.UTF8.GetString(bytes, (int)at, bytes.Length - (int)at);
}

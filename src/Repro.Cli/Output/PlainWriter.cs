using System.Globalization;
using System.Text;

namespace Repro.Cli.Output;

/// <summary>Prints text for people: <see cref="PrintedText"/> of all that is written, and of a very long line only the beginning.</summary>
internal sealed class PlainWriter(TextWriter writer) : TextWriter(CultureInfo.InvariantCulture)
{
    internal const int LongestLine = 20_000;

    private int _column;
    private int _leftOut;
    private char _half;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value)
    {
        if (char.IsHighSurrogate(value) && _half == 0)
        {
            _half = value;
            return;
        }

        Print([value]);
    }

    public override void Write(char[] buffer, int index, int count) => Print(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Print(buffer);

    public override void Write(string? value) => Print(value);

    public override void WriteLine() => Print("\n");

    public override void WriteLine(string? value) => Print(value + "\n");

    public override void WriteLine(ReadOnlySpan<char> buffer) => Print(string.Concat(buffer, "\n"));

    public override void Flush() => writer.Flush();

    private void Print(ReadOnlySpan<char> text)
    {
        string whole = _half == 0 ? text.ToString() : string.Concat([_half], text);
        _half = '\0';
        StringBuilder printed = new();

        // Line ends of Windows are those of the system, not of the text.
        foreach (char character in PrintedText.Of(whole.Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            if (character == '\n')
            {
                EndLine(printed);
            }
            else if (_column < LongestLine || (_leftOut == 0 && char.IsLowSurrogate(character)))
            {
                printed.Append(character);
                _column++;
            }
            else
            {
                _leftOut++;
            }
        }

        writer.Write(printed.ToString());
    }

    private void EndLine(StringBuilder printed)
    {
        if (_leftOut > 0)
        {
            printed.Append(CultureInfo.InvariantCulture, $" ... ({_leftOut} characters left out)");
        }

        printed.Append(writer.NewLine);
        (_column, _leftOut) = (0, 0);
    }
}

using System.Text.RegularExpressions;

namespace Repro.Claims;

/// <summary>
/// Reads <c>probe:subject{variant, variant}[argument]/quantity@selector</c>. Names are letters, digits, <c>.</c>, <c>_</c> and <c>-</c>;
/// the subject may also be a path that ends in .json, .keras, .h5 or .hdf5; variants hold anything but braces and commas, the argument
/// anything but brackets; neither holds control characters.
/// </summary>
internal sealed partial class AddressParser(string text)
{
    private int _position;

    public Address Parse()
    {
        string probe = Name("the probe's name");
        Expect(':', "after the probe's name");
        string subject = FilePath() ?? Name("the subject");
        IReadOnlyList<string> variants = Take('{') ? Variants() : [];
        string? argument = Take('[') ? Argument() : null;
        Expect('/', "before the quantity");
        string quantity = Name("the quantity");
        string? selector = Take('@') ? Selector() : null;
        if (_position < text.Length)
        {
            throw Wrong("nothing more");
        }

        return new Address(probe, subject, variants, argument, quantity, selector) { Text = text };
    }

    // A subject may be a file, nets/lenet5.json, whose '/' does not begin the quantity.
    private string? FilePath()
    {
        Match match = PathOfFile().Match(text, _position);
        if (!match.Success)
        {
            return null;
        }

        _position += match.Length;
        return match.Value;
    }

    private string Name(string what)
    {
        int start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '.' or '_' or '-'))
        {
            _position++;
        }

        return _position > start ? text[start.._position] : throw Wrong(what);
    }

    private string[] Variants()
    {
        string[] variants = Until('}', "{").Split(',', StringSplitOptions.TrimEntries);
        if (variants.Any(variant => variant.Length == 0))
        {
            throw Wrong("a variant between braces and commas");
        }

        return variants;
    }

    private string Argument()
    {
        string argument = Until(']', "[").Trim();
        return argument.Length > 0 ? argument : throw Wrong("an argument between the brackets");
    }

    private string Selector()
    {
        string selector = text[_position..];
        if (!Claims.Selector.IsKnown(selector))
        {
            throw Wrong($"a selector: {Claims.Selector.List}");
        }

        _position = text.Length;
        return selector;
    }

    private string Until(char close, string opened)
    {
        int end = text.IndexOf(close, _position);
        if (end < 0)
        {
            throw Wrong($"a '{close}' that closes the '{opened}'");
        }

        string inside = text[_position..end];
        if (inside.Any(char.IsControl))
        {
            throw Wrong("no control characters");
        }

        int nested = inside.IndexOfAny(['{', '}', '[', ']']);
        if (nested >= 0)
        {
            _position += nested;
            throw Wrong($"a '{close}' that closes the '{opened}'");
        }

        _position = end + 1;
        return inside;
    }

    private bool Take(char mark)
    {
        if (_position >= text.Length || text[_position] != mark)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(char mark, string where)
    {
        if (!Take(mark))
        {
            throw Wrong($"'{mark}' {where}");
        }
    }

    [GeneratedRegex(@"\G(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+\.(?:json|keras|h5|hdf5)(?=[/{\[])", RegexOptions.CultureInvariant)]
    private static partial Regex PathOfFile();

    private AddressException Wrong(string expected) =>
        new(
            $"'{text}' is not an address: expected {expected} at character {_position + 1}. "
                + "An address reads probe:subject{variant, variant}[argument]/quantity@selector."
        );
}

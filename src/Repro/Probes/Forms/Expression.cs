using Repro.Claims;

namespace Repro.Probes.Forms;

/// <summary>
/// Computes an arithmetic expression: numbers, <c>+ - * /</c>, brackets, and <c>ceil</c>, <c>floor</c> with brackets.
/// Decimal, so that 0.9480 - 0.8990 is 0.049 and not its binary neighbour.
/// </summary>
internal sealed class Expression
{
    private const int DeepestNesting = 100;

    private readonly string _text;
    private int _position;
    private int _depth;

    private Expression(string text)
    {
        _text = text;
    }

    /// <exception cref="AddressException">The text is no expression, or it cannot be computed.</exception>
    public static decimal Evaluate(string text)
    {
        Expression expression = new(text);
        try
        {
            decimal value = expression.Sum();
            return expression._position == text.Length ? value : throw expression.Wrong("an operator or the end");
        }
        catch (Exception exception) when (exception is DivideByZeroException or OverflowException)
        {
            throw new AddressException($"'{text}' cannot be computed: {exception.Message}");
        }
    }

    private decimal Sum()
    {
        decimal value = Product();
        while (true)
        {
            if (Take("+"))
            {
                value += Product();
            }
            else if (Take("-"))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Product()
    {
        decimal value = Factor();
        while (true)
        {
            if (Take("*"))
            {
                value *= Factor();
            }
            else if (Take("/"))
            {
                value /= Factor();
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Factor()
    {
        if (++_depth > DeepestNesting)
        {
            throw Wrong("fewer brackets");
        }

        decimal value =
            Take("-") ? -Factor()
            : Take("ceil(") ? decimal.Ceiling(Bracket())
            : Take("floor(") ? decimal.Floor(Bracket())
            : Take("(") ? Bracket()
            : Number();
        _depth--;
        return value;
    }

    private decimal Bracket()
    {
        decimal value = Sum();
        return Take(")") ? value : throw Wrong("')'");
    }

    private decimal Number()
    {
        Skip();
        int start = _position;
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'))
        {
            _position++;
        }

        bool number = decimal.TryParse(
            _text.AsSpan(start, _position - start),
            System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out decimal value
        );
        Skip();
        return number ? value : throw Wrong("a number, '(', ceil( or floor(");
    }

    private bool Take(string mark)
    {
        Skip();
        if (string.CompareOrdinal(_text, _position, mark, 0, mark.Length) != 0)
        {
            return false;
        }

        _position += mark.Length;
        Skip();
        return true;
    }

    private void Skip()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }

    private AddressException Wrong(string expected) =>
        new($"'{_text}' is not an expression: expected {expected} at character {_position + 1}.");
}

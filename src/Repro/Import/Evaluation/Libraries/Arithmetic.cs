using System.Text;
using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Operators on values that are known; on arrays what they do to shapes and values of data.</summary>
internal static class Arithmetic
{
    public static Value Unary(string sign, Value value) =>
        (sign, value) switch
        {
            (_, UnknownValue) => value,
            ("not", _) => value.Truth is { } truth ? BoolValue.Of(!truth) : Unknown("a condition that is not known"),
            ("-", IntValue { Value: > long.MinValue } whole) => new IntValue(-whole.Value),
            ("-", FloatValue number) => new FloatValue(-number.Value),
            ("+", IntValue or FloatValue) => value,
            ("~", IntValue whole) => new IntValue(~whole.Value),
            _ => Unknown($"'{sign}' of a value that is not known"),
        };

    public static Value Binary(string sign, Value left, Value right, Context context)
    {
        if (sign is "==" or "!=")
        {
            return Comparisons.AreEqual(left, right) is { } equal
                ? BoolValue.Of(equal == (sign == "=="))
                : Unknown("a comparison that is not known");
        }

        if (sign is "is" or "is not")
        {
            bool? same =
                left.IsUnknown || right.IsUnknown ? null
                : left is NoneValue || right is NoneValue ? left is NoneValue && right is NoneValue
                : Comparisons.AreEqual(left, right);
            return same is { } known ? BoolValue.Of(known == (sign == "is")) : Unknown("a comparison that is not known");
        }

        if (sign is "in" or "not in")
        {
            return Contains(right, left) is { } found ? BoolValue.Of(found == (sign == "in")) : Unknown("a comparison that is not known");
        }

        if (left is UnknownValue)
        {
            return left;
        }

        if (right is UnknownValue)
        {
            return right;
        }

        if (left is ArrayValue || right is ArrayValue)
        {
            return Arrays(sign, left, right, context);
        }

        if (Numbers.Of(left) is { } a && Numbers.Of(right) is { } b)
        {
            return sign is "<" or ">" or "<=" or ">=" ? BoolValue.Of(Ordered(sign, a.CompareTo(b))) : OfNumbers(sign, left, right, a, b);
        }

        return (sign, left, right) switch
        {
            ("+", TextValue one, TextValue other) => Text(one.Value + other.Value),
            ("*", TextValue text, IntValue count) => Repeated(text.Value, count.Value, context),
            ("/", TextValue { IsPath: true } one, TextValue other) => new TextValue(Joined(one.Value, other.Value)) { IsPath = true },
            ("/", TextValue one, TextValue { IsPath: true } other) => new TextValue(Joined(one.Value, other.Value)) { IsPath = true },
            ("%", TextValue format, _) => Formats.Percent(format.Value, right),
            ("+", SequenceValue one, SequenceValue other) when one.Kind == other.Kind => List(
                one.Kind,
                [.. one.Items, .. other.Items],
                one.IsOpen || other.IsOpen,
                context
            ),
            ("*", SequenceValue list, IntValue count) => Repeated(list, count.Value, context),
            ("*", IntValue count, SequenceValue list) => Repeated(list, count.Value, context),
            ("<" or ">" or "<=" or ">=", TextValue one, TextValue other) => BoolValue.Of(
                Ordered(sign, string.CompareOrdinal(one.Value, other.Value))
            ),
            _ => Unknown($"'{sign}' of values that are not numbers"),
        };
    }

    public static string Joined(string folder, string name) =>
        name.StartsWith('/') || folder.Length == 0 ? name
        : folder.EndsWith('/') ? folder + name
        : $"{folder}/{name}";

    private static UnknownValue Unknown(string reason) => new(reason);

    private static bool Ordered(string sign, int order) =>
        sign switch
        {
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };

    private static bool? Contains(Value container, Value item)
    {
        switch (container)
        {
            case TextValue text when item is TextValue part:
                return text.Value.Contains(part.Value, StringComparison.Ordinal);
            case DictionaryValue dictionary:
                return item.IsUnknown ? null : dictionary.Items.Exists(each => Comparisons.AreEqual(each.Key, item) == true);
            case SequenceValue { IsOpen: false } sequence:
                bool? found = false;
                foreach (Value each in sequence.Items)
                {
                    bool? same = Comparisons.AreEqual(each, item);
                    if (same == true)
                    {
                        return true;
                    }

                    if (same is null)
                    {
                        found = null;
                    }
                }

                return found;
            default:
                return null;
        }
    }

    private static Value OfNumbers(string sign, Value left, Value right, double a, double b)
    {
        long? one = left is FloatValue ? null : Numbers.Whole(left);
        long? other = right is FloatValue ? null : Numbers.Whole(right);
        try
        {
            if (one is { } x && other is { } y)
            {
                switch (sign)
                {
                    case "+":
                        return new IntValue(checked(x + y));
                    case "-":
                        return new IntValue(checked(x - y));
                    case "*":
                        return new IntValue(checked(x * y));
                    case "//" when y is not (0 or -1):
                        return new IntValue((long)Math.Floor((decimal)x / y));
                    case "%" when y is not (0 or -1):
                        return new IntValue(((x % y) + y) % y);
                    case "**" when y is >= 0 and < 64:
                        return Power(x, y);
                    case "&":
                        return new IntValue(x & y);
                    case "|":
                        return new IntValue(x | y);
                    case "^":
                        return new IntValue(x ^ y);
                    case "<<" when y is >= 0 and < 62 && x is >= 0 and < 1 << 20 && x << (int)y >> (int)y == x:
                        return new IntValue(x << (int)y);
                    case ">>" when y is >= 0 and < 63:
                        return new IntValue(x >> (int)y);
                }
            }
        }
        catch (OverflowException)
        {
            return Unknown("a number that is too large");
        }

        double result = sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" when b != 0 => a / b,
            "//" when b != 0 => Math.Floor(a / b),
            "%" when b != 0 => a - (b * Math.Floor(a / b)),
            "**" => Math.Pow(a, b),
            _ => double.NaN,
        };
        return double.IsFinite(result) ? new FloatValue(result) : Unknown($"'{sign}' has no result");
    }

    private static Value Power(long number, long exponent)
    {
        long product = 1;
        for (long at = 0; at < exponent; at++)
        {
            product = checked(product * number);
        }

        return new IntValue(product);
    }

    private static Value Text(string text) =>
        text.Length <= EvaluationLimits.LongestText ? new TextValue(text) : Unknown("a text that is too long");

    private static Value Repeated(string text, long count, Context context)
    {
        if (count > 0 && text.Length * (double)count > EvaluationLimits.LongestText)
        {
            return Unknown("a text that is too long");
        }

        context.Tick((int)(1 + (text.Length * Math.Max(count, 0) / 100)));
        return new TextValue(count <= 0 ? "" : new StringBuilder().Insert(0, text, (int)count).ToString());
    }

    private static Value Repeated(SequenceValue list, long count, Context context)
    {
        if (count > 0 && list.Items.Count * (double)count > EvaluationLimits.MostItems)
        {
            return Unknown("a list that is too long");
        }

        List<Value> items = [];
        for (long at = 0; at < count && list.Items.Count > 0; at++)
        {
            items.AddRange(list.Items);
        }

        return List(list.Kind, items, list.IsOpen, context);
    }

    private static Value List(SequenceKind kind, List<Value> items, bool open, Context context)
    {
        if (items.Count > EvaluationLimits.MostItems)
        {
            return Unknown("a list that is too long");
        }

        context.Tick(1 + (items.Count / 10));
        return new SequenceValue(kind, items) { IsOpen = open };
    }

    private static Value Arrays(string sign, Value left, Value right, Context context)
    {
        if (left is ArrayValue array && Numbers.Of(right) is { } number)
        {
            ImportedStep? step = sign switch
            {
                "/" when number != 0 => new ImportedStep("scale", "", context.Inner)
                {
                    Factor = 1 / number,
                    Detail = FormattableString.Invariant($"/ {right.Shown}"),
                },
                "*" => new ImportedStep("scale", "", context.Inner)
                {
                    Factor = number,
                    Detail = FormattableString.Invariant($"* {right.Shown}"),
                },
                "-" => new ImportedStep("shift", "", context.Inner)
                {
                    Factor = -number,
                    Detail = FormattableString.Invariant($"- {right.Shown}"),
                },
                "+" => new ImportedStep("shift", "", context.Inner)
                {
                    Factor = number,
                    Detail = FormattableString.Invariant($"+ {right.Shown}"),
                },
                _ => new ImportedStep("other", "", context.Inner) { Detail = $"{sign} {right.Shown}" },
            };
            return Stepped(array, step, context);
        }

        if (right is ArrayValue other && Numbers.Of(left) is { } factor)
        {
            return Stepped(
                other,
                sign == "*"
                    ? new ImportedStep("scale", "", context.Inner)
                    {
                        Factor = factor,
                        Detail = FormattableString.Invariant($"* {left.Shown}"),
                    }
                    : null,
                context
            );
        }

        return left is ArrayValue one && right is ArrayValue two
            ? Stepped(
                one.Facts.Source is null && two.Facts.Source is not null ? two : one,
                new ImportedStep("other", "", context.Inner) { Detail = $"'{sign}' with another array" },
                context
            )
            : Unknown($"'{sign}' of an array");
    }

    private static ArrayValue Stepped(ArrayValue array, ImportedStep? step, Context context)
    {
        if (step is not null)
        {
            context.Step(array.Facts, step);
        }

        return array.With(array.Shape, step);
    }
}

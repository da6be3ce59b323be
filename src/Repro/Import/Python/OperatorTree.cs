using Repro.Import.Python.Syntax;

namespace Repro.Import.Python;

/// <summary>An operand with the signs before it.</summary>
internal sealed record SignedOperand(IReadOnlyList<(string Sign, int Line)> Prefixes, Expression Value);

/// <summary>
/// Makes the tree of a flat row of operands and operators by precedence, with a stack of its own: a row of any length needs no recursion.
/// </summary>
internal sealed class OperatorTree
{
    private const int Not = 3;
    private const int Comparison = 4;
    private const int Unary = 11;
    private const int Power = 12;

    private readonly Stack<Expression> _values = new();
    private readonly Stack<(string Sign, int Line, int Rank, bool Prefix)> _signs = new();

    public static Expression Of(SignedOperand first, IReadOnlyList<(string Sign, int Line, SignedOperand Right)> rest)
    {
        OperatorTree tree = new();
        tree.Push(first);
        foreach ((string sign, int line, SignedOperand right) in rest)
        {
            int rank = RankOf(sign);

            // A power binds to the right, and tighter than a sign before it: -2 ** 2 is -(2 ** 2).
            tree.Reduce(rank == Power ? Power + 1 : rank);
            tree._signs.Push((sign, line, rank, false));
            tree.Push(right);
        }

        tree.Reduce(0);
        return tree._values.Pop();
    }

    private static int RankOf(string sign) =>
        sign switch
        {
            "or" => 1,
            "and" => 2,
            "in" or "not in" or "is" or "is not" or "==" or "!=" or "<" or ">" or "<=" or ">=" => Comparison,
            "|" => 5,
            "^" => 6,
            "&" => 7,
            "<<" or ">>" => 8,
            "+" or "-" => 9,
            "**" => Power,
            _ => 10,
        };

    private void Push(SignedOperand operand)
    {
        foreach ((string sign, int line) in operand.Prefixes)
        {
            _signs.Push((sign, line, sign == "not" ? Not : Unary, true));
        }

        _values.Push(operand.Value);
    }

    private void Reduce(int rank)
    {
        while (_signs.Count > 0 && _signs.Peek().Rank >= rank)
        {
            (string sign, int line, int top, bool prefix) = _signs.Pop();
            Expression right = _values.Pop();
            if (prefix)
            {
                _values.Push(new UnaryExpression(sign, right, line));
                continue;
            }

            Expression left = _values.Pop();
            _values.Push(Joined(sign, left, right, top, line));
        }
    }

    // a < b < c: the comparison on the left goes on with its own right side.
    private static Expression Joined(string sign, Expression left, Expression right, int rank, int line) =>
        rank == Comparison && left is BinaryExpression before && IsComparison(before)
            ? new BinaryExpression("and", before, new BinaryExpression(sign, Last(before), right, line), line)
            : new BinaryExpression(sign, left, right, line);

    private static bool IsComparison(BinaryExpression expression) =>
        RankOf(expression.Sign) == Comparison
        || (expression.Sign == "and" && expression.Right is BinaryExpression last && RankOf(last.Sign) == Comparison);

    private static Expression Last(BinaryExpression expression) =>
        expression.Sign == "and" && expression.Right is BinaryExpression last ? last.Right : expression.Right;
}

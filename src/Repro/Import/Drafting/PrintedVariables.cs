using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Evaluation;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Python.Syntax;
using Repro.Import.Texts;
using Code = Repro.Import.Python.Syntax.Statement;
using Statement = Repro.Import.Statements.Statement;

namespace Repro.Import.Drafting;

/// <summary>A result that a variable has: of an evaluation, or of the epochs of a training.</summary>
/// <param name="Evaluation">Null where it is that of a training.</param>
/// <param name="Fit">Null where it is that of an evaluation.</param>
/// <param name="Index">Which one of the evaluation's results: 0 is the loss; null for all or where it is not known.</param>
internal sealed record VariableResult(ImportedEvaluation? Evaluation, ImportedFit? Fit, long? Index);

/// <summary>
/// Which results the text prints: the variable in a call of <c>print</c> tells it, wherever the variable was assigned. Functions of the
/// text are not looked into.
/// </summary>
internal sealed partial class PrintedVariables
{
    private readonly Printers _printers;
    private readonly ILookup<Place, ImportedEvaluation> _evaluations;
    private readonly ILookup<Place, ImportedFit> _fits;
    private readonly Dictionary<string, VariableResult> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<(LineTemplate Line, VariableResult?[] Values)>> _prints = [];

    public PrintedVariables(ImportedProgram program, Printers printers)
    {
        _printers = printers;
        _evaluations = program.Evaluations.Where(one => !one.IsPrediction).ToLookup(one => one.Statement);
        _fits = program.Fits.ToLookup(fit => fit.Statement);
        foreach ((int number, TextBlock block) in printers.Code.Index())
        {
            List<(LineTemplate Line, VariableResult?[] Values)> lines = _prints[number] = [];
            IReadOnlyList<Code> statements = program.Code[number];
            foreach (Code statement in StatementScan.All(statements, functions: false))
            {
                if (statement is Assignment { Value: { } value } assignment)
                {
                    Assign(assignment, value, new Place(block.Cell, assignment.First, Math.Max(assignment.First, assignment.Last)));
                }
                else if (statement is ExpressionStatement { Value: CallExpression { Target: NameExpression { Name: "print" } } print })
                {
                    lines.AddRange(LineTemplate.Of(print).Select(line => (line, ResultsOf(line))));
                }
                else if (statement is ExpressionStatement only && ReferenceEquals(statement, statements[^1]))
                {
                    LineTemplate line = LineTemplate.OfValue(only.Value);
                    lines.Add((line, ResultsOf(line)));
                }
            }
        }
    }

    /// <summary>The result that a printed number is; null where it is not known.</summary>
    public VariableResult? Of(Statement statement)
    {
        if (_printers.OutputAt(statement.Place) is not { } output || _printers.BlockOf(statement.Place) is not (>= 0 and var block))
        {
            return null;
        }

        List<(LineTemplate Line, VariableResult?[] Values)> prints = _prints[block];
        // Where each call prints one line, the call is known by its place, also where it prints other words in the code.
        (int position, int count) = _printers.PositionOf(statement.Place);
        if (position >= 0 && count == prints.Count && prints[position].Line.Match(output) is { } own)
        {
            return Only(ResultsIn(prints[position].Values, own, statement));
        }

        VariableResult?[] found =
        [
            .. prints.SelectMany(print => print.Line.Match(output) is { } printed ? ResultsIn(print.Values, printed, statement) : []),
        ];
        return found.Length == 0 && position >= 0 && count == prints.Count ? Only(prints[position].Values) : Only(found);
    }

    private static VariableResult? Only(IEnumerable<VariableResult?> results) => results.Distinct().ToArray() is [var only] ? only : null;

    // Of several values in a line those that have the number of the statement.
    private static IEnumerable<VariableResult?> ResultsIn(VariableResult?[] values, IReadOnlyList<string> printed, Statement statement)
    {
        (VariableResult? Result, string Text)[] all = [.. values.Zip(printed)];
        (VariableResult? Result, string Text)[] equal =
        [
            .. all.Where(one =>
                statement.Value is Statements.StatedValue.Number stated
                && Number()
                    .Matches(one.Text)
                    .Any(number =>
                        double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount)
                        && (Math.Abs(amount - stated.Amount) < 1e-9 || Math.Abs((amount / 100) - stated.Amount) < 1e-9)
                    )
            ),
        ];
        return (equal.Length > 0 ? equal : all).Select(one => one.Result);
    }

    private VariableResult?[] ResultsOf(LineTemplate line) => [.. line.Values.Select(ResultOf)];

    private void Assign(Assignment assignment, Expression value, Place place)
    {
        ImportedEvaluation[] evaluations = [.. _evaluations[place].DistinctBy(one => (one.After, one.Data.Names))];
        ImportedFit[] fits = [.. _fits[place]];
        VariableResult? result =
            evaluations is [var evaluation] ? new VariableResult(evaluation, null, IndexIn(value))
            : evaluations.Length > 0 || fits.Length > 1 ? null
            : fits is [var fit] ? new VariableResult(null, fit, null)
            : ResultOf(value);
        foreach (Expression target in assignment.Targets)
        {
            if (target is SequenceExpression several)
            {
                foreach ((int index, Expression item) in several.Items.Index())
                {
                    Set(item, result is { Evaluation: not null, Index: null } ? result with { Index = index } : result);
                }
            }
            else
            {
                Set(target, result);
            }
        }
    }

    // "acc = model.evaluate(x, y)[1]"
    private static long? IndexIn(Expression value) => value is SubscriptExpression { Index: Literal { Value: long index } } ? index : null;

    private void Set(Expression target, VariableResult? result)
    {
        if (target is not NameExpression name)
        {
            return;
        }

        if (result is null)
        {
            _variables.Remove(name.Name);
        }
        else
        {
            _variables[name.Name] = result;
        }
    }

    private VariableResult? ResultOf(Expression expression) =>
        expression switch
        {
            NameExpression name => _variables.GetValueOrDefault(name.Name),
            CallExpression { Target: NameExpression { Name: "round" or "float" or "str" }, Arguments: [var first, ..] } => ResultOf(
                first.Value
            ),
            CallExpression { Target: AttributeExpression { Name: "round" or "around" }, Arguments: [var first, ..] } => ResultOf(
                first.Value
            ),
            BinaryExpression { Sign: "*" } product => ResultOf(product.Left) ?? ResultOf(product.Right),
            SubscriptExpression part when ResultOf(part.Target) is { } whole => whole is { Evaluation: not null, Index: null }
                ? whole with
                {
                    Index = part.Index is Literal { Value: long index } ? index : null,
                }
                : whole,
            AttributeExpression attribute when ResultOf(attribute.Target) is { Fit: not null } history => history,
            _ => null,
        };

    [GeneratedRegex(@"\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Number();
}

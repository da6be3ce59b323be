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
/// Which results the text prints: the variable in a call of <c>print</c> tells it, wherever the variable was assigned. What a function of
/// the text prints belongs to the place that calls it.
/// </summary>
internal sealed partial class PrintedVariables
{
    private const int MostDepth = 4;
    private const int MostCalls = 1000;

    private readonly Printers _printers;
    private readonly ILookup<Place, ImportedEvaluation> _evaluations;
    private readonly ILookup<Place, ImportedFit> _fits;
    private readonly Dictionary<string, VariableResult> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<(LineTemplate Line, VariableResult?[] Values)>> _prints = [];
    private readonly Dictionary<string, (FunctionStatement Statement, TextBlock Block)> _functions = new(StringComparer.Ordinal);
    private List<(LineTemplate Line, VariableResult?[] Values)> _lines = [];
    private int _depth;
    private int _entered;

    public PrintedVariables(ImportedProgram program, Printers printers)
    {
        _printers = printers;
        _evaluations = program.Evaluations.Where(one => !one.IsPrediction).ToLookup(one => one.Statement);
        _fits = program.Fits.ToLookup(fit => fit.Statement);
        foreach ((int number, TextBlock block) in printers.Code.Index())
        {
            _lines = _prints[number] = [];
            IReadOnlyList<Code> statements = program.Code[number];
            Read(statements, block, null);
            if (statements is [.., ExpressionStatement only] && !IsPrint(only.Value) && FunctionOf(only.Value) is null)
            {
                LineTemplate line = LineTemplate.OfValue(only.Value);
                _lines.Add((line, ResultsOf(line)));
            }
        }
    }

    private void Read(IEnumerable<Code> statements, TextBlock block, Place? call)
    {
        foreach (Code statement in StatementScan.All(statements, functions: false))
        {
            Place place = new(block.Cell, statement.First, Math.Max(statement.First, statement.Last));
            switch (statement)
            {
                case FunctionStatement function when call is null:
                    _functions[function.Name] = (function, block);
                    break;
                case Assignment { Value: { } value } assignment:
                    Enter(value, call ?? place);
                    Assign(assignment, value, place, call);
                    break;
                case ForStatement
                {
                    Target: SequenceExpression names,
                    Source: CallExpression { Target: NameExpression { Name: "zip" } } zip
                }:
                    foreach ((int index, Expression name) in names.Items.Index())
                    {
                        Set(name, index < zip.Arguments.Count ? OfEach(zip.Arguments[index].Value, place, call) : null);
                    }

                    break;
                case ExpressionStatement { Value: CallExpression print } when IsPrint(print):
                    foreach (Argument argument in print.Arguments)
                    {
                        Enter(argument.Value, call ?? place);
                    }

                    _lines.AddRange(LineTemplate.Of(print).Select(line => (line, ResultsOf(line))));
                    break;
                case ExpressionStatement expression:
                    Enter(expression.Value, call ?? place);
                    break;
            }
        }
    }

    // What a function of the text prints is printed where the program calls it.
    private void Enter(Expression expression, Place call)
    {
        if (FunctionOf(expression) is not { } function || _depth >= MostDepth || ++_entered > MostCalls)
        {
            return;
        }

        Dictionary<string, VariableResult> outside = new(_variables, StringComparer.Ordinal);
        IReadOnlyList<Argument> arguments = ((CallExpression)expression).Arguments;
        VariableResult?[] given = [.. arguments.Select(argument => ResultOf(argument.Value))];
        foreach ((int index, Parameter parameter) in function.Statement.Parameters.Index())
        {
            int at = arguments
                .Index()
                .Where(argument =>
                    argument.Item.Stars == 0 && (argument.Item.Name is { } name ? name == parameter.Name : argument.Index == index)
                )
                .Select(argument => argument.Index)
                .FirstOrDefault(-1);
            Set(parameter.Name, at < 0 ? null : given[at]);
        }

        _depth++;
        Read(function.Statement.Body, function.Block, call);
        _depth--;
        _variables.Clear();
        foreach ((string name, VariableResult result) in outside)
        {
            _variables[name] = result;
        }
    }

    private (FunctionStatement Statement, TextBlock Block)? FunctionOf(Expression expression) =>
        expression is CallExpression { Target: NameExpression { Name: var name } } && _functions.TryGetValue(name, out var function)
            ? function
            : null;

    private static bool IsPrint(Expression expression) => expression is CallExpression { Target: NameExpression { Name: "print" } };

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

    // Within a function the call leads to the evaluation, which is at the place of the assignment.
    private void Assign(Assignment assignment, Expression value, Place place, Place? call)
    {
        ImportedEvaluation[] evaluations =
        [
            .. _evaluations[call ?? place]
                .Where(one => call is null || one.Place.Overlaps(place))
                .DistinctBy(one => (one.After, one.Data.Names)),
        ];
        ImportedFit[] fits = [.. _fits[call ?? place].Where(one => call is null || one.Place.Overlaps(place))];
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

    // Of a loop over the results of evaluate; which one of them it is, is not known.
    private VariableResult? OfEach(Expression source, Place place, Place? call)
    {
        if (source is not CallExpression { Target: AttributeExpression { Name: "evaluate" or "evaluate_generator" } })
        {
            return ResultOf(source);
        }

        return
            _evaluations[call ?? place]
                .Where(one => call is null || one.Place.Overlaps(place))
                .DistinctBy(one => (one.After, one.Data.Names))
                .ToArray()
                is [var only]
            ? new VariableResult(only, null, null)
            : null;
    }

    // "acc = model.evaluate(x, y)[1]"
    private static long? IndexIn(Expression value) => value is SubscriptExpression { Index: Literal { Value: long index } } ? index : null;

    private void Set(Expression target, VariableResult? result)
    {
        if (target is NameExpression name)
        {
            Set(name.Name, result);
        }
    }

    private void Set(string name, VariableResult? result)
    {
        if (result is null)
        {
            _variables.Remove(name);
        }
        else
        {
            _variables[name] = result;
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

using System.Text.RegularExpressions;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Drafting;

/// <summary>
/// Tells on which data a printed result was measured, by the calls of <c>evaluate</c> in front of it. What <c>predict</c> prints states
/// nothing.
/// </summary>
internal sealed partial class MeasuredParts
{
    private readonly Printers _printers;
    private readonly IReadOnlyList<(ImportedEvaluation? Call, bool HasCalls)> _bars;
    private readonly ILookup<int, ImportedEvaluation> _blocks;
    private readonly ILookup<string, ImportedEvaluation> _variables;

    private MeasuredParts(TextStatements text, ImportedProgram program, Printers printers)
    {
        _printers = printers;
        _bars = printers.Of(text.Bars, program.Evaluations, evaluation => evaluation.Statement);
        _blocks = program.Evaluations.ToLookup(evaluation => printers.BlockOf(evaluation.Statement));
        _variables = program
            .Evaluations.Where(evaluation => !evaluation.IsPrediction)
            .SelectMany(evaluation =>
                Assigned(printers.CodeAt(evaluation.Statement)).Select(variable => (Variable: variable, Evaluation: evaluation))
            )
            .ToLookup(one => one.Variable, one => one.Evaluation, StringComparer.Ordinal);
    }

    public static TextStatements Of(TextStatements text, ImportedProgram program, Printers printers)
    {
        MeasuredParts parts = new(text, program, printers);
        return text with
        {
            Statements =
            [
                .. text.Statements.Where(statement => parts.CallOf(statement) is not { IsPrediction: true }).Select(parts.Measured),
            ],
        };
    }

    private ImportedEvaluation? CallOf(Statement statement) => statement.Topic.Bar < 0 ? null : _bars[statement.Topic.Bar].Call;

    private Statement Measured(Statement statement)
    {
        if (!IsResult(statement))
        {
            return statement;
        }

        ImportedEvaluation[] calls = [.. CallsOf(statement)];
        DataPart[] parts = calls.Any(evaluation => evaluation.IsPrediction)
            ? []
            : [.. calls.Select(evaluation => PartOf(evaluation.Data)).Distinct()];
        return parts is [var only] ? statement with { Topic = statement.Topic with { Part = only } } : statement;
    }

    private IEnumerable<ImportedEvaluation> CallsOf(Statement statement)
    {
        if (CallOf(statement) is { } call)
        {
            return [call];
        }

        // Only evaluate prints a result.
        bool isMetric = statement.Kind is StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError;
        ImportedEvaluation[] within =
        [
            .. _blocks[_printers.BlockOf(statement.Place)].Where(evaluation => !isMetric || !evaluation.IsPrediction),
        ];

        // The result may be assigned in one cell and printed in another.
        return within.Length == 0 && statement.Topic.Variable is { } variable
            ? _variables[variable].Where(evaluation => evaluation.Statement < statement.Place).TakeLast(1)
            : within;
    }

    private static IEnumerable<string> Assigned(string code) =>
        code.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
            ? Name().Matches(code[..sign]).Select(name => name.Value).Distinct()
            : [];

    private static bool IsResult(Statement statement) =>
        statement is { Origin: Origin.Output, Topic: { Part: DataPart.Unknown, Log: < 0, Table: < 0 } }
        && (statement.Topic.Bar >= 0 || statement.Kind is StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError);

    // The name that the program gives to data says more than their source: samples of the training data may serve for validation.
    private static DataPart PartOf(FedData data) =>
        DataParts.Of(data.Names) is not DataPart.Unknown and var named ? named : DataParts.Of(data.Part);

    [GeneratedRegex(@"[A-Za-z_]\w*", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Name();
}

using Repro.Claims;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Keras.Catalog;

namespace Repro.Import.Drafting;

/// <summary>
/// Tells on which data and after which training a printed result was measured, by the calls of <c>evaluate</c> in front of it. What
/// <c>predict</c> prints states nothing.
/// </summary>
internal sealed class MeasuredParts
{
    private readonly Printers _printers;
    private readonly PrintedVariables _variables;
    private readonly bool _isOneTraining;
    private readonly IReadOnlyList<PrintingCall?> _bars;
    private readonly ILookup<int, ImportedEvaluation> _blocks;
    private readonly ILookup<int, ImportedFit> _fits;
    private readonly IReadOnlyList<ImportedCompile> _compiles;

    // The bars that have results.
    private readonly HashSet<int> _withResults;

    private MeasuredParts(TextStatements text, ImportedProgram program, Printers printers)
    {
        _printers = printers;
        _compiles = program.Compiles;
        _withResults = [.. text.Statements.Where(IsMetric).Select(statement => statement.Topic.Bar)];
        _bars = BarsOf(text, program, printers);
        _blocks = program.Evaluations.ToLookup(evaluation => printers.BlockOf(evaluation.Statement));
        _fits = program.Fits.ToLookup(fit => printers.BlockOf(fit.Statement));
        _variables = new PrintedVariables(program, printers);
        _isOneTraining = program.Fits.Select(fit => (fit.Statement, fit.Place)).Distinct().Take(2).Count() < 2;
    }

    public static TextStatements Of(TextStatements text, ImportedProgram program, Printers printers)
    {
        MeasuredParts parts = new(text, program, printers);
        return text with
        {
            Statements = [.. text.Statements.Where(statement => !parts.IsOfPrediction(statement)).Select(parts.Measured).Where(CanBe)],
        };
    }

    // A training of one epoch prints a bar like that of evaluate: newer versions of Keras announce the first of several epochs.
    private static PrintingCall?[] BarsOf(TextStatements text, ImportedProgram program, Printers printers)
    {
        HashSet<int> logged = [.. text.Logs.Select(log => printers.BlockOf(log.Place))];
        HashSet<int> validated = [.. text.Statements.Where(IsValidated).Select(statement => statement.Topic.Bar)];
        PrintingCall[] uses = [.. program.Evaluations.Select(one => new PrintingCall(one.Statement, one, null))];
        PrintingCall[] trainings =
        [
            .. program
                .Fits.Where(fit => fit.Epochs == 1 && !logged.Contains(printers.BlockOf(fit.Statement)))
                .Select(fit => new PrintingCall(fit.Statement, null, fit)),
        ];
        PrintingCall?[][] found =
        [
            .. new PrintingCall[][] { [.. uses.Concat(trainings).OrderBy(call => call.Statement)], uses, trainings }.Select(calls =>
                printers.Of(text.Bars, calls, call => call.Statement).Select(bar => bar.Call).ToArray()
            ),
        ];

        // Only a training prints results of validation.
        return
        [
            .. text.Bars.Select(
                (_, bar) =>
                    found
                        .Select(calls => calls[bar])
                        .FirstOrDefault(call => call is not null && (call.Fit is not null || !validated.Contains(bar)))
            ),
        ];
    }

    private static bool IsValidated(Statement statement) =>
        statement.Topic.Bar >= 0 && statement.Quote.StartsWith("val_", StringComparison.Ordinal);

    private ImportedEvaluation? CallOf(Statement statement) => statement.Topic.Bar < 0 ? null : _bars[statement.Topic.Bar]?.Evaluation;

    private Statement Measured(Statement statement)
    {
        if (!IsResult(statement))
        {
            return statement;
        }

        if (statement.Topic.Bar >= 0 && _bars[statement.Topic.Bar]?.Fit is { } fit)
        {
            return statement with
            {
                Topic = statement.Topic with
                {
                    Part = IsValidated(statement) ? DataPart.Validation : DataPart.Train,
                    Training = (fit.Statement, fit.Place),
                },
            };
        }

        VariableResult? variable = statement.Topic.Bar < 0 && IsMetric(statement) ? _variables.Of(statement) : null;
        ImportedEvaluation[] calls = variable?.Fit is not null ? [] : [.. CallsOf(statement, variable)];
        DataPart[] parts = calls.Any(evaluation => evaluation.IsPrediction)
            ? []
            : [.. calls.Select(evaluation => PartOf(evaluation.Data)).Distinct()];
        Topic topic = statement.Topic;
        if (topic.Part == DataPart.Unknown && parts is [var only])
        {
            topic = topic with { Part = only };
        }

        // Logs have the results of the epochs; those of the training data afterwards are other numbers.
        if (IsMetric(statement) && topic is { Part: DataPart.Train, Detail: null } && parts is [DataPart.Train])
        {
            topic = topic with { Detail = "evaluated" };
        }

        if (calls.Length > 0 && calls.Select(evaluation => evaluation.BestOf).Distinct().ToArray() is [{ } monitor])
        {
            topic = topic with { BestOf = monitor };
        }

        ImportedFit?[] trainings = TrainingsOf(statement, variable, calls);
        return Second(Metric(statement with { Topic = OfTraining(topic, trainings) }, variable), calls, trainings);
    }

    // A bar of predict has no results. Neither has that of evaluate in old versions of Keras, which is known by its call.
    private bool IsOfPrediction(Statement statement) =>
        CallOf(statement) is { IsPrediction: true }
        || (
            statement.Topic.Bar >= 0
            && !_withResults.Contains(statement.Topic.Bar)
            && _bars[statement.Topic.Bar] is null
            && (
                _blocks[_printers.BlockOf(statement.Place)].Any(use => use.IsPrediction)
                || !_blocks[_printers.BlockOf(statement.Place)].Any()
            )
        );

    // No accuracy is above 1.
    private static bool CanBe(Statement statement) =>
        statement is not { Kind: StatementKind.Accuracy, Topic.ResultNumber: 1, Value: StatedValue.Number { Amount: > 1 } };

    // The second result of evaluate is the first metric of compile.
    private Statement Second(Statement statement, ImportedEvaluation[] calls, ImportedFit?[] trainings)
    {
        if (statement.Topic.ResultNumber != 1)
        {
            return statement;
        }

        ImportedCompile[] compiles =
        [
            .. calls
                .Select(call =>
                    call.After?.Compile ?? _compiles.LastOrDefault(one => one.Model == call.Model && one.Place <= call.Statement)
                )
                .Concat(trainings.Select(fit => fit?.Compile))
                .OfType<ImportedCompile>()
                .Distinct(),
        ];
        IReadOnlyList<string?> metrics =
        [
            .. (compiles.Length > 0 ? compiles : _compiles).Select(compile => compile.Metrics is [var first, ..] ? first : null).Distinct(),
        ];
        return metrics switch
        {
            [] => statement,
            [{ } only] when LogMetrics.QuantityOf(SessionNames.SnakeCase(only)) is { } quantity => quantity.EndsWith(
                "_mae",
                StringComparison.Ordinal
            )
                ? statement with
                {
                    Kind = StatementKind.AbsoluteError,
                }
                : statement,
            _ => statement with { Topic = statement.Topic with { Detail = "other metric" } },
        };
    }

    // The trainings whose result a printed number may be.
    private ImportedFit?[] TrainingsOf(Statement statement, VariableResult? variable, ImportedEvaluation[] calls) =>
        variable?.Fit is { } history ? [history]
        : calls.Length > 0 ? [.. calls.Select(evaluation => evaluation.After).Distinct()]
        : [.. _fits[_printers.BlockOf(statement.Place)].DistinctBy(fit => (fit.Statement, fit.Place))];

    private Topic OfTraining(Topic topic, ImportedFit?[] trainings) =>
        trainings is [{ } only] ? topic with { Training = (only.Statement, only.Place) }
        : _isOneTraining ? topic
        : topic with { IsOfUnknownTraining = true };

    // "Test score: 0.06" is the loss where the code prints the first result of evaluate.
    private static Statement Metric(Statement statement, VariableResult? variable) =>
        statement.Topic.Detail != "score" || variable is not { Evaluation: { } evaluation, Index: { } index } ? statement
        : index == 0 ? statement with { Kind = StatementKind.Loss, Topic = statement.Topic with { Detail = null } }
        : index == 1 && evaluation.After?.Compile?.Metrics is ["accuracy" or "acc", ..]
            ? statement with
            {
                Kind = StatementKind.Accuracy,
                Topic = statement.Topic with { Detail = null },
            }
        : statement;

    private IEnumerable<ImportedEvaluation> CallsOf(Statement statement, VariableResult? variable)
    {
        if (CallOf(statement) is { } call)
        {
            return [call];
        }

        if (variable?.Evaluation is { } evaluated)
        {
            return [evaluated];
        }

        // Only evaluate prints a result.
        return _blocks[_printers.BlockOf(statement.Place)].Where(evaluation => !IsMetric(statement) || !evaluation.IsPrediction);
    }

    private sealed record PrintingCall(Place Statement, ImportedEvaluation? Evaluation, ImportedFit? Fit);

    private static bool IsMetric(Statement statement) =>
        statement.Kind is StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError;

    private static bool IsResult(Statement statement) =>
        statement is { Origin: Origin.Output, Topic: { Log: < 0, Table: < 0 } } && (statement.Topic.Bar >= 0 || IsMetric(statement));

    // The name that the program gives to data says more than their source: samples of the training data may serve for validation.
    private static DataPart PartOf(FedData data) =>
        DataParts.Of(data.Names) is not DataPart.Unknown and var named ? named : DataParts.Of(data.Part);
}

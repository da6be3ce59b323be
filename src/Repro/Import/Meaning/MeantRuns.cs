using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Meaning;

/// <summary>
/// Which training a statement speaks of: that which its words or its printed results name, else the last one in front of it, or the next
/// one that it announces.
/// </summary>
/// <param name="runs">The trainings, in the order of the text.</param>
internal sealed partial class MeantRuns(
    IReadOnlyList<NamedRun> runs,
    LoggedRuns logs,
    TextStatements text,
    TextOrder order,
    UntrainedModels untrained,
    MeantNetworks networks,
    LoadedData loaded,
    AnnouncedCode announced
)
{
    private readonly Dictionary<Statement, NamedRun?> _found = new(ReferenceEqualityComparer.Instance);

    private readonly ILookup<Place, Statement> _byPlace = text.Statements.ToLookup(statement => statement.Place);

    private RunResults? _results;

    private RunResults Results => _results ??= new RunResults(runs, logs, text, _byPlace, OfOutput);

    /// <summary>The training that a statement speaks of; null where it could be several.</summary>
    public NamedRun? Of(Statement statement)
    {
        if (!_found.TryGetValue(statement, out NamedRun? run))
        {
            _found[statement] = run =
                runs.Count == 0 ? null
                : statement.Origin == Origin.Output ? OfOutput(statement)
                : OfWords(statement);
        }

        return run;
    }

    /// <summary>The first printed result of a training on test data; null for none.</summary>
    public Statement? PrintedTest(NamedRun run, StatementKind kind) => Results.PrintedTest(run, kind);

    private NamedRun? OfOutput(Statement statement) =>
        statement.Topic.Log >= 0 ? logs.Of(statement.Topic.Log)
        : statement.Topic.Training is { } training ? runs.FirstOrDefault(run => (run.Fit.Statement, run.Fit.Place) == training)
        : statement.Topic.IsOfUnknownTraining ? Results.OfLine(statement)
        : OfPlace(statement);

    private NamedRun? OfWords(Statement statement)
    {
        NamedRun? before = runs.LastOrDefault(run => run.Fit.Statement <= statement.Place);
        NamedRun? next = runs.FirstOrDefault(run => run.Fit.Statement > statement.Place);
        if (
            next is not null
            && (
                Announces(statement, next, before is null)
                || Prepares(statement, before)
                || Feeds(statement, before, next)
                || Begins(statement, before, next)
                || Shows(statement, next)
            )
        )
        {
            return next;
        }

        bool isResult = IsResult(statement);

        // "On CIFAR-10 it reaches 70 %": of several trainings that on these data.
        if (
            before is not null
            && isResult
            && loaded.Of(statement) is { } data
            && before.Fit.Data.Source is { } fed
            && fed.Name != data.Name
        )
        {
            return runs.Where(run => run.Fit.Data.Source?.Name == data.Name).ToArray() is [var only] ? only : null;
        }

        // "The dense model reaches 97 %": of several trainings that of the model which is named.
        if (
            before is not null
            && isResult
            && networks.NamedWith(statement) is { } model
            && runs.LastOrDefault(run => run.Fit.Statement <= statement.Place && run.Fit.Model?.Variable == model.Variable) is { } its
            && untrained.After(its, statement.Place) is null
        )
        {
            return its;
        }

        NamedRun? last = OfPlace(statement);
        return runs.Count == 1 ? last
            : isResult ? OfResult(statement, last)
            : last is not null && IsSetting(statement) && IsConclusion(statement, last) ? OfItsResults(statement) ?? last
            : last;
    }

    private NamedRun? OfPlace(Statement statement) =>
        runs.LastOrDefault(run => run.Fit.Statement <= statement.Place) is { } before
            ? (untrained.After(before, statement.Place) is null ? before : null)
        : runs.Count == 1 ? runs[0]
        : null;

    // A text speaks of its trainings at the end, too: where the printed results of the last one are other ones, the training that printed
    // the stated one is meant.
    private NamedRun? OfResult(Statement statement, NamedRun? last)
    {
        if (last is null ? statement.Place > runs[0].Fit.Statement : Results.Agrees(last, statement) == true)
        {
            return last;
        }

        bool concludes = last is not null && IsConclusion(statement, last);
        return Results.With(statement) switch
        {
            [var only] when concludes || RunResults.IsTelling(statement) => only,
            _ => concludes ? null : last,
        };
    }

    // "The larger model (20 epochs) reached 98.4 %": the training of the results in the same line.
    private NamedRun? OfItsResults(Statement statement) =>
        _byPlace[statement.Place].Where(IsResult).Select(Of).Distinct().ToArray() is [{ } only] ? only : null;

    // In a later section than the last training, behind other code.
    private bool IsConclusion(Statement statement, NamedRun last) =>
        last.Number == runs.Count - 1
        && order.HasHeadingBetween(last.Fit.Statement, statement.Place)
        && order.CodeBetween(last.Fit.Statement, statement.Place) > 0;

    // Comments and "let's train for 20 epochs" are about the training behind them.
    private bool Announces(Statement statement, NamedRun next, bool isFirst)
    {
        Place at = statement.Place;

        // The settings of an optimizer are set by compile, which may be long before fit.
        Place fit =
            statement.Kind == StatementKind.Hyperparameter && next.Fit.Compile is { } compile && compile.Place > at ? compile.Place
            : next.Fit.Place > at ? next.Fit.Place
            : next.Fit.Statement;
        if (statement.Origin == Origin.Output)
        {
            return false;
        }

        int distance = at.Cell is { } cell && fit.Cell is { } other ? other - cell : fit.Line - at.Line;
        if (statement.Origin == Origin.Comment)
        {
            return distance == 0 || (isFirst && MeantNetworks.IsNear(at, fit)) || (at.Cell is null && MeantNetworks.IsNear(at, fit));
        }

        bool near = MeantNetworks.IsNear(at, fit);
        return near
            && (
                isFirst
                || (
                    IsSetting(statement)
                    && (
                        ((statement.Quote.EndsWith(':') || statement.Topic.IsHeading) && !order.LeavesSection(at, fit))
                        || Announcement().IsMatch(statement.Quote)
                    )
                    && !Past().IsMatch(statement.Quote)
                )
            );
    }

    private static bool IsResult(Statement statement) =>
        statement is { Origin: Origin.Prose, Kind: StatementKind.Accuracy or StatementKind.Loss or StatementKind.AbsoluteError };

    private static bool IsSetting(Statement statement) =>
        statement.Kind
            is StatementKind.Epochs
                or StatementKind.Steps
                or StatementKind.BatchSize
                or StatementKind.Hyperparameter
                or StatementKind.Augmentation
                or StatementKind.ImageSize
        && statement.Topic.Moment is null;

    // "It reaches 99.3 %:" and "the network below reaches 99.3 %" are about the training in the code that follows.
    private bool Shows(Statement statement, NamedRun next) =>
        IsResult(statement)
        && order.CodeBetween(statement.Place, next.Fit.Statement) == 1
        && !order.HasHeadingBetween(statement.Place, next.Fit.Statement)
        && !AnnouncedCode.LooksBack(statement)
        && (statement.Quote.EndsWith(':') || Below().IsMatch(statement.Quote));

    // Behind the code of another model, or in the section of the next training, settings are those of the next training, unless the words
    // look back.
    private bool Begins(Statement statement, NamedRun? before, NamedRun next) =>
        before is not null
        && statement.Origin == Origin.Prose
        && IsSetting(statement)
        && MeantNetworks.IsNear(statement.Place, next.Fit.Statement)
        && (!AnnouncedCode.LooksBack(statement) || MeantNetworks.Introduces(statement))
        && (
            (order.HasHeadingBetween(before.Fit.Statement, statement.Place) && !order.LeavesSection(statement.Place, next.Fit.Statement))
            || (
                next.Fit.Model is { } model
                && model != before.Fit.Model
                && model.States.Any(state => state.Place > before.Fit.Statement && state.Place <= statement.Place)
            )
        );

    // Data that a later section prepares are those of the next training.
    private bool Prepares(Statement statement, NamedRun? before) =>
        before is not null
        && statement is { Origin: Origin.Prose or Origin.Comment, Kind: StatementKind.PixelRange or StatementKind.ImageSize }
        && order.HasHeadingBetween(before.Fit.Statement, statement.Place);

    // What is said of batches behind the code that loads other data, or directly in front of it, is about the training on these data.
    private bool Feeds(Statement statement, NamedRun? before, NamedRun next) =>
        statement
            is { Origin: Origin.Prose, Kind: StatementKind.BatchSize or StatementKind.Steps or StatementKind.ImageSize }
                or { Origin: Origin.Prose, Kind: StatementKind.Shape, Topic.Detail: "batch" or "labels" }
        && next.Fit.Data.Source is { } source
        && (before is null || (source.Name != before.Fit.Data.Source?.Name && source.Place > before.Fit.Statement))
        && (source.Place <= statement.Place || announced.Has(statement, source.Place));

    [GeneratedRegex(
        @"\b(?:was|were|trained|have|had) (?:for|with|using|on)\b|\bwe (?:trained|used)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Past();

    [GeneratedRegex(
        @"\b(?:will|we'll|let's|let us|below|following|going to|defin(?:e|ing)|instantiat(?:e|ing))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(
        @"\b(?:network|model|convnet|CNN|one) below\b|^\W*(?:The )?(?:below|following) (?:network|model|convnet|CNN)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Below();
}

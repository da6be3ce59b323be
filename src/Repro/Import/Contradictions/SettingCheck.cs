using System.Globalization;
using Repro.Claims;
using Repro.Import.Drafting;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Contradictions;

/// <summary>
/// Compares what prose says of a training with the calls of the code: epochs, batch size, learning rate. A number that another training of
/// the text has may be about that training.
/// </summary>
internal sealed class SettingCheck(Cast cast, TextStatements text)
{
    // "about 50 epochs" for 45: a tenth.
    private const double About = 0.1;

    public IEnumerable<Contradiction> All() =>
        text
            .Statements.Where(statement =>
                statement.Origin != Origin.Output && statement is { Value: StatedValue.Number, Topic: { Elsewhere: false, Moment: null } }
            )
            .Where(statement => DefiniteStatements.Is(statement.Quote) && SettingSentences.Sets(statement))
            .Select(Check)
            .OfType<Contradiction>()
            .DistinctBy(contradiction => contradiction.Text);

    private Contradiction? Check(Statement statement)
    {
        if (Setting(statement) is not { } setting || cast.RunAt(statement) is not { } run || setting.Of(run.Fit) is not { } set)
        {
            return null;
        }

        double stated = ((StatedValue.Number)statement.Value).Amount;
        if (cast.Runs.Any(other => setting.Of(other.Fit) is not { } value || Agrees(statement, stated, value)))
        {
            return null;
        }

        Place at = setting.PlaceOf(run);
        return new Contradiction(
            $"The text at {statement.Place.InWords} gives {StatedWords.Of(statement)} for {setting.Words}, but the code at {at.InWords} has {set.ToString("0.########", CultureInfo.InvariantCulture)}.",
            [statement.Place, at],
            [statement]
        );
    }

    private static bool Agrees(Statement statement, double stated, double set) =>
        statement.Relation switch
        {
            Relation.Greater => set > stated,
            Relation.GreaterOrEqual => set >= stated,
            Relation.Less => set < stated,
            Relation.LessOrEqual => set <= stated,
            Relation.Near => Math.Abs(set - stated) <= About * Math.Max(set, stated),
            _ => Math.Abs(set - stated) <= 1e-9 * Math.Max(Math.Abs(set), Math.Abs(stated)),
        };

    // Null for a statement that is not about a setting.
    private static (string Words, Func<ImportedFit, double?> Of, Func<NamedRun, Place> PlaceOf)? Setting(Statement statement) =>
        statement switch
        {
            { Kind: StatementKind.Epochs } => ("the epochs of the training", Epochs, PlaceOfFit),
            { Kind: StatementKind.BatchSize, Topic.Part: DataPart.Unknown or DataPart.Train } => (
                "the batch size of the training",
                fit => fit.BatchSize,
                PlaceOfFit
            ),
            { Kind: StatementKind.Hyperparameter, Topic.Setting: "learning_rate" } => ("the learning rate", LearningRate, PlaceOfCompile),
            _ => null,
        };

    // A callback may end the training before, and a training that goes on counts the epochs of the one before.
    private static double? Epochs(ImportedFit fit) =>
        fit is { InitialEpoch: null or 0, Continues: null } && fit.Callbacks.All(callback => callback.ClassName != "EarlyStopping")
            ? fit.Epochs
            : null;

    private static double? LearningRate(ImportedFit fit) =>
        fit.Callbacks.All(callback => callback.ClassName is not ("ReduceLROnPlateau" or "LearningRateScheduler"))
            ? fit.Compile?.Optimizer?.Number("learning_rate")
            : null;

    private static Place PlaceOfFit(NamedRun run) => run.Fit.Place;

    private static Place PlaceOfCompile(NamedRun run) => run.Fit.Compile?.Place ?? run.Fit.Place;
}

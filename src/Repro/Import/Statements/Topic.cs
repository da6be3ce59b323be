using Repro.Claims;

namespace Repro.Import.Statements;

/// <summary>What a statement names beside its number. Everything is as the text has it; nothing is resolved yet.</summary>
internal sealed record Topic
{
    public DataPart Part { get; init; }

    /// <summary>The layer's name as a printed table has it, possibly cut.</summary>
    public string? Layer { get; init; }

    /// <summary>Keras's class of the layer.</summary>
    public string? LayerClass { get; init; }

    /// <summary>
    /// Which of several layers: 1 is the first, -1 the last, -2 one that is counted from the last, 0 is not told, -3 has neither place nor
    /// class.
    /// </summary>
    public int LayerNumber { get; init; }

    /// <summary>Of printed tables, the table's number in the text, from 0; -1 outside of tables.</summary>
    public int Table { get; init; } = -1;

    /// <summary>A setting of a layer, an optimizer or a training, as Keras spells it: <c>learning_rate</c>.</summary>
    public string? Setting { get; init; }

    /// <summary>The class folder whose samples are counted, as the code names it: <c>cats</c>; null for all.</summary>
    public string? Class { get; init; }

    /// <summary>Whether each class has so many.</summary>
    public bool PerClass { get; init; }

    /// <summary>Whether the statement is about the data before the program changes them.</summary>
    public bool Raw { get; init; }

    /// <summary>Of a printed log, the epoch, from 1; 0 elsewhere.</summary>
    public int Epoch { get; init; }

    /// <summary>Of a printed log, its number in the text, from 0; -1 elsewhere.</summary>
    public int Log { get; init; } = -1;

    /// <summary>Of a bar that <c>evaluate</c> or <c>predict</c> printed, its number in the text, from 0; -1 elsewhere.</summary>
    public int Bar { get; init; } = -1;

    /// <summary>Of a printed list of results of <c>evaluate</c>, which one it is: 0 is the loss; -1 elsewhere.</summary>
    public int ResultNumber { get; init; } = -1;

    /// <summary>Of a printed result without a word beside it, the variable that the code prints; null elsewhere.</summary>
    public string? Variable { get; init; }

    /// <summary>
    /// Of a printed result, the training whose weights were evaluated: the statement of the program and the call of fit; null elsewhere.
    /// </summary>
    public (Place Statement, Place Call)? Training { get; init; }

    /// <summary>
    /// Of a printed result of weights that a checkpoint kept of the best epoch, the metric that chose it: <c>val_loss</c>; null elsewhere.
    /// </summary>
    public string? BestOf { get; init; }

    /// <summary>Whether a search over settings printed it, of a trial that the text does not show.</summary>
    public bool IsOfSearch { get; init; }

    /// <summary>Of a printed result, whether the code does not tell which of several trainings it is of.</summary>
    public bool IsOfUnknownTraining { get; init; }

    /// <summary>Whether the statement is in a heading, which speaks of what follows it.</summary>
    public bool IsHeading { get; init; }

    /// <summary>What the epoch of a statement is: <c>argmin val_loss</c>.</summary>
    public string? Moment { get; init; }

    /// <summary>Whether the statement is about something outside of the text: another chapter, a contest, an expectation.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>The known data sets that the sentence names, as Keras spells them, separated by spaces: <c>imagenet</c>.</summary>
    public string DataSets { get; init; } = "";

    /// <summary>A free word that tells what a number counts or is computed from.</summary>
    public string? Detail { get; init; }
}

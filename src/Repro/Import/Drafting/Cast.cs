using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Naming;
using Repro.Import.Printed;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Trainings;

namespace Repro.Import.Drafting;

/// <summary>The networks, trainings and data of a text, and which of them a place means.</summary>
internal sealed partial class Cast(
    ImportedProgram program,
    TextStatements text,
    IReadOnlyList<NamedNetwork> networks,
    IReadOnlyList<NamedRun> runs,
    FolderSets folders,
    Printers printers,
    TextOrder order,
    Func<string, bool> isKnown
)
{
    // Between a comment and the layer that it explains.
    private const int MostCommentLines = 3;

    private readonly IReadOnlyList<(ImportedSummary? Call, bool HasCalls)> _tables = printers.Of(
        [.. text.Summaries.Select(table => table.Place)],
        program.Summaries,
        call => call.Statement
    );

    private readonly UntrainedModels _untrained = new(program, runs, printers.Code);

    private NamedRun?[]? _runsOfLogs;

    private MeantNetworks? _meant;

    public IReadOnlyList<NamedRun> Runs => runs;

    /// <summary>The name of the data set, where the text has one.</summary>
    public string? DataSet =>
        runs.Select(run => run.DataSet).OfType<string>().Distinct().ToArray() is [var only] ? only
        : runs.All(run => run.DataSet is null) && Loaded is { } loaded && isKnown(loaded) ? loaded
        : null;

    /// <summary>
    /// The data set of the text; of several ones, that which the code loaded last in front of a statement, up to the next heading or in
    /// what the code prints. Null where it is not known.
    /// </summary>
    public string? DataSetAt(Statement statement) =>
        LoadedAs(statement) is { } named
            ? (isKnown(named.Name) ? named.Name : null)
            : DataSet
                ?? (
                    !IsFolderSet
                    && program.Data.LastOrDefault(data => data.Place <= statement.Place) is { } last
                    && IsNamed(last)
                    && isKnown(last.Name)
                    && (statement.Origin == Origin.Output || !order.HasHeadingBetween(last.Place, statement.Place))
                        ? last.Name
                        : null
                );

    /// <summary>
    /// The data that the code loads and that a statement names, or announces as the next ones: "Next, we use CIFAR-10, which has ...".
    /// Null for none.
    /// </summary>
    public ImportedData? LoadedAs(Statement statement)
    {
        string[] named = statement.Topic.DataSets.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ImportedData[] loaded = [.. program.Data.Where(IsNamed)];
        ImportedData[] meant =
        [
            .. loaded.Where(data => named.Contains(data.Name, StringComparer.OrdinalIgnoreCase)).DistinctBy(data => data.Name),
        ];
        return named.Length > 0 ? (named.Length == 1 && meant is [var only] ? only : null)
            : statement.Origin == Origin.Prose && NextData().IsMatch(statement.Quote)
                ? loaded.FirstOrDefault(data => IsNextCode(statement, data.Place))
            : null;
    }

    /// <summary>Whether the project has a data set.</summary>
    public bool Knows(string set) => isKnown(set);

    /// <summary>
    /// The array whose shape a printed line is, as it is there; null where it is not of published data.
    /// </summary>
    public PrintedArray? ArrayAt(Statement statement) =>
        statement.Origin == Origin.Output
            ? program.PrintedArrays.LastOrDefault(array => array.Name == statement.Topic.Detail && array.Place <= statement.Place)
            : null;

    /// <summary>
    /// The data set of keras.datasets or tensorflow_datasets that the text loads and the project does not have; null for none.
    /// </summary>
    public string? Unavailable => Loaded is { } loaded && !isKnown(loaded) ? loaded : null;

    private string? Loaded => program.Data.Where(IsNamed).Select(data => data.Name).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>
    /// The data sets that a statement names where none of them is that of the text: "ImageNet has 1.4 million images". Null for none.
    /// </summary>
    public string? ForeignData(Statement statement)
    {
        string[] named = statement.Topic.DataSets.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? own = DataSetAt(statement) ?? Unavailable;
        return own is null || named.Length == 0 || named.Any(name => own.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? null
            : string.Join(", ", named);
    }

    /// <summary>The published images that a statement is about and that the project has; null for other data.</summary>
    public ImportedData? KnownImages(Statement statement) =>
        DataSetAt(statement) is { } set
        && program.Data.FirstOrDefault(data => data.IsKerasDataset && data.Name == set) is { Shape.Count: > 1 } images
            ? images
            : null;

    /// <summary>Whether the code loads data whose name or folder is known.</summary>
    public bool KnowsData => runs.Any(run => run.DataSet is not null) || program.Data.Any(IsNamed);

    /// <summary>
    /// The data set of keras.datasets or tensorflow_datasets that the code loads last before a statement, where the project does not have
    /// it; null for another.
    /// </summary>
    public string? OtherData(Statement statement) =>
        program.Data.LastOrDefault(data => data.Place <= statement.Place) is { } data && IsNamed(data) && !isKnown(data.Name)
            ? data.Name
            : null;

    private static bool IsNamed(ImportedData data) =>
        data.IsKerasDataset || (data.Loader == "tensorflow_datasets.load" && data.Name.Length > 0);

    public bool IsFolderSet => runs.Any(run => run.IsFolder);

    /// <summary>
    /// The network that a printed table shows: that of its call of summary, else the one with the layers and the total of the table; null
    /// where it is not known.
    /// </summary>
    public NamedNetwork? OfTable(int number)
    {
        (ImportedSummary? call, bool hasCalls) = _tables[number];
        PrintedSummary table = text.Summaries[number];
        NamedNetwork? named = call is null ? null : networks.At(call.Model, call.State);
        if (call is not null && (named is not null || IsUnwritten(call)))
        {
            // A text without cells may print its tables elsewhere than behind the calls.
            return table.Place.Cell is null && named is not null && !Fits(named, table) && Fitting(table) is [var other] ? other : named;
        }

        NamedNetwork[] fitting = Fitting(table);
        if (hasCalls && call is null)
        {
            return fitting is [var only] ? only : null;
        }

        return fitting.LastOrDefault()
            ?? Following(table)
            ?? networks.LastOrDefault(network => network.State.Place <= table.Place && HasRows(network, table));
    }

    // A text without cells may print a table in front of the code.
    private NamedNetwork? Following(PrintedSummary table) =>
        table.Place.Cell is null
            ? networks.FirstOrDefault(network =>
                network.State.Place > table.Place && MeantNetworks.IsNear(table.Place, network.State.Place) && Fits(network, table)
            )
            : null;

    /// <summary>
    /// The network that a statement speaks of; null where there is none, where it could be one of several, or where it could not be
    /// written.
    /// </summary>
    public NamedNetwork? Of(Statement statement) => Meant.Of(statement) is [var only] ? only.Written : null;

    /// <summary>The names of the networks that a statement may speak of, where there are several.</summary>
    public IReadOnlyList<string> Possible(Statement statement) =>
        Meant.Of(statement) is { Count: > 1 } several ? [.. several.Select(network => network.Written?.Name).OfType<string>()] : [];

    /// <summary>
    /// Why the network that a statement speaks of could not be written, as a clause; null where it is not known which one.
    /// </summary>
    public string? Unwritten(Statement statement)
    {
        if (statement.Topic.Table >= 0)
        {
            return _tables[statement.Topic.Table].Call is { } call && IsUnwritten(call)
                ? new PlacedNetwork(call.Model, call.State, null).Reason
                : null;
        }

        return Meant.Of(statement) is [{ Written: null } network] ? network.Reason : null;
    }

    /// <summary>Whether a statement names a published network that the code does not use: "LeNet has 60,000 parameters".</summary>
    public bool NamesOther(Statement statement)
    {
        string[] named = [.. Published().Matches(statement.Quote).Select(match => match.Groups["name"].Value)];
        return named.Length > 0
            && !named.Any(name =>
                program.Models.Any(model =>
                    new[] { model.Application ?? "", model.Variable, model.Name }.Any(own =>
                        own.Contains(name, StringComparison.OrdinalIgnoreCase)
                    )
                )
            );
    }

    private static bool IsUnwritten(ImportedSummary? call) => call is { State.Model: null, Model.Form: not ModelForm.Loaded };

    // In the order of the program. A network from a file is that of the training which wrote the file.
    private MeantNetworks Meant =>
        _meant ??= new MeantNetworks(
            [
                .. program
                    .Models.Where(model => model.Form != ModelForm.Loaded)
                    .SelectMany(model => model.States.Select(state => new PlacedNetwork(model, state, networks.At(model, state)))),
            ],
            order
        );

    /// <summary>The same network later in the text, where the code has built more of it; null for none.</summary>
    public NamedNetwork? Later(NamedNetwork network, Func<NamedNetwork, bool> has) =>
        networks.FirstOrDefault(other => other.Model == network.Model && other.State.Place > network.State.Place && has(other));

    /// <summary>
    /// The network as the code has built it at the end: up to its first training, where no training of it is in front of the statement.
    /// </summary>
    public NamedNetwork Grown(NamedNetwork network, Statement statement)
    {
        NamedRun? first = runs.FirstOrDefault(run => run.Fit.Model == network.Model);
        return first is not null && first.Fit.Statement <= statement.Place
            ? network
            : networks.LastOrDefault(other =>
                other.Model == network.Model
                && other.State.Place >= network.State.Place
                && (first is null || other.State.Place <= first.Fit.Statement)
            ) ?? network;
    }

    /// <summary>Whether a place is in the code that prose announces, or on the line of a comment or closely below it.</summary>
    public bool IsNextCode(Statement statement, Place code) =>
        statement.Origin switch
        {
            Origin.Prose => code > statement.Place
                && order.CodeBetween(statement.Place, code) == 1
                && !order.HasHeadingBetween(statement.Place, code)
                && !LooksBack().IsMatch(statement.Quote),
            Origin.Comment => code.Cell == statement.Place.Cell
                && code.Line >= statement.Place.Line
                && code.Line <= statement.Place.LastLine + MostCommentLines,
            _ => false,
        };

    /// <summary>The split whose images a printed line counts; null for other lines, and where it is not known.</summary>
    public string? SplitAt(Place place) => folders.SplitAt(place);

    /// <summary>Whether a loader cuts the training or validation data from a folder.</summary>
    public bool IsCut => runs.Any(run => run.IsFolder && (run.Fit.Data.Cut ?? run.Fit.Validation?.Cut) is not null);

    /// <summary>The folder of a set for training, validation or test; null where the text has none.</summary>
    public string? SplitFor(string set, string part) => folders.SplitFor(set, part);

    /// <summary>Whether a printed line counts a part of a folder's images.</summary>
    public bool IsPartAt(Place place) => folders.IsPartAt(place);

    /// <summary>The training that a place speaks of; null where it could be several.</summary>
    public NamedRun? RunAt(Statement statement)
    {
        if (runs.Count == 0)
        {
            return null;
        }

        if (statement.Topic.Log >= 0)
        {
            return RunsOfLogs[statement.Topic.Log];
        }

        if (statement.Topic.Training is { } training)
        {
            return runs.FirstOrDefault(run => (run.Fit.Statement, run.Fit.Place) == training);
        }

        if (statement.Topic.IsOfUnknownTraining)
        {
            return null;
        }

        NamedRun? before = runs.LastOrDefault(run => run.Fit.Statement <= statement.Place);
        NamedRun? next = runs.FirstOrDefault(run => run.Fit.Statement > statement.Place);
        if (
            next is not null
            && (
                Announces(statement, next, before is null)
                || Prepares(statement, before)
                || Feeds(statement, before, next)
                || Begins(statement, before, next)
            )
        )
        {
            return next;
        }

        // "The dense model reaches 97 %": of several trainings that of the model which is named.
        if (
            before is not null
            && statement is { Origin: Origin.Prose, Kind: StatementKind.Accuracy or StatementKind.Loss }
            && Meant.NamedWith(statement) is { } model
            && before.Fit.Model?.Variable != model.Variable
            && runs.LastOrDefault(run => run.Fit.Statement <= statement.Place && run.Fit.Model?.Variable == model.Variable) is { } its
        )
        {
            return its;
        }

        // "On CIFAR-10 it reaches 70 %": of several trainings that on these data.
        if (
            before is not null
            && statement is { Origin: Origin.Prose, Kind: StatementKind.Accuracy or StatementKind.Loss }
            && LoadedAs(statement) is { } data
            && before.Fit.Data.Source is { } fed
            && fed.Name != data.Name
        )
        {
            return runs.Where(run => run.Fit.Data.Source?.Name == data.Name).ToArray() is [var only] ? only : null;
        }

        return before is null ? (runs.Count == 1 ? runs[0] : null)
            : _untrained.After(before, statement.Place) is null ? before
            : null;
    }

    /// <summary>
    /// Why what is said of results there is not about the last training, as a clause; null where it may be.
    /// </summary>
    public string? WhyUntrained(Statement statement) =>
        runs.LastOrDefault(run => run.Fit.Statement <= statement.Place) is { } before
        && _untrained.After(before, statement.Place) is { } model
            ? _untrained.Reason(model, statement.Place)
            : null;

    /// <summary>Whether a statement is in front of several trainings, of which it may mean any.</summary>
    public bool IsOverview(Statement statement) => runs.Count > 1 && statement.Place < runs[0].Fit.Statement;

    /// <summary>Whether a statement is in a later section than a training and in front of another one, of which it may speak.</summary>
    public bool IsOfLaterSection(Statement statement, NamedRun run) =>
        run.Fit.Statement < statement.Place && run.Number + 1 < runs.Count && order.HasHeadingBetween(run.Fit.Statement, statement.Place);

    /// <summary>The training that printed a log; null where it is not known.</summary>
    public NamedRun? OfLog(EpochLog log) => RunsOfLogs[log.Number];

    // A log may be behind another block of code than its call, but not in another cell.
    private NamedRun?[] RunsOfLogs => _runsOfLogs ??= FindRunsOfLogs();

    private NamedRun?[] FindRunsOfLogs()
    {
        Dictionary<(Place, Place), NamedRun> byPlace = runs.ToDictionary(run => (run.Fit.Statement, run.Fit.Place));
        return
        [
            .. printers
                .Of([.. text.Logs.Select(log => log.Place)], program.Fits, call => call.Statement)
                .Zip(
                    text.Logs,
                    (printer, log) =>
                        printer.Call is { } call ? byPlace[(call.Statement, call.Place)]
                        : printer.HasCalls || log.Place.Cell is not null ? null
                        : runs.LastOrDefault(run => run.Fit.Statement <= log.Place) is { } before
                        && _untrained.After(before, log.Place) is null
                            ? before
                        : null
                ),
        ];
    }

    /// <summary>The log of a training; null where it printed none.</summary>
    public EpochLog? LogOf(NamedRun run) => text.Logs.FirstOrDefault(log => OfLog(log) == run);

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

    private static bool IsSetting(Statement statement) =>
        statement.Kind
            is StatementKind.Epochs
                or StatementKind.Steps
                or StatementKind.BatchSize
                or StatementKind.Hyperparameter
                or StatementKind.Augmentation
                or StatementKind.ImageSize
        && statement.Topic.Moment is null;

    // Behind the code of another model, or in the section of the next training, settings are those of the next training, unless the words
    // look back.
    private bool Begins(Statement statement, NamedRun? before, NamedRun next) =>
        before is not null
        && statement.Origin == Origin.Prose
        && IsSetting(statement)
        && MeantNetworks.IsNear(statement.Place, next.Fit.Statement)
        && !LooksBack().IsMatch(statement.Quote)
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
        && (source.Place <= statement.Place || IsNextCode(statement, source.Place));

    // The networks in front of a table that have its total, one for each content.
    private NamedNetwork[] Fitting(PrintedSummary table) =>
        [
            .. networks
                .Where(network => network.State.Place <= table.Place && Fits(network, table))
                .Reverse()
                .DistinctBy(network => network.Name)
                .Reverse(),
        ];

    private static bool Fits(NamedNetwork network, PrintedSummary table) =>
        HasRows(network, table)
        && table.Totals.TryGetValue("total_params", out PrintedTotal? total)
        && network.State.Layers.All(layer => layer.Parameters is not null)
        && Math.Abs(network.State.Layers.Sum(layer => layer.Parameters!.Value) - total.Amount.Amount) <= total.Amount.Rounding;

    // Tables cut long names of classes.
    private static bool HasRows(NamedNetwork network, PrintedSummary table)
    {
        ImportedLayer[] made = [.. network.State.Layers.Where(layer => layer.ClassName != "InputLayer")];
        string[] printed = [.. table.Layers.Select(layer => layer.Class).Where(name => name != "InputLayer")];
        return made.Length == printed.Length
            && made.Zip(printed)
                .All(pair =>
                    pair.First.IsOperation
                    || pair.First.Nested is not null
                    || pair.First.ClassName.StartsWith(pair.Second, StringComparison.Ordinal)
                );
    }

    [GeneratedRegex(
        @"\b(?:next|this time|instead|let's|let us|we (?:will|turn|move|switch)|we'll|(?:now|then),? (?:we )?(?:use|load|try|take|turn|move|switch)|(?:another|new|second|different) (?:\w+ )?(?:data|data ?set|task|problem))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NextData();

    [GeneratedRegex(
        @"\b(?<name>LeNet|AlexNet|GoogLeNet|Inception|VGG|ResNet|DenseNet|MobileNet|EfficientNet|Xception|NASNet)[-\w]*\b(?![- ](?:like|style|inspired|type))",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Published();

    [GeneratedRegex(
        @"\b(?:was|were|trained|have|had) (?:for|with|using|on)\b|\bwe (?:trained|used)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Past();

    [GeneratedRegex(
        @"\b(?:was|were|had|have been|has been|above|previous(?:ly)?|earlier|so far|before)\b|\bwe (?:trained|used|chose|set)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex LooksBack();

    [GeneratedRegex(
        @"\b(?:will|we'll|let's|let us|below|following|going to|defin(?:e|ing)|instantiat(?:e|ing))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Announcement();
}

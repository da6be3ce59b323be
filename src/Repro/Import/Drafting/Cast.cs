using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Meaning;
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
    // Smaller counts of parameters may be those of another network, or of a layer, by chance.
    private const int LeastTelling = 10_000;

    private readonly IReadOnlyList<(ImportedSummary? Call, bool HasCalls)> _tables = printers.Of(
        [.. text.Summaries.Select(table => table.Place)],
        program.Summaries,
        call => call.Statement
    );

    private readonly UntrainedModels _untrained = new(program, runs, printers.Code);

    private LoadedData? _data;

    private LoggedRuns? _logs;

    private MeantRuns? _meantRuns;

    private MeantNetworks? _meant;

    /// <summary>The code that prose and comments announce.</summary>
    public AnnouncedCode Announced { get; } = new(order);

    public IReadOnlyList<NamedRun> Runs => runs;

    /// <summary>The name of the data set, where the text has one.</summary>
    public string? DataSet =>
        runs.Select(run => run.DataSet).OfType<string>().Distinct().ToArray() is [var only] ? only
        : runs.All(run => run.DataSet is null) && Loaded is { } loaded && isKnown(loaded) ? loaded
        : null;

    /// <summary>
    /// The data set that a statement names; else that which the code loaded last in front of it, up to the next heading or in what the
    /// code prints; else that of the text. Null where it is not known.
    /// </summary>
    public string? DataSetAt(Statement statement)
    {
        ImportedData? data = Data.Of(statement) ?? LastLoaded(statement);
        return data is null ? DataSet
            : isKnown(data.Name) ? data.Name
            : null;
    }

    private ImportedData? LastLoaded(Statement statement) =>
        !IsFolderSet
        && program.Data.LastOrDefault(data => data.Place <= statement.Place) is { IsPublished: true } last
        && (statement.Origin == Origin.Output || !order.HasHeadingBetween(last.Place, statement.Place))
            ? last
            : null;

    /// <summary>The published data that the code loads and that a statement names or announces; null for none.</summary>
    public ImportedData? LoadedAs(Statement statement) => Data.Of(statement);

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

    private string? Loaded =>
        program.Data.Where(data => data.IsPublished).Select(data => data.Name).Distinct().ToArray() is [var only] ? only : null;

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
    public bool KnowsData => runs.Any(run => run.DataSet is not null) || program.Data.Any(data => data.IsPublished);

    /// <summary>
    /// The data set of keras.datasets or tensorflow_datasets that the code loads last before a statement, where the project does not have
    /// it; null for another.
    /// </summary>
    public string? OtherData(Statement statement) =>
        program.Data.LastOrDefault(data => data.Place <= statement.Place) is { } data && data.IsPublished && !isKnown(data.Name)
            ? data.Name
            : null;

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

    /// <summary>
    /// The only network of the text that has exactly so many parameters, where the network at the place of a statement has not; null for
    /// none.
    /// </summary>
    public NamedNetwork? WithTotal(Statement statement)
    {
        NamedNetwork[] counted = [.. Counted(statement).DistinctBy(network => network.Name)];
        return counted is [var only] && Meant.Of(statement).All(network => network.Written?.Name != only.Name) ? only : null;
    }

    /// <summary>Whether a network of the text has exactly as many parameters as a statement says, and no few.</summary>
    public bool HasTotal(Statement statement) => Counted(statement).Any();

    private IEnumerable<NamedNetwork> Counted(Statement statement) =>
        statement is { Topic.Detail: "total_params", Value: StatedValue.Number { Amount: >= LeastTelling, Digits: 0 } stated }
            ? networks.Where(network => Total(network) == stated.Amount)
            : [];

    private static double? Total(NamedNetwork network) =>
        network.State.Layers.All(layer => layer.Parameters is not null) ? network.State.Layers.Sum(layer => layer.Parameters!.Value) : null;

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

    /// <summary>The split whose images a printed line counts; null for other lines, and where it is not known.</summary>
    public string? SplitAt(Place place) => folders.SplitAt(place);

    /// <summary>Whether a loader cuts the training or validation data from a folder.</summary>
    public bool IsCut => runs.Any(run => run.IsFolder && (run.Fit.Data.Cut ?? run.Fit.Validation?.Cut) is not null);

    /// <summary>The folder of a set for training, validation or test; null where the text has none.</summary>
    public string? SplitFor(string set, string part) => folders.SplitFor(set, part);

    /// <summary>Whether a printed line counts a part of a folder's images.</summary>
    public bool IsPartAt(Place place) => folders.IsPartAt(place);

    /// <summary>The training that a statement speaks of; null where it could be several.</summary>
    public NamedRun? RunAt(Statement statement) => RunsMeant.Of(statement);

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

    /// <summary>The first training with so many samples, of those that an overview may mean; null for none.</summary>
    public NamedRun? RunWith(double samples, Statement statement) =>
        IsOverview(statement) ? runs.FirstOrDefault(run => run.Json is not null && run.Fit.TrainingSamples == samples) : null;

    /// <summary>Whether a statement is in a later section than a training and in front of another one, of which it may speak.</summary>
    public bool IsOfLaterSection(Statement statement, NamedRun run) =>
        run.Fit.Statement < statement.Place && run.Number + 1 < runs.Count && order.HasHeadingBetween(run.Fit.Statement, statement.Place);

    /// <summary>The training that printed a log; null where it is not known.</summary>
    public NamedRun? OfLog(EpochLog log) => Logs.Of(log.Number);

    /// <summary>The log of a training; null where it printed none.</summary>
    public EpochLog? LogOf(NamedRun run) => Logs.LogOf(run);

    /// <summary>The values of a metric of a training by epoch; null where no log has them.</summary>
    public IReadOnlyList<(int Epoch, double Value)>? SeriesOf(NamedRun run, string metric) => Logs.Series(run, metric);

    /// <summary>The first printed result of a training on test data; null for none.</summary>
    public Statement? PrintedTest(NamedRun run, StatementKind kind) => RunsMeant.PrintedTest(run, kind);

    private LoggedRuns Logs => _logs ??= new LoggedRuns(program, text, runs, printers, _untrained);

    private LoadedData Data => _data ??= new LoadedData(program, Announced);

    private MeantRuns RunsMeant => _meantRuns ??= new MeantRuns(runs, Logs, text, order, _untrained, Meant, Data, Announced);

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
        @"\b(?<name>LeNet|AlexNet|GoogLeNet|Inception|VGG|ResNet|DenseNet|MobileNet|EfficientNet|Xception|NASNet)[-\w]*\b(?![- ](?:like|style|inspired|type))",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Published();
}

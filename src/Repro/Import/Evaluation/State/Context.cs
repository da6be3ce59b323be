using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;
using Repro.Import.Texts;
using Repro.Models;
using Repro.Models.Naming;
using Place = Repro.Claims.Place;

namespace Repro.Import.Evaluation.State;

/// <summary>
/// What the parts of an evaluation share: where it is, what it may still cost, the session of Keras, and what has been found.
/// </summary>
internal sealed class Context
{
    private readonly IReadOnlyList<TextBlock> _units;
    private readonly HashSet<(Place, string)> _gaps = [];
    private readonly List<string> _notes = [];
    private int _steps;
    private int _stepsOfStatement;
    private int _layers;

    // The functions and loops that are being evaluated, with the steps of the statement when they began.
    private readonly List<(string What, int Begin)> _around = [];

    private readonly ArrayShapes _shapes;

    public Context(IReadOnlyList<TextBlock> units, KerasVersion keras, ArrayShapes shapes)
    {
        _units = units;
        _shapes = shapes;
        Keras = keras;
        Session = new KerasSession(keras);
        Networks = new NetworkBook(this);
        Results = new Results();
    }

    public KerasVersion Keras { get; }

    /// <summary>
    /// Whether the program uses Keras's own package before version 2.4, which has other defaults than tf.keras and later versions.
    /// </summary>
    public bool IsOldPackage
    {
        get => field || (Keras is { InsideTensorFlow: false } && Keras < new KerasVersion(2, 4));
        init;
    }

    /// <summary>Keras's default order of the axes of images.</summary>
    public const string ChannelsLast = "channels_last";

    /// <summary>The order of the axes of images that the program sets for its layers; null if it sets none.</summary>
    public string? ImageDataFormat { get; set; }

    /// <summary>Hands out Keras's names.</summary>
    public KerasSession Session { get; set; }

    public NetworkBook Networks { get; }

    public FileBook Files { get; } = new();

    public Results Results { get; }

    /// <summary>The block that is evaluated; inside of a function that in which the function is.</summary>
    public int Unit { get; set; }

    /// <summary>The statement that is evaluated, inside of functions too.</summary>
    public Place Inner { get; set; } = new(null, 1);

    /// <summary>The statement of the program itself that is evaluated.</summary>
    public Place Outer { get; set; } = new(null, 1);

    /// <summary>How many blocks are around it of which it is not known how often they are executed.</summary>
    public int Uncertain { get; set; }

    public Place At(int first, int last) => new(_units[Unit].Cell, first, Math.Max(first, last));

    /// <summary>Whether a place is in a block of code in front of the one that is evaluated, in a text without cells.</summary>
    public bool IsInEarlierSnippet(Place place) => _units[Unit].Cell is null && place.LastLine < _units[Unit].FirstLine;

    public void Tick(int steps = 1)
    {
        _steps += steps;
        _stepsOfStatement += steps;
        if (_steps > EvaluationLimits.MostSteps)
        {
            throw new LimitException("the program as a whole takes too many steps");
        }

        if (_stepsOfStatement > EvaluationLimits.MostStepsOfStatement)
        {
            // What took most of the steps.
            string? costly = _around.LastOrDefault(one => _stepsOfStatement - one.Begin > EvaluationLimits.MostStepsOfStatement / 2).What;
            throw new LimitException($"the evaluation of {costly ?? "the statement"} takes too many steps");
        }
    }

    /// <summary>Begins a function or a loop.</summary>
    public void Enter(string what) => _around.Add((what, _stepsOfStatement));

    /// <summary>Ends the function or loop that was begun last.</summary>
    public void Leave()
    {
        if (_around.Count > 0)
        {
            _around.RemoveAt(_around.Count - 1);
        }
    }

    /// <summary>The shape of an array in a file; null where it is not known.</summary>
    /// <param name="array">Its name in a .npz file; empty for a .npy file.</param>
    /// <returns>Unread: why a file that is there was not read; empty elsewhere.</returns>
    public (IReadOnlyList<long?>? Shape, string Unread) ShapeIn(ImportedData file, string array)
    {
        try
        {
            return _shapes(file.FileName, array) is { } shape ? ([.. shape.Select(axis => (long?)axis)], "") : (null, "");
        }
        catch (InputException exception)
        {
            return (null, exception.Error);
        }
    }

    /// <summary>Remembers data that the program loads.</summary>
    public void Keep(ImportedData data)
    {
        Note($"data: {(data.Name.Length > 0 ? data.Name : "a folder that is not known")}");
        if (Results.Data.Count < EvaluationLimits.MostEntries && !Results.Data.Contains(data))
        {
            Results.Data.Add(data);
        }
    }

    public void BeginStatement()
    {
        _stepsOfStatement = 0;
        _around.Clear();
    }

    public void CountLayer()
    {
        if (++_layers > EvaluationLimits.MostLayers)
        {
            throw new LimitException($"the program makes more than {EvaluationLimits.MostLayers} layers");
        }
    }

    /// <summary>Records that something is not understood, at the statement that is evaluated.</summary>
    /// <param name="function">The function whose body is not read.</param>
    public void Gap(string reason, Place? place = null, GapKind kind = GapKind.Other, string? function = null)
    {
        Place at = place ?? Inner;
        if (_gaps.Count < EvaluationLimits.MostEntries && _gaps.Add((at, reason)))
        {
            Results.Gaps.Add(new ImportedGap(at, LineOf(at), reason) { Kind = kind, Function = function });
        }
    }

    /// <summary>A value that is not known, and that matters to a network or a training.</summary>
    public UnknownValue Missing(string reason)
    {
        Gap(reason);
        return new UnknownValue(reason) { Matters = true };
    }

    /// <summary>Says what the statement of the program is read as.</summary>
    public void Note(string meaning)
    {
        if (_notes.Count < 20 && !_notes.Contains(meaning))
        {
            _notes.Add(meaning);
        }
    }

    /// <summary>Leaves out what is said about the parts of something that has been said as a whole.</summary>
    public void NoteOnly(string meaning)
    {
        _notes.Clear();
        _notes.Add(meaning);
    }

    public string? TakeNotes()
    {
        string? notes = _notes.Count == 0 ? null : string.Join("; ", _notes);
        _notes.Clear();
        return notes;
    }

    /// <summary>Records what is done to data, where it is data that the program loads.</summary>
    public void Step(DataFacts facts, ImportedStep step)
    {
        Note($"{(facts.IsLabels ? "labels" : "data")}: {step.Kind}{(step.Detail.Length > 0 ? " " + step.Detail : "")}");
        if (facts.Source is null || Results.Preprocessing.Count >= EvaluationLimits.MostEntries)
        {
            return;
        }

        Results.Preprocessing.Add(
            step with
            {
                Variable =
                    step.Variable.Length > 0 ? step.Variable
                    : facts.IsLabels ? $"{facts.Part} labels"
                    : facts.Part,
            }
        );
    }

    private string LineOf(Place place)
    {
        TextBlock? block = _units.FirstOrDefault(unit =>
            unit.Cell == place.Cell && place.Line >= unit.FirstLine && place.Line < unit.FirstLine + unit.Lines.Count
        );
        return block?.Lines[place.Line - block.FirstLine].Trim() ?? "";
    }
}

/// <summary>What has been found.</summary>
internal sealed class Results
{
    private const string More = "; and so on";
    private const int MostMeanings = 4;

    private readonly Dictionary<Place, int> _read = [];

    public List<ImportedGap> Gaps { get; } = [];

    public List<PrintedArray> PrintedArrays { get; } = [];

    public List<ReadLine> ReadLines { get; } = [];

    /// <summary>What a statement was read as; one that is executed several times says its first meanings.</summary>
    public void Read(Place place, string meaning)
    {
        if (!_read.TryGetValue(place, out int at))
        {
            if (ReadLines.Count >= EvaluationLimits.MostEntries)
            {
                return;
            }

            _read[place] = ReadLines.Count;
            ReadLines.Add(new ReadLine(place, meaning));
            return;
        }

        string before = ReadLines[at].Meaning;
        if (before.EndsWith(More, StringComparison.Ordinal) || before.Split("; ").Contains(meaning))
        {
            return;
        }

        ReadLines[at] = new ReadLine(place, before.Split("; ").Length < MostMeanings ? $"{before}; {meaning}" : before + More);
    }

    public List<ImportedData> Data { get; } = [];

    public List<ImportedStep> Preprocessing { get; } = [];

    public List<ImportedAugmentation> Augmentations { get; } = [];

    public List<ImportedConstant> Constants { get; } = [];

    public List<CompileDraft> Compiles { get; } = [];

    public List<FitDraft> Fits { get; } = [];

    public List<UseDraft> Uses { get; } = [];
}

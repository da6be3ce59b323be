using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>Reads the logs that <c>fit</c> prints, of Keras 1 to 3 and with any verbosity, and the bars of <c>evaluate</c>.</summary>
internal sealed partial class EpochLogReader
{
    private const int LongestLine = 4000;

    // A longer bar without results counts the bytes of a download.
    private const int MostSamples = 1_000_000;

    // Below this, a bar of an old Keras counts steps of a generator.
    private const int FewestSamples = 1000;

    // Before version 2.4, Keras called a sample a step; then steps that take microseconds are as many as the samples.
    private const int MostShortSteps = 5000;

    private readonly List<EpochLog> _logs = [];
    private readonly List<PrintedEpoch> _epochs = [];
    private Place? _first;
    private Place? _last;
    private int _announced;
    private int _epoch;
    private int _total;
    private bool _samples;
    private Place? _totalAt;
    private PrintedEpoch? _open;
    private bool _cutOff;
    private int _announcedSamples;
    private string _announcement = "";
    private string _counts = "";

    // Totals of bars that name steps: a bar with the same total, e.g. with "800us/step", counts steps, too.
    private readonly HashSet<int> _stepTotals = [];

    public IReadOnlyList<EpochLog> Logs => _logs;

    /// <summary>
    /// The bars that belong to no epoch: of <c>evaluate</c> and <c>predict</c>. A total of 0 is not known to count samples or steps.
    /// </summary>
    public List<(Place Place, int Total, bool IsSamples, string Counts, IReadOnlyDictionary<string, double> Metrics)> Bars { get; } = [];

    /// <summary>Whether printed lines end in the middle of an epoch.</summary>
    public static bool IsUnfinished(IReadOnlyList<string> lines) =>
        lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { Length: <= LongestLine } last
        && EpochLine().Match(last) is { Success: true } epoch
        && last[(epoch.Index + epoch.Length)..].Trim().Length == 0;

    /// <summary>Reads the logs of a block.</summary>
    /// <param name="goesOn">Whether the next block may continue a log that is not finished.</param>
    /// <returns>For each line whether it belongs to a log.</returns>
    public bool[] Read(TextBlock block, bool goesOn = false)
    {
        bool[] used = new bool[block.Lines.Count];
        for (int index = 0; index < block.Lines.Count; index++)
        {
            string line = block.Lines[index];
            if (line.Length > LongestLine)
            {
                continue;
            }

            used[index] = ReadLine(block.At(index), line);
        }

        bool isFinished = _first is null || (_epoch == _announced && _open is not null);
        if (isFinished || !goesOn)
        {
            Close();
        }

        return used;
    }

    private bool ReadLine(Place place, string line)
    {
        if (
            EpochLine().Match(line) is { Success: true } epoch
            && int.TryParse(epoch.Groups["epoch"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(epoch.Groups["of"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int announced)
        )
        {
            FinishEpoch();
            if (_first is not null && (number <= _epoch || announced != _announced))
            {
                Close();
            }

            if (_first is null)
            {
                (_first, _announcement) = (place, epoch.Value.Trim());
            }

            (_last, _epoch, _announced, _cutOff) = (place, number, announced, true);
            return !Bar().IsMatch(line[(epoch.Index + epoch.Length)..]) || ReadBar(place, line[(epoch.Index + epoch.Length)..]);
        }

        // "Train on 200 samples, validate on 100 samples": what the bars count.
        if (TrainOn().Match(line) is { Success: true } samples)
        {
            _announcedSamples = int.TryParse(
                samples.Groups["samples"].Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int trained
            )
                ? trained
                : 0;
            return false;
        }

        return (Bar().IsMatch(line) || MetricsLine().IsMatch(line)) && ReadBar(place, line);
    }

    private bool ReadBar(Place place, string line)
    {
        Match bar = Bar().Match(line);
        IReadOnlyDictionary<string, double> metrics = LogMetrics.In(line);
        bool counted =
            bar.Success && int.TryParse(bar.Groups["of"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int of) && of > 0;
        string counts = counted ? $"{bar.Groups["done"].Value}/{bar.Groups["of"].Value}" : "";
        int total = counted ? int.Parse(bar.Groups["of"].Value, CultureInfo.InvariantCulture) : 0;
        bool finished =
            !Unfinished().IsMatch(line) && (!bar.Success || bar.Groups["done"].Value == bar.Groups["of"].Value)
            || metrics.Keys.Any(name => name.StartsWith("val_", StringComparison.Ordinal));
        bool isOfSteps =
            PerStep().IsMatch(line) || (PerMicrosecondStep().IsMatch(line) && total < MostShortSteps && total != _announcedSamples);
        bool samples =
            PerSample().IsMatch(line)
            || (total > 0 && total == _announcedSamples)
            || (total >= FewestSamples && !isOfSteps && !_stepTotals.Contains(total));
        if (total > 0 && isOfSteps)
        {
            _stepTotals.Add(total);
        }

        if (_first is null)
        {
            if (counted && (total < MostSamples || metrics.Count > 0))
            {
                // A short bar that names neither steps nor samples may count either.
                int known = samples || isOfSteps ? total : 0;
                Bars.Add((place, known, samples, counts, finished ? metrics : new Dictionary<string, double>()));
            }

            return counted;
        }

        // Behind the last epoch, a bar of another length is that of evaluate.
        if (_open is not null && _epoch == _announced && counted && finished && _total > 0 && total != _total)
        {
            Close();
            return ReadBar(place, line);
        }

        _last = place;
        if (counted && _total == 0)
        {
            (_total, _samples, _totalAt, _counts) = (total, samples, place, counts);
        }

        if (metrics.Count > 0 && finished)
        {
            _open = new PrintedEpoch(_epoch, place, metrics);
        }

        return counted || metrics.Count > 0;
    }

    private void FinishEpoch()
    {
        if (_open is { } finished)
        {
            _epochs.Add(finished);
            _open = null;
        }
    }

    private void Close()
    {
        bool wasOpen = _open is not null;
        FinishEpoch();
        if (_first is { } first)
        {
            bool cutOff = (_cutOff && !wasOpen) || _epochs.Count == 0 || _epochs[^1].Epoch < _announced;
            _logs.Add(
                new EpochLog(
                    _logs.Count,
                    new Place(first.Cell, first.Line, _last!.LastLine),
                    _announced,
                    first,
                    _total,
                    _samples,
                    _totalAt ?? first,
                    [.. _epochs],
                    cutOff
                )
                {
                    Announcement = _announcement,
                    Counts = _counts,
                }
            );
        }

        _epochs.Clear();
        (_first, _last, _announced, _epoch, _total, _samples, _totalAt, _cutOff) = (null, null, 0, 0, 0, false, null, false);
        (_announcement, _counts) = ("", "");
    }

    [GeneratedRegex(@"^\s*Epoch:? (?<epoch>\d{1,6})/(?<of>\d{1,6})(?!\d)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex EpochLine();

    [GeneratedRegex(
        @"^\s*(?<done>\d{1,9})/(?<of>\d{1,9}|Unknown|None)(?: (?:\[[=>.]*\]?|━+|-|\[|\s*-)|={10,60}\])",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Bar();

    [GeneratedRegex(
        @"^\s*-? ?\d+(?:\.\d+)?s\b.*\bloss: \d|^\s*- (?:val_)?loss: \d",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex MetricsLine();

    [GeneratedRegex(@"^\s*Train on (?<samples>\d{1,9}) samples\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex TrainOn();

    [GeneratedRegex(@"\bETA\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\dus/step\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex PerMicrosecondStep();

    [GeneratedRegex(@"/sample\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex PerSample();

    [GeneratedRegex(@"\d(?:m?s)/(?:step|epoch)\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex PerStep();
}

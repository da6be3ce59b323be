using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Numerals;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Printed;

/// <summary>
/// Reads the tables of <c>model.summary()</c> of Keras 1 to 3: plain ones, also with names that are cut or wrapped, and boxes.
/// </summary>
internal sealed partial class SummaryReader
{
    private const int LongestLine = 1000;
    private const string OptimizerTotal = "optimizer_params";

    private readonly List<PrintedSummary> _tables = [];
    private readonly List<PrintedLayer> _layers = [];
    private readonly Dictionary<string, PrintedTotal> _totals = [];
    private Place? _first;
    private Place? _last;

    public IReadOnlyList<PrintedSummary> Tables => _tables;

    /// <summary>Reads the tables of a block.</summary>
    /// <returns>For each line whether it belongs to a table.</returns>
    public bool[] Read(TextBlock block)
    {
        bool[] used = new bool[block.Lines.Count];
        List<(int Line, string[] Cells)> box = [];
        for (int index = 0; index < block.Lines.Count; index++)
        {
            string line = block.Lines[index];
            if (line.Length > LongestLine)
            {
                continue;
            }

            bool boxed = BoxRow().IsMatch(line);
            if (box.Count > 0 && (!boxed || RowSeparator().IsMatch(line)))
            {
                BoxedLayer(block, box);
                box.Clear();
            }

            if (Header().IsMatch(line))
            {
                Close();
                Extend(block.At(index));
                used[index] = true;
            }
            else if (RowSeparator().IsMatch(line))
            {
                used[index] = _first is not null;
            }
            else if (boxed)
            {
                box.Add((index, Cells(line)));
                used[index] = true;
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                // A row after the totals is of the next table.
                if (_totals.Count > 0)
                {
                    Close();
                }

                Layer(block.At(index), row);
                used[index] = true;
            }
            else if (Totals().Match(line) is { Success: true } total)
            {
                Total(block.At(index), total);
                used[index] = true;
            }
            else if (
                _first is not null
                && (Wrapped().IsMatch(line) || ListOfShapes().IsMatch(line) || Rule().IsMatch(line) || Other().IsMatch(line))
            )
            {
                used[index] = true;
            }
        }

        if (box.Count > 0)
        {
            BoxedLayer(block, box);
        }

        Close();
        return used;
    }

    private void Layer(Place place, Match row)
    {
        Extend(place);
        _layers.Add(
            new PrintedLayer(
                place,
                row.Groups["name"].Value.Trim(),
                row.Groups["class"].Value.Trim(),
                Shape(row.Groups["axes"].Value),
                Count(row.Groups["params"].Value)
            )
        );
    }

    // Cells of a box may go over several lines.
    private void BoxedLayer(TextBlock block, List<(int Line, string[] Cells)> lines)
    {
        int columns = lines.Min(line => line.Cells.Length);
        if (columns < 3)
        {
            return;
        }

        string[] cells =
        [
            .. Enumerable
                .Range(0, columns)
                .Select(column =>
                    string.Join(column == 0 ? "" : " ", lines.Select(line => line.Cells[column].Trim()).Where(cell => cell.Length > 0))
                ),
        ];
        if (BoxName().Match(cells[0]) is not { Success: true } name)
        {
            return;
        }

        Place place = new(block.Cell, block.FirstLine + lines[0].Line, block.FirstLine + lines[^1].Line);
        Extend(place);
        _layers.Add(
            new PrintedLayer(
                place,
                name.Groups["name"].Value.Trim(),
                name.Groups["class"].Value.Trim(),
                Shape(ShapeIn().Match(cells[1]).Groups["axes"].Value),
                Count(LeadingCount().Match(cells[2]).Value)
            )
        );
    }

    private void Total(Place place, Match total)
    {
        string kind = total.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "total" => "total_params",
            "trainable" => "trainable_params",
            "optimizer" => OptimizerTotal,
            _ => "non_trainable_params",
        };
        if (_totals.ContainsKey(kind))
        {
            Close();
        }

        if (
            !double.TryParse(
                total.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double number
            )
        )
        {
            return;
        }

        string scale = total.Groups["scale"].Value;
        int zeros = scale switch
        {
            "K" or "k" => 3,
            "M" => 6,
            "B" => 9,
            _ => 0,
        };
        string digits = total.Groups["number"].Value;
        int decimals = Decimals.Of(digits);
        Extend(place);
        _totals[kind] = new PrintedTotal(
            place,
            new StatedValue.Number(Math.Round(number * Math.Pow(10, zeros)), decimals - zeros),
            zeros > 0
        );
    }

    private void Extend(Place place)
    {
        _first ??= place;
        _last = place;
    }

    // Keras 3 counts the variables of the optimizer in the total after a training; those of the model are fewer.
    private void TakeOptimizer()
    {
        if (!_totals.Remove(OptimizerTotal, out PrintedTotal? optimizer) || !_totals.Remove("total_params", out PrintedTotal? all))
        {
            return;
        }

        if (!optimizer.IsRounded && !all.IsRounded)
        {
            _totals["total_params"] = all with
            {
                Amount = new StatedValue.Number(all.Amount.Amount - optimizer.Amount.Amount),
                IsComputed = true,
            };
        }
    }

    private void Close()
    {
        TakeOptimizer();
        if (_first is { } first && (_layers.Count > 0 || _totals.Count > 0))
        {
            _tables.Add(
                new PrintedSummary(
                    _tables.Count,
                    new Place(first.Cell, first.Line, _last!.LastLine),
                    [.. _layers],
                    new Dictionary<string, PrintedTotal>(_totals)
                )
            );
        }

        _layers.Clear();
        _totals.Clear();
        (_first, _last) = (null, null);
    }

    private static string[] Cells(string line) => line.Trim().Trim('│', '┃', '|').Split('│', '┃', '|');

    private static int?[]? Shape(string axes)
    {
        string[] parts = axes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<int?> shape = [];
        foreach (string part in parts)
        {
            if (part is "None" or "?")
            {
                shape.Add(null);
            }
            else if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int axis))
            {
                shape.Add(axis);
            }
            else
            {
                return null;
            }
        }

        // The first axis is that of the batch, also where a model has batches of one size.
        return shape.Count == 0 ? null : [null, .. shape.Skip(1)];
    }

    private static long? Count(string digits) =>
        long.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? count
            : null;

    [GeneratedRegex(@"\bLayer \(type\)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z0-9_./-]+) \((?<class>[A-Za-z0-9_.>]+)\)?\s+(?:multiple|\[?\((?<axes>(?:None|\d+)(?:, *(?:\d+|None))*,?)\)\]?)\s+(?<params>\d[\d,]*)(?:\s|$)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Row();

    [GeneratedRegex(
        @"\b(?<kind>Total|Trainable|Non-trainable|Optimizer) params: *(?<number>\d[\d,]*(?:\.\d+)?)(?<scale>[KkMB]\b)?",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Totals();

    [GeneratedRegex(@"^\s*[│┃|].*[│┃|]\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex BoxRow();

    [GeneratedRegex(@"^\s*[├└┌┏┡╞+┗╘|][─━═┴┬┼╇╈┳┻╪╧+┩┘┐┤┓╡=\-|]*\s*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex RowSeparator();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z0-9_./-]+) ?\((?<class>[A-Za-z0-9_.>]+)\)?$",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex BoxName();

    [GeneratedRegex(@"\((?<axes>[^()]*)\)", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ShapeIn();

    [GeneratedRegex(@"^\d[\d,]*", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex LeadingCount();

    // The row of a layer with several outputs.
    [GeneratedRegex(@"^\s*\S+ \(\S+\s+\[\(None\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ListOfShapes();

    // The rest of a name that is wrapped, and further connections of a layer.
    [GeneratedRegex(
        @"^\s*(?:[A-Za-z0-9_]*\)|[A-Za-z0-9_./]+\[\d+\]\[\d+\],?)\s*$|^\s{20,}\S+\[\d+\]\[\d+\]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^[\s_=─━-]*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*(?:Model: ""|Input size|Params size|Forward/backward|Estimated Total)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Other();
}

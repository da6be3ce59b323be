using System.Globalization;
using Repro.Claims;

/// <summary>Measures what a program of ours wrote: metrics:NAME/QUANTITY is a line "QUANTITY,VALUE" of the file metrics/NAME.csv.</summary>
public sealed class MetricsProbe(string projectFolder) : IProbe
{
    public string Prefix => "metrics";

    public Measurement Measure(Address address)
    {
        string file = Path.Combine(projectFolder, "metrics", address.Subject + ".csv");
        if (!File.Exists(file))
        {
            return new Measurement.Missing($"metrics/{address.Subject}.csv", "run train.py");
        }

        string[]? row = File.ReadLines(file).Select(line => line.Split(',')).FirstOrDefault(row => row[0] == address.Quantity);
        return row is [_, var text] && double.TryParse(text, CultureInfo.InvariantCulture, out double value)
            ? new Measurement.Exact(new Value.Number(value), $"metrics/{address.Subject}.csv")
            : throw new AddressException($"'{address}': {file} has no number '{address.Quantity}'.");
    }
}

using System.Text;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Probes;
using Repro.Probes.Networks;
using Repro.Probes.Runs;
using Repro.Reports;
using Repro.Runs;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of claim files, addresses and lists of seeds.</summary>
internal static class TextReaders
{
    private const int ClaimRows = 12;

    private static readonly byte[][] Markers = FuzzFolder.Bytes(
        "",
        "\"",
        "\"\"",
        ",",
        "\n",
        "\r\n",
        "\0",
        "\u001b[2J",
        "=",
        "@",
        "{",
        "}",
        "[",
        "]",
        "/",
        ":",
        "1e308",
        "1e999",
        "-1",
        "..",
        "2147483648",
        "99999999999",
        "@epoch=",
        "document-003",
        "%",
        "(",
        ")",
        "layers.Dense(",
        "9%"
    );

    public static FuzzReader Claims(FuzzFolder folder)
    {
        string[] books = Directory.GetFiles(Own.PathOf("claims"), "*.csv");
        byte[][] originals =
        [
            .. from book in books.Order(StringComparer.Ordinal)
            let lines = File.ReadAllLines(book)
            from part in lines.Skip(1).Chunk(ClaimRows).Take(10)
            select FuzzFolder.Bytes(
                string.Join('\n', part.Prepend(lines[0]))
                    .Replace($",{Path.GetFileNameWithoutExtension(book)["document-".Length..]},", ",003,", StringComparison.Ordinal) + "\n"
            ),
        ];
        return new FuzzReader(
            "claims",
            originals,
            Markers,
            content =>
            {
                folder.Write(content, "book", "003.csv");
                ClaimSet book = ClaimSet
                    .Load(folder.File("book"), "book", Own.Host.Probes().Prefixes, new KnownNeeds([], [], [], []), [])
                    .Whole();
                _ = (JsonReport.Of(book.Claims), string.Concat(book.Executable.Select(claim => claim.Check!.ToString())));
            }
        );
    }

    /// <summary>Addresses, measured where that takes neither data nor training.</summary>
    public static FuzzReader Addresses(FuzzFolder folder)
    {
        ProbeRegistry probes = new([
            new ErrorProbe(),
            new ConfigProbe(Own.Runs),
            new ModelProbe(Own.Runs.Models),
            new ArithmeticProbe(Own.Runs),
        ]);
        string[] known = ["error", "config", "model", "arithmetic"];
        byte[][] originals =
        [
            .. Own
                .Claims.Executable.Select(claim => claim.Check!.Address)
                .Where(address => known.Contains(address.Probe))
                .Select(address => FuzzFolder.Bytes(address.Text)),
        ];
        return new FuzzReader(
            "address",
            originals,
            Markers,
            content =>
            {
                Address address = Address.Parse(Encoding.UTF8.GetString(content));
                if (!Address.Parse(address.Canonical).Equals(address))
                {
                    throw new InvalidOperationException("the address does not read back.");
                }

                if (known.Contains(address.Probe))
                {
                    probes.Measure(address);
                }
            }
        )
        {
            Refusals = [typeof(AddressException)],
        };
    }

    public static FuzzReader Seeds(FuzzFolder folder) =>
        new(
            "seeds",
            FuzzFolder.Bytes("1-5,8", "1", "0-9,20-29,7", "2147483640-2147483647"),
            Markers,
            content => SeedList.Parse(Encoding.UTF8.GetString(content))
        );
}

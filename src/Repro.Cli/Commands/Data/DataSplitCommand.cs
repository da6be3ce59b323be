using System.CommandLine;
using System.Globalization;
using Repro.Cli.Hosting;
using Repro.Data.Catalog;
using Repro.Data.Folders;
using Repro.Data.Splitting;
using Repro.Hosting;
using Repro.Project;

namespace Repro.Cli.Commands.Data;

/// <summary><c>repro data split</c>: copies a folder of images into splits and classes.</summary>
internal static class DataSplitCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> source = new("folder")
        {
            Description = "Folder with one folder per class, or a flat folder of images.",
            HelpName = "folder",
        };
        Option<string?> set = new("--set")
        {
            Description =
                "Data set for which reprosuite.json lists the file names of each split and class. Copy the images to these splits and classes. Default, if neither --ratio nor --counts is given: the only data set of the project with such a list.",
            HelpName = "SET",
        };
        Option<string?> ratio = new("--ratio")
        {
            Description = "Shares of train, validation and test as in splitfolders.ratio, e.g. 0.5,0.25,0.25.",
            HelpName = "A,B,C",
        };
        Option<string?> counts = new("--counts")
        {
            Description = "Number of images per class in train, validation and test, e.g. 1000,500,500.",
            HelpName = "A,B,C",
        };
        Option<string[]> classes = new("--class")
        {
            Description = "Class of a flat folder and the pattern of its files, e.g. daisy=daisy.*. Repeat the option for each class.",
            HelpName = "NAME=PATTERN",
        };
        Option<int> seed = new("--seed")
        {
            Description = "Seed of the shuffle, with --ratio. Default: that of splitfolders.",
            HelpName = "N",
            DefaultValueFactory = _ => SplitPlan.RatioSeed,
        };
        Option<string?> place = new("--out")
        {
            Description = "New folder. Default for a declared set: its folder in the data root.",
            HelpName = "FOLDER",
        };
        Command command = new(
            "split",
            "Copies images into splits and classes: by the file names in reprosuite.json (--set), by ratio or by counts. Existing files are not overwritten. "
                + "Examples: repro data split photos --set flowers; repro data split photos --ratio 0.5,0.25,0.25 --out flowers"
        )
        {
            source,
            set,
            ratio,
            counts,
            classes,
            seed,
            place,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            hosts.OfAny(parsed),
                            new Request(
                                parsed.GetRequiredValue(source),
                                parsed.GetValue(set),
                                parsed.GetValue(ratio),
                                parsed.GetValue(counts),
                                parsed.GetValue(classes) ?? [],
                                parsed.GetValue(seed),
                                parsed.GetValue(place)
                            ),
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(ReproHost host, Request request, CancellationToken cancellation)
    {
        if (request.Seed < 0)
        {
            throw new InputException($"--seed {request.Seed.ToString(CultureInfo.InvariantCulture)}: the seed must be 0 or more.");
        }

        if (request.Ratio is not null && request.Counts is not null)
        {
            throw new InputException("--ratio and --counts cannot be combined.");
        }

        string place =
            request.Ratio is null && request.Counts is null ? AsDeclared(host, request, cancellation) : AsAsked(request, cancellation);
        ImageFolders written = new(place);
        foreach (string folder in written.Folders.Where(folder => folder.Contains('/')))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder} {written.Files(folder)!.Count}"));
        }

        return ExitCodes.Success;
    }

    private static string AsDeclared(ReproHost host, Request request, CancellationToken cancellation)
    {
        if (request.Classes.Count > 0)
        {
            throw new InputException("--class requires --ratio or --counts. A declared set has its own classes.");
        }

        DataSetDeclaration set = Declared(request.Set, host.Runs.Data.Sets);
        string place =
            request.Place
            ?? Path.Combine([
                host.Settings.DataRoot
                    ?? throw new InputException(
                        "No data root is set. Set REPRO_DATA (or data_root in configs/repro.json), or give the new folder with --out."
                    ),
                .. set.Folder.Split('/'),
            ]);
        ImageSplitter.SplitAsDeclared(request.Source, place, set, cancellation);
        return place;
    }

    private static DataSetDeclaration Declared(string? name, DataSetCatalog sets)
    {
        if (name is not null)
        {
            return sets.Get(name) is { Names.Count: > 0, IsImageFolder: true } set
                ? set
                : throw new InputException(
                    $"The data set '{name}' does not declare the names of its images ('names' in {ProjectFile.Name}). Give --ratio or --counts, and --out."
                );
        }

        DataSetDeclaration[] split = [.. sets.Split];
        return split.Length == 1
            ? split[0]
            : throw new InputException(
                $"{(split.Length == 0 ? "The project has no data set that declares the names of its images." : $"Give --set with one of {string.Join(", ", split.Select(set => set.Name))}.")} Or give --ratio or --counts, and --out."
            );
    }

    private static string AsAsked(Request request, CancellationToken cancellation)
    {
        string place = request.Place ?? throw new InputException("--ratio and --counts require --out, the new folder.");
        if (request.Set is not null)
        {
            throw new InputException("--set cannot be combined with --ratio or --counts. A declared set lists its own images.");
        }

        Dictionary<string, string> patterns = Patterns(request.Classes);
        if (request.Ratio is not null)
        {
            ImageSplitter.SplitByRatio(
                request.Source,
                place,
                patterns,
                Numbers(request.Ratio, "--ratio", "a share; write 0.5,0.25,0.25"),
                request.Seed,
                cancellation
            );
        }
        else
        {
            double[] counts = Numbers(request.Counts!, "--counts", "a number of images; write 1000,500,500");
            ImageSplitter.SplitByCount(
                request.Source,
                place,
                patterns,
                [.. counts.Select(count => count == Math.Floor(count) && count <= 100_000_000 ? (int)count : 0)],
                cancellation
            );
        }

        return place;
    }

    private static Dictionary<string, string> Patterns(IReadOnlyList<string> classes)
    {
        Dictionary<string, string> patterns = new(StringComparer.Ordinal);
        foreach (string text in classes)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? text[..equals] : "";
            string pattern = text[(equals + 1)..];
            if (
                !PlainName.IsValid(name)
                || pattern.Length == 0
                || pattern.AsSpan().IndexOfAny("/\\:\0") >= 0
                || !patterns.TryAdd(name, pattern)
            )
            {
                throw new InputException($"--class '{text}': write NAME=PATTERN once for each class, e.g. daisy=daisy.*.");
            }
        }

        return patterns;
    }

    private static double[] Numbers(string text, string option, string what)
    {
        string[] parts = text.Split(',');
        double[] numbers = new double[parts.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            if (!double.TryParse(parts[part], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out numbers[part]))
            {
                throw new InputException($"{option} '{text}': '{parts[part]}' is not {what}.");
            }
        }

        return numbers;
    }

    private sealed record Request(
        string Source,
        string? Set,
        string? Ratio,
        string? Counts,
        IReadOnlyList<string> Classes,
        int Seed,
        string? Place
    );
}

using System.CommandLine;
using System.Globalization;
using Repro.Data;
using Repro.Data.Sets;
using Repro.Hosting;

namespace Repro.Cli.Commands;

/// <summary><c>repro data split</c>: the documents' cats and dogs from Kaggle's folder.</summary>
internal static class DataSplitCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> source = new("folder") { Description = "Kaggle's folder train, unpacked (cat.0.jpg ... dog.12499.jpg); with --ratio also a folder with one folder a class.", HelpName = "folder" };
        Option<string?> ratio = new("--ratio") { Description = "Shares of train, validation and test, as splitfolders.ratio cuts them: 0.5,0.25,0.25.", HelpName = "A,B,C" };
        Option<int> seed = new("--seed") { Description = "Of the shuffle before a cut by ratio; splitfolders' own by default.", DefaultValueFactory = _ => SplitPlan.RatioSeed };
        Option<string?> place = new("--out") { Description = $"The new set's folder; without --ratio it is {DataSets.CatsAndDogsSmall} in the data root.", HelpName = "folder" };
        Command command = new(
            "split",
            "Copies Kaggle's pictures into train, validation and test: 1000, 500 and 500 of each class as documents 1 and 3 list them, or by ratio. Nothing is overwritten. Example: repro data split kaggle/train")
        {
            source, ratio, seed, place,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(hosts.OfAny(parsed), parsed.GetRequiredValue(source), parsed.GetValue(ratio), parsed.GetValue(seed), parsed.GetValue(place), cancellation), cancellation));
        return command;
    }

    private static int Run(ReproHost host, string source, string? ratio, int seed, string? place, CancellationToken cancellation)
    {
        if (seed < 0)
        {
            throw new InputException($"--seed {seed.ToString(CultureInfo.InvariantCulture)}: a seed is at least 0.");
        }

        if (ratio is null)
        {
            place ??= Path.Combine(
                host.Settings.DataRoot ?? throw new InputException("No data root is named. Set REPRO_DATA (or data_root in configs/repro.json), or name the new folder with --out."),
                DataSets.CatsAndDogsSmall);
            PictureSplitter.SplitAsDocuments(source, place, cancellation);
        }
        else
        {
            PictureSplitter.SplitByRatio(source, place ?? throw new InputException("A split by ratio needs --out, the new set's folder."), Shares(ratio), seed, cancellation);
        }

        PictureFolders set = new(place);
        foreach (string folder in set.Folders.Where(folder => folder.Contains('/')))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder} {set.Files(folder)!.Count}"));
        }

        return ExitCodes.Fine;
    }

    private static double[] Shares(string ratio)
    {
        string[] parts = ratio.Split(',');
        double[] shares = new double[parts.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            if (!double.TryParse(parts[part], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out shares[part]))
            {
                throw new InputException($"--ratio '{ratio}': '{parts[part]}' is no share; write 0.5,0.25,0.25.");
            }
        }

        return shares;
    }
}

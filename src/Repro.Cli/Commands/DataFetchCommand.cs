using System.CommandLine;
using System.Globalization;
using Repro.Data;
using Repro.Data.Sets;
using Repro.Hosting;
using Repro.Training.Pretrained;

namespace Repro.Cli.Commands;

/// <summary><c>repro data fetch</c>: data sets that may be downloaded.</summary>
internal static class DataFetchCommand
{
    private const string CatsAndDogs = "cats-and-dogs";
    private const string MnistHome = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    public static Command Create(HostSource hosts)
    {
        Argument<string> set = new("set") { Description = $"What to fetch: {DataSets.Mnist}, {CatsAndDogs} (document 0's {DataSets.CatsAndDogsFiltered}, 65 MiB), or ImageNet weights: vgg16 (without top 56 MiB, with top 528 MiB), resnet50 (two generations, 90 MiB each) and squeezenet (without top, 2.9 MiB)." };
        set.AcceptOnlyFromAmong([DataSets.Mnist, CatsAndDogs, .. PretrainedFiles.Fetched.Keys]);
        Option<string?> from = new("--from") { Description = "Another source, an address that ends with '/'.", HelpName = "URL" };
        Option<bool> create = new("--create") { Description = "Create the data root where it does not exist." };
        Command command = new("fetch", "Downloads a data set, or a base's ImageNet weights, into the data root, resumably, and checks it before it is moved into place. Examples: repro data fetch mnist; repro data fetch mnist --create") { set, from, create };
        command.SetAction((parsed, cancellation) =>
        {
            string root = Root(hosts.Of(parsed).Settings, parsed.GetValue(create));
            return parsed.GetRequiredValue(set) switch
            {
                CatsAndDogs => FetchCatsAndDogsAsync(root, Home(parsed.GetValue(from), FilteredArchive.Home), cancellation),
                DataSets.Mnist => FetchMnistAsync(root, Home(parsed.GetValue(from), MnistHome), cancellation),
                var weights => FetchWeightsAsync(root, PretrainedFiles.Fetched[weights], parsed.GetValue(from), cancellation),
            };
        });
        return command;
    }

    private static async Task<int> FetchWeightsAsync(string root, IReadOnlyList<PretrainedFile> files, string? from, CancellationToken cancellation)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
        await PretrainedFetch.FetchAsync(client, root, files, from is null ? null : Home(from, from), PretrainedInventory.HasPublishedValues, Console.WriteLine, cancellation);
        return ExitCodes.Fine;
    }

    private static async Task<int> FetchMnistAsync(string root, Uri home, CancellationToken cancellation)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
        foreach (MnistFile file in MnistFiles.All)
        {
            string name = file.Name + ".gz";
            string destination = Path.Combine(root, DataSets.Mnist, name);
            if (File.Exists(destination) && DataInventory.Sha256(destination) == file.CompressedSha256)
            {
                Console.WriteLine($"{name}: already there, checksum right");
                continue;
            }

            await Download.FetchAsync(client, new Uri(home, name), destination, file.Bytes, file.CompressedSha256, null, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {file.Bytes} bytes fetched, checksum right"));
        }

        return ExitCodes.Fine;
    }

    private static async Task<int> FetchCatsAndDogsAsync(string root, Uri home, CancellationToken cancellation)
    {
        string place = Path.Combine(root, DataSets.CatsAndDogsFiltered);
        string archive = Path.Combine(root, FilteredArchive.FileName);
        FilteredArchive.RequireFree(place);
        if (!File.Exists(archive) || new FileInfo(archive).Length != FilteredArchive.Length)
        {
            using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
            await Download.FetchAsync(client, new Uri(home, FilteredArchive.FileName), archive, FilteredArchive.Length, (Checksum?)null, null, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FilteredArchive.FileName}: {FilteredArchive.Length} bytes fetched"));
        }

        int pictures = FilteredArchive.Unpack(archive, place, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DataSets.CatsAndDogsFiltered}: {pictures} pictures unpacked; names, counts, the archive's own checksums and picture headers are right"));
        Console.WriteLine($"SHA-256 {DataInventory.Sha256(archive)} (no checksum of this archive is published, so none is compared)");
        return ExitCodes.Fine;
    }

    /// <summary>The folder that downloads go into. It is created on request only: a mistyped name would hold a second copy of the data.</summary>
    /// <exception cref="InputException">No data root is named, or it does not exist.</exception>
    internal static string Root(Settings settings, bool create)
    {
        string root = settings.DataRoot
            ?? throw new InputException("No data root is named. Set REPRO_DATA (or data_root in configs/repro.json) to the folder for the data.");
        if (create || Directory.Exists(root))
        {
            return root;
        }

        throw new InputException($"The data root '{root}' {(File.Exists(root) ? "is a file and not a folder" : "does not exist")}. Correct REPRO_DATA (or data_root in configs/repro.json), or add --create to create the folder.");
    }

    private static Uri Home(string? from, string otherwise)
    {
        string address = from ?? otherwise;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? home) && home.Scheme is ("http" or "https") && address.EndsWith('/')
            ? home
            : throw new InputException($"--from '{from}' is no web address that ends with '/'.");
    }
}

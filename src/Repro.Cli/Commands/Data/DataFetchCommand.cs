using System.CommandLine;
using Repro.Cli.Hosting;
using Repro.Configuration;
using Repro.Data.Catalog;
using Repro.Data.Fetching;
using Repro.Hosting;
using Repro.Project;
using Repro.Training.Weights;

namespace Repro.Cli.Commands.Data;

/// <summary><c>repro data fetch</c>: downloads data sets and weights.</summary>
internal static class DataFetchCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Create(HostSource hosts)
    {
        Argument<string> name = new("name")
        {
            Description =
                "Name of a data set (of the project, or mnist, fashion_mnist, cifar10, cifar100), of a model with published weights, or of a group of weights files (vgg16, resnet50).",
        };
        ProjectNames.SuggestData(name, hosts, host => Fetchable(host.Runs.Data));
        Option<string?> from = new("--from") { Description = "Base URL of another source, ending with '/'.", HelpName = "URL" };
        Option<bool> create = new("--create") { Description = "Create the data root if it does not exist." };
        Command command = new(
            "fetch",
            "Downloads a data set or published weights into the data root and verifies every file. An interrupted download continues. Examples: repro data fetch mnist; repro data fetch mnist --create"
        )
        {
            name,
            from,
            create,
        };
        command.SetAction(
            (parsed, cancellation) =>
                FetchAsync(hosts.Of(parsed), parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(create), cancellation)
        );
        return command;
    }

    /// <summary>The names of the data sets and the groups of weights that can be downloaded.</summary>
    internal static IReadOnlyList<string> Fetchable(DataCatalog data) =>
        [.. data.Sets.All.Where(known => known.IsFetchable).Select(known => known.Name), .. data.Weights.Groups];

    private static async Task<int> FetchAsync(ReproHost host, string name, string? from, bool create, CancellationToken cancellation)
    {
        DataCatalog data = host.Runs.Data;
        DataSetDeclaration? set = data.Sets.Find(name);
        IReadOnlyList<WeightsDeclaration> weights = set is null ? data.Weights.Named(name) : [];
        if (set is null && weights.Count == 0)
        {
            IReadOnlyList<string> known = Fetchable(data);
            throw InputException.UnknownName(
                $"There is no data set and there are no weights with the name '{name}'.{Spelling.Suggestion(name, known)}",
                $"These can be fetched: {string.Join(", ", known)}."
            );
        }

        Uri? home = from is null ? null : Home(from);
        string root = Root(host.Settings, create);
        using HttpClient client = new() { Timeout = Patience };
        if (set is not null)
        {
            await DataSetFetch.FetchAsync(client, root, set, home, Console.WriteLine, cancellation);
        }
        else
        {
            await PretrainedFetch.FetchAsync(
                client,
                root,
                weights,
                home,
                (file, path) => PretrainedInventory.HasPublishedValues(file, path, host.Models),
                Console.WriteLine,
                cancellation
            );
        }

        return ExitCodes.Success;
    }

    /// <summary>
    /// The folder that downloads go into. It is created on request only, because a mistyped name would start a second copy of the data.
    /// </summary>
    /// <exception cref="InputException">No data root is set, or it does not exist.</exception>
    internal static string Root(Settings settings, bool create)
    {
        string root =
            settings.DataRoot
            ?? throw new InputException(
                "No data root is set. Set REPRO_DATA (or data_root in configs/repro.json) to the folder for the data."
            );
        if (create || Directory.Exists(root))
        {
            return root;
        }

        throw new InputException(
            $"The data root '{root}' {(File.Exists(root) ? "is a file and not a folder" : "does not exist")}. Correct REPRO_DATA (or data_root in configs/repro.json), or add --create to create the folder."
        );
    }

    private static Uri Home(string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out Uri? home) && home.Scheme is ("http" or "https") && from.EndsWith('/')
            ? home
            : throw new InputException($"--from '{from}' must be a web address that ends with '/'.");
}

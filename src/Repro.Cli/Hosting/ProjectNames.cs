using System.CommandLine;
using System.CommandLine.Completions;
using Repro.Hosting;
using Repro.Probes.Runs;

namespace Repro.Cli.Hosting;

/// <summary>Suggests names of the project's runs, models, documents and claims where a shell completes a command line.</summary>
internal static class ProjectNames
{
    public static void SuggestRuns(Argument argument, HostSource hosts) => Suggest(argument, "RUN", hosts, host => host.Runs.Names);

    public static void SuggestModels(Argument argument, HostSource hosts) => Suggest(argument, "MODEL", hosts, host => host.Models.Names);

    public static void SuggestRuns(Option option, HostSource hosts) => Suggest(option, hosts, host => host.Runs.Names);

    public static void SuggestRunsAndModels(Argument argument, string shown, HostSource hosts) =>
        Suggest(argument, shown, hosts, host => [.. host.Runs.Names, .. host.Models.Names]);

    public static void SuggestData(Argument argument, HostSource hosts, Func<ReproHost, IReadOnlyList<string>> names) =>
        Suggest(argument, "NAME", hosts, names);

    /// <param name="runsOnly">Only claims about runs.</param>
    public static void SuggestClaims(Option option, HostSource hosts, bool runsOnly = false) =>
        Suggest(
            option,
            hosts,
            host =>
                [
                    .. host
                        .Claims.Claims.Where(claim => !runsOnly || (claim.Check is { } check && ClaimRuns.Of(check).Any()))
                        .Select(claim => claim.Id),
                ]
        );

    public static void SuggestDocuments(Option option, HostSource hosts) =>
        Suggest(option, hosts, host => [.. host.Claims.Claims.Select(claim => claim.Document).Distinct(StringComparer.Ordinal)]);

    private static void Suggest(Option option, HostSource hosts, Func<ReproHost, IReadOnlyList<string>> names) =>
        option.CompletionSources.Add(context => Items(context, hosts, names));

    private static void Suggest(Argument argument, string shown, HostSource hosts, Func<ReproHost, IReadOnlyList<string>> names)
    {
        // Without a name of its own, help would show all suggestions in its place.
        argument.HelpName = shown;
        argument.CompletionSources.Add(context => Items(context, hosts, names));
    }

    // Without a project, or with a broken one, there is nothing to suggest; the command itself will say so.
    private static IEnumerable<CompletionItem> Items(
        CompletionContext context,
        HostSource hosts,
        Func<ReproHost, IReadOnlyList<string>> names
    )
    {
        try
        {
            return [.. names(hosts.Of(context.ParseResult)).Select(name => new CompletionItem(name))];
        }
        catch (InputException)
        {
            return [];
        }
    }
}

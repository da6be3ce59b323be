using Repro.Claims;
using Repro.Data.Sets;

namespace Repro.Probes.Algorithms;

/// <summary><c>algorithm:split-plan[train/cats]/file_range</c>: what <c>repro data split</c> would copy where.</summary>
internal static class SplitPlans
{
    public static Measurement Measure(Address address)
    {
        IReadOnlyList<SplitMove> plan = SplitPlan.Documents();
        Value? value = (address.Variants.Count, address.Quantity, address.Argument) switch
        {
            (0, "folders", null) => new Value.Text(string.Join(' ', SplitPlan.Folders(plan))),
            (0, "sizes_per_class", null) => new Value.Text(Sizes(plan)),
            (0, "file_range", { } folder) => Range(plan, folder),
            _ => null,
        };
        return value is null
            ? throw new AddressException($"'{address}': write algorithm:split-plan/folders, /sizes_per_class or [SPLIT/CLASS]/file_range.")
            : new Measurement.Exact(value, "the plan of repro data split");
    }

    // One number a split where its classes get equally many, else all of them.
    private static string Sizes(IReadOnlyList<SplitMove> plan) => string.Join(' ', plan
        .GroupBy(move => move.Target.Split('/')[0])
        .Select(split => string.Join('+', split.GroupBy(move => move.Target.Split('/')[1]).Select(pictures => FormattableString.Invariant($"{pictures.Count()}")).Distinct())));

    private static Value.Text? Range(IReadOnlyList<SplitMove> plan, string folder)
    {
        string[] files = [.. plan.Where(move => move.Target.StartsWith(folder + "/", StringComparison.Ordinal)).Select(move => move.Source)];
        if (files.Length == 0)
        {
            return null;
        }

        int[] numbers = [.. files.Select(file => Numbers.TryCount(file.Split('.')[1], out int number) ? number : -1)];
        bool gapless = numbers.Select((number, place) => number - place).Distinct().Count() == 1;
        return new Value.Text(gapless ? $"{files[0]}..{files[^1]}" : string.Join(' ', files));
    }
}

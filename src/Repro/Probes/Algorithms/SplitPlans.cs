using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Data.Splitting;
using Repro.Probes.Forms;
using Repro.Project;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:split-plan{SET}[SPLIT/CLASS]/file_range</c>: what <c>repro data split</c> would copy where; without a set, that of the
/// project that is made by splitting.
/// </summary>
internal static class SplitPlans
{
    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:split-plan{SET}/folders",
            "Folders that repro data split creates, separated by spaces. {SET} may be left out where one set of the project is made by splitting."
        ),
        new(
            "algorithm:split-plan{SET}/sizes_per_class",
            "Images of each class in the splits that repro data split creates, separated by spaces."
        ),
        new("algorithm:split-plan{SET}[SPLIT/CLASS]/file_range", "First and last file that repro data split copies into a folder."),
    ];

    public static Measurement Measure(Address address, DataSetCatalog sets)
    {
        DataSetDeclaration[] split = [.. sets.Split];
        DataSetDeclaration? set =
            address.Variants is [var name] ? split.FirstOrDefault(set => set.Name == name)
            : address.Variants.Count == 0 && split.Length == 1 ? split[0]
            : null;
        if (set is null)
        {
            throw new AddressException(
                $"'{address}': name one set that declares the names of its images and no archive: {(split.Length == 0 ? "the project has none" : string.Join(", ", split.Select(one => one.Name)))}."
            );
        }

        IReadOnlyList<SplitMove> plan = SplitPlan.Declared(set);
        Value? value = (address.Quantity, address.Argument) switch
        {
            ("folders", null) => new Value.Text(string.Join(' ', SplitPlan.Folders(plan))),
            ("sizes_per_class", null) => new Value.Text(Sizes(plan)),
            ("file_range", { } folder) => Range(plan, folder),
            _ => null,
        };
        return value is null ? throw new UnknownFormException() : new Measurement.Exact(value, "the plan of repro data split");
    }

    // One number a split where its classes get equally many, else all of them.
    private static string Sizes(IReadOnlyList<SplitMove> plan) =>
        string.Join(
            ' ',
            plan.GroupBy(move => move.Target.Split('/')[0])
                .Select(split =>
                    string.Join(
                        '+',
                        split
                            .GroupBy(move => move.Target.Split('/')[1])
                            .Select(images => FormattableString.Invariant($"{images.Count()}"))
                            .Distinct()
                    )
                )
        );

    private static Value.Text? Range(IReadOnlyList<SplitMove> plan, string folder)
    {
        string[] files =
        [
            .. plan.Where(move => move.Target.StartsWith(folder + "/", StringComparison.Ordinal)).Select(move => move.Source),
        ];
        if (files.Length == 0)
        {
            return null;
        }

        int[] numbers = [.. files.Select(file => Numbers.TryCount(file.Split('.')[1], out int number) ? number : -1)];
        bool gapless = numbers.Select((number, place) => number - place).Distinct().Count() == 1;
        return new Value.Text(gapless ? $"{files[0]}..{files[^1]}" : string.Join(' ', files));
    }
}

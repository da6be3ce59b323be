using Repro.Claims;
using Repro.Data.Catalog;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Runs;

namespace Repro.Probes.DataSets;

/// <summary>
/// Looks at the data sets themselves: <c>data:mnist[train_images]/shape</c>, <c>data:SET[train/CLASS]/count</c>,
/// <c>data:imagenet_class_index[386]/name</c>. What is not there is missing, never guessed.
/// </summary>
/// <param name="dataRoot">Where the sets lie, or null.</param>
/// <param name="runs">Gives a run's configuration, for quantities that depend on how a run feeds the data, and the declared sets.</param>
internal sealed class DataProbe(string? dataRoot, RunCatalog runs) : IProbe
{
    // A set that cannot be read is not read again either: Lazy keeps the exception.
    private readonly Dictionary<string, Lazy<IReadOnlyDictionary<string, ArrayFacts>>> _arrays = new(StringComparer.Ordinal);

    public string Prefix => "data";

    public IReadOnlyList<QuantityDescription> Quantities { get; } = [.. ImageQuantities.All, .. ArrayQuantities.All, .. FileQuantities.All];

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': data has no epochs to select.");
        }

        DataSetCatalog sets = runs.Data.Sets;
        if (sets.Find(address.Subject) is not { } set)
        {
            throw AddressException.UnknownName(
                $"There is no data set '{address.Subject}'.{Spelling.Suggestion(address.Subject, sets.Names)}",
                sets.Listed(sets.Names),
                address
            );
        }

        return set.Kind switch
        {
            DataSetKind.ImageFolder => ImageQuantities.Measure(address, set, dataRoot, Run(address)),
            DataSetKind.Files when set is { Name: BuiltInDataSets.ClassIndex, Files.Count: 1 } => FileQuantities.ClassIndex(
                address,
                set,
                dataRoot
            ),
            DataSetKind.Files => FileQuantities.Measure(address, set, dataRoot),
            _ => ArrayQuantities.Measure(address, set, dataRoot, Run(address), Load),
        };
    }

    private IReadOnlyDictionary<string, ArrayFacts> Load(DataSetDeclaration set, string root)
    {
        if (!_arrays.TryGetValue(set.Name, out Lazy<IReadOnlyDictionary<string, ArrayFacts>>? facts))
        {
            facts = _arrays[set.Name] = new(() => ArrayFacts.Load(set, root));
        }

        return facts.Value;
    }

    // The one variant that data knows: the run that feeds it.
    private RunConfiguration? Run(Address address)
    {
        if (address.Variants.Count == 0)
        {
            return null;
        }

        RunConfiguration run = runs.Load(string.Join(", ", address.Variants), address);
        return run.DataSet == address.Subject
            ? run
            : throw new AddressException($"'{address}': the run '{run.Name}' is fed from '{run.DataSet}'.");
    }
}

using Repro.Claims;
using Repro.Data;
using Repro.Training.Runs;

namespace Repro.Probes;

/// <summary>
/// Looks at the data sets themselves: <c>data:mnist[train_images]/shape</c>, <c>data:cats_and_dogs_small[train/cats]/count</c>,
/// <c>data:imagenet_class_index[386]/name</c>. What is not there is missing, never guessed.
/// </summary>
/// <param name="dataRoot">Where the sets lie, or null.</param>
/// <param name="load">Gives a run's configuration, for quantities that depend on how a run feeds the data.</param>
public sealed class DataProbe(string? dataRoot, Func<string, RunConfiguration> load) : IProbe
{
    public string Prefix => "data";

    public Measurement Measure(Address address)
    {
        if (address.Selector is not null)
        {
            throw new AddressException($"'{address}': data has no epochs to select.");
        }

        return address.Subject switch
        {
            DataSets.Mnist => MnistQuantities.Measure(address, dataRoot, Run(address)),
            DataSets.CatsAndDogsSmall or DataSets.CatsAndDogsFiltered => PictureQuantities.Measure(address, dataRoot, Run(address)),
            "imagenet_class_index" => FileQuantities.ClassIndex(address, dataRoot),
            DataSets.KaggleTrain => FileQuantities.KaggleTrain(address, dataRoot),
            "vgg16_top" => FileQuantities.Vgg16Top(address, dataRoot),
            _ => throw new AddressException($"'{address}': there is no data set '{address.Subject}'."),
        };
    }

    // The one variant that data knows: the run that feeds it.
    private RunConfiguration? Run(Address address)
    {
        if (address.Variants.Count == 0)
        {
            return null;
        }

        try
        {
            RunConfiguration run = load(string.Join(", ", address.Variants));
            return run.DataSet == address.Subject ? run : throw new AddressException($"'{address}': the run '{run.Name}' is fed from '{run.DataSet}'.");
        }
        catch (InputException exception)
        {
            throw AddressException.Of(address, exception);
        }
    }
}

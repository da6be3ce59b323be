using Repro.Claims;
using Repro.Data;

namespace Repro.Probes;

/// <summary>Provokes the documents' errors in the product's own code and reports the message: <c>error:data-set[cats_and_dog_small/train]/open</c>.</summary>
public sealed class ErrorProbe : IProbe
{
    // Saved Keras models and pretrained networks come later; writing their errors down would be no measurement.
    private static readonly string[] Later = ["load_model", "vgg16-top"];

    public string Prefix => "error";

    public Measurement Measure(Address address) => address switch
    {
        { Subject: "data-set", Argument: { } folder, Quantity: "open", Variants.Count: 0, Selector: null } => OpenDataSet(folder),
        _ when Later.Contains(address.Subject) => new Measurement.NotBuilt($"error:{address.Subject}"),
        _ => throw new AddressException($"'{address}': write error:data-set[FOLDER]/open; later {string.Join(", ", Later)}."),
    };

    // Below a data root of its own, so that no machine's data decides; the folders that documents 1 and 3 list are there.
    private static Measurement OpenDataSet(string name)
    {
        string root = Directory.CreateTempSubdirectory("repro-error-").FullName;
        foreach (string split in (string[])["train", "validation", "test"])
        {
            Directory.CreateDirectory(Path.Combine(root, "cats_and_dogs_small", split));
        }

        try
        {
            string found = DataRoot.Folder(root, name, "");
            return new Measurement.Exact(new Value.Text(Path.GetFileName(found)), "the data set was opened");
        }
        catch (InputException exception)
        {
            return new Measurement.Thrown(exception.Message.Replace(root, "DATA-ROOT", StringComparison.Ordinal).Trim(), "opening the data set below a data root that holds cats_and_dogs_small");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}

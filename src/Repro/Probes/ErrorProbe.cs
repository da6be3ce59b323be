using Repro.Claims;
using Repro.Data;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Outputs;
using Repro.Probes.Forms;

namespace Repro.Probes;

/// <summary>Provokes errors in the product's own code and reports the message: <c>error:data-set[FOLDER]/open</c>.</summary>
internal sealed class ErrorProbe : IProbe
{
    public string Prefix => "error";

    public IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "error:data-set[FOLDER]/open",
            "Message of the error when a data set is opened whose folder does not exist.",
            "error:data-set[no_such_set/train]/open"
        ),
        new(
            "error:load_model[FILE]/message",
            "Message of the error when a saved model is loaded from a folder without that file.",
            "error:load_model[model.h5]/message"
        ),
        new(
            "error:vgg16-top{WEIGHTS, SIZE}/build",
            "Message of the error when VGG16 is built with its top for an input of SIZE, like 150x150x3; WEIGHTS is imagenet or random.",
            "error:vgg16-top{imagenet, 150x150x3}/build"
        ),
    ];

    public Measurement Measure(Address address) =>
        address switch
        {
            { Subject: "data-set", Argument: { } folder, Quantity: "open", Variants.Count: 0, Selector: null } => OpenDataSet(folder),
            { Subject: "load_model", Argument: { } file, Quantity: "message", Variants.Count: 0, Selector: null } => LoadModel(
                address,
                file
            ),
            { Subject: "vgg16-top", Argument: null, Quantity: "build", Variants: [var weights, var size], Selector: null } => BuildTop(
                address,
                weights,
                size
            ),
            _ => throw QuantityForms.Unknown(address, Quantities),
        };

    private static Measurement BuildTop(Address address, string weights, string size)
    {
        if (
            weights is not ("imagenet" or "random")
            || size.Split('x') is not [var height, var width, var channels]
            || !Numbers.TryCount(height, out int rows)
            || !Numbers.TryCount(width, out int columns)
            || !Numbers.TryCount(channels, out int depth)
            || rows * columns * depth == 0
        )
        {
            throw new AddressException($"'{address}': the weights are imagenet or random, the size like 150x150x3.");
        }

        try
        {
            Model model = BuiltInModels.Vgg16Top(new Shape(rows, columns, depth), weights == "imagenet");
            return new Measurement.Exact(new Value.Text(model.Name), "the model was built");
        }
        catch (ModelException exception)
        {
            return new Measurement.Thrown(exception.Message, "building VGG16 with its top");
        }
    }

    // A working folder of its own, so that no file of this machine decides; there is none of that name in it.
    private static Measurement LoadModel(Address address, string file)
    {
        if (file != Path.GetFileName(file))
        {
            throw new AddressException($"'{address}': name a file, not a path.");
        }

        using WorkFolder work = WorkFolder.Temporary();
        string root = work.Path;
        try
        {
            KerasFile found = KerasFile.Read(Path.Combine(root, file));
            return new Measurement.Exact(new Value.Text(found.Path), "the model was loaded");
        }
        catch (InputException exception)
        {
            return new Measurement.Thrown(
                exception.Message.Replace(root, "FOLDER", StringComparison.Ordinal).Trim(),
                "loading a saved model from an empty folder"
            );
        }
    }

    // Below an empty data root of its own, so that no machine's data decides.
    private static Measurement OpenDataSet(string name)
    {
        using WorkFolder work = WorkFolder.Temporary();
        string root = work.Path;
        try
        {
            string found = DataRoot.Folder(root, name, "");
            return new Measurement.Exact(new Value.Text(Path.GetFileName(found)), "the data set was opened");
        }
        catch (InputException exception)
        {
            return new Measurement.Thrown(
                exception.Message.Replace(root, "DATA-ROOT", StringComparison.Ordinal).Trim(),
                "opening the data set below an empty data root"
            );
        }
    }
}

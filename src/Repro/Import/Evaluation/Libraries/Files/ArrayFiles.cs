using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;
using Repro.Import.Statements;

namespace Repro.Import.Evaluation.Libraries.Files;

/// <summary>Files of arrays that numpy reads: <c>.npz</c> and <c>.npy</c>.</summary>
internal sealed class ArrayFiles(Context context)
{
    // Keras's own file has the arrays of its data set mnist.
    private const string Mnist = "mnist";

    /// <summary>The file or the array that <c>numpy.load</c> gives.</summary>
    public Value Load(CallArguments arguments)
    {
        if (arguments.Get("file", 0) is not TextValue path)
        {
            return new UnknownValue("the name of a file that numpy loads is not known");
        }

        ImportedData data = new(path.Value, "numpy.load", context.Inner) { IsArrayFile = true, Url = path.Url };
        if (path.Value.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            context.Keep(data);
            return new ArrayValue(context.ShapeIn(data, "").Shape, new DataFacts { Source = data, Part = PartOf(data.FileName) });
        }

        if (!path.Value.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            return new UnknownValue($"'{path.Value}' is neither a .npz nor a .npy file");
        }

        // A file of that name in the data root may have other arrays.
        KnownDataSet known = DataSets.Find(Mnist)!;
        if (
            data.FileName == $"{Mnist}.npz"
            && context.ShapeIn(data, "x_train") is { Unread: "" } found
            && (found.Shape is null || found.Shape.SequenceEqual([known.Training, .. known.Sample!.Select(axis => (long?)axis)]))
        )
        {
            data = new ImportedData(Mnist, "numpy.load", context.Inner)
            {
                IsKerasDataset = true,
                Shape = known.Sample,
                Training = known.Training,
                Test = known.Test,
                Classes = known.Classes,
            };
        }

        context.Keep(data);
        return new ArrayFileValue(data);
    }

    /// <summary>An array of a file.</summary>
    public Value Item(ArrayFileValue file, Value index)
    {
        if (index is not TextValue key)
        {
            return new UnknownValue("an array of a file whose name is not known");
        }

        context.Note($"data: {(file.Data.IsKerasDataset ? file.Data.Name : file.Data.FileName)}, array {key.Value}");
        if (file.Data.IsKerasDataset)
        {
            return OfKnown(file.Data, key.Value);
        }

        (IReadOnlyList<long?>? shape, string unread) = context.ShapeIn(file.Data, key.Value);
        return new ArrayValue(
            shape,
            new DataFacts
            {
                Source = file.Data with { Unread = unread },
                Part = PartOf(key.Value),
                Array = key.Value,
            }
        );
    }

    private static Value OfKnown(ImportedData data, string key)
    {
        if (key is not ("x_train" or "y_train" or "x_test" or "y_test"))
        {
            return new UnknownValue($"the file has no array '{key}'");
        }

        string part = key[2..];
        int? count = part == "train" ? data.Training : data.Test;
        bool isLabels = key[0] == 'y';
        return new ArrayValue(
            isLabels ? [count] : [count, .. data.Shape!.Select(axis => (long?)axis)],
            new DataFacts
            {
                Source = data,
                Part = part,
                IsLabels = isLabels,
            }
        )
        {
            Type = "uint8",
        };
    }

    private static string PartOf(string name) =>
        DataParts.Of(name) switch
        {
            DataPart.Train => "train",
            DataPart.Validation => "validation",
            DataPart.Test => "test",
            _ => "",
        };
}

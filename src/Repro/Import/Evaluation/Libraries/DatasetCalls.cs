using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;
using Repro.Import.Programs;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Data sets of tf.data: their members, their methods, and what a loop over them gives.</summary>
internal sealed class DatasetCalls(Context context, IProgram program)
{
    public Value Member(DatasetValue dataset, string name)
    {
        switch (name)
        {
            case "samples" or "n":
                return dataset.Samples is { } samples
                    ? new IntValue(samples)
                    : new UnknownValue("the number of files is not known before the program runs");
            case "batch_size":
                return dataset.BatchSize is > 0
                    ? new IntValue(dataset.BatchSize.Value)
                    : new UnknownValue("a batch size that is not known");
            case "num_classes":
                return dataset.Classes is { } classes
                    ? new IntValue(classes)
                    : new UnknownValue("the number of classes is not known before the program runs");
            case "image_shape":
                return dataset.SampleShape is { } shape && shape.All(axis => axis is not null)
                    ? SequenceValue.Tuple(shape.Select(Value (axis) => new IntValue(axis!.Value)))
                    : new UnknownValue("the shape of an image is not known");
            case "class_names" or "class_indices" or "classes" or "filenames" or "labels" or "element_spec" or "file_paths":
                return new UnknownValue($"'{name}' of a data set is not known before the program runs");
            default:
                return new MethodValue(dataset, name);
        }
    }

    /// <summary>A batch, or a sample where the data set is not in batches.</summary>
    public Value Element(DatasetValue dataset)
    {
        bool batched = dataset.BatchSize is not null;
        long? batch = dataset.BatchSize is > 0 ? dataset.BatchSize : null;
        ArrayValue samples = new(
            dataset.SampleShape is { } shape
                ? batched
                    ? [batch, .. shape]
                    : shape
                : null,
            dataset.Facts
        )
        {
            IsBatch = true,
            BatchOf = dataset.Samples,
        };
        if (!dataset.HasLabels)
        {
            return samples;
        }

        return SequenceValue.Tuple(
            samples,
            new ArrayValue(
                dataset.LabelShape is { } labels
                    ? batched
                        ? [batch, .. labels]
                        : labels
                    : null,
                dataset.Facts with
                {
                    IsLabels = true,
                    Steps = dataset.LabelSteps,
                }
            )
            {
                IsBatch = true,
                BatchOf = dataset.Samples,
            }
        );
    }

    public Value Method(DatasetValue dataset, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "batch" or "padded_batch":
                return dataset.Copy(batch: Numbers.Whole(arguments.Get("batch_size", 0)) ?? 0, newBatch: true);
            case "cache" or "prefetch" or "with_options" or "apply" or "as_numpy_iterator" or "enumerate" or "ignore_errors":
                return dataset.Copy();
            case "shuffle":
                return dataset.Copy();
            case "repeat":
                return arguments.Get("count", 0) is { } count && Numbers.Whole(count) is { } times and > 0
                    ? dataset.Copy(facts: Changed(dataset, name), samples: dataset.Samples * times, newSamples: true)
                    : dataset.Copy(endless: true);
            case "take":
                return dataset.Copy(
                    facts: Changed(dataset, name),
                    samples: Units(dataset, Numbers.Whole(arguments.Get("count", 0)), take: true),
                    newSamples: true
                );
            case "skip":
                return dataset.Copy(
                    facts: Changed(dataset, name),
                    samples: Units(dataset, Numbers.Whole(arguments.Get("count", 0)), take: false),
                    newSamples: true
                );
            case "unbatch":
                return dataset.Copy(newBatch: true);
            case "map":
                return Mapped(dataset, arguments.Get("map_func", 0) ?? new UnknownValue("no function"));
            case "cardinality" or "__len__":
                return Length(dataset) is { } length ? new IntValue(length) : new UnknownValue("the number of batches is not known");
            case "next" or "__next__" or "get_next":
                return Element(dataset);
            case "reset":
                return NoneValue.Instance;
            case "filter" or "concatenate" or "zip" or "flat_map" or "interleave" or "shard":
                return dataset.Copy(facts: Changed(dataset, name), newSamples: true);
            default:
                return new UnknownValue($"the method '{name}' of a data set is not evaluated");
        }
    }

    /// <summary>The number of items of a data set: batches where it is in batches.</summary>
    public static long? Length(DatasetValue dataset) =>
        dataset.IsEndless ? null
        : dataset.BatchSize is null ? dataset.Samples
        : dataset.Steps;

    public static DatasetValue Slices(CallArguments arguments)
    {
        Value? value = arguments.Get("tensors", 0);
        ArrayValue? x = value as ArrayValue ?? (value as SequenceValue)?.Items.FirstOrDefault() as ArrayValue;
        ArrayValue? y = value is SequenceValue { Items: [_, ArrayValue labels, ..] } ? labels : null;
        return new DatasetValue
        {
            Facts = x?.Facts ?? DataFacts.None,
            LabelSteps = y?.Facts.Steps ?? [],
            LabelFacts = y?.Facts ?? DataFacts.None,
            Samples = x?.Samples ?? (value is SequenceValue { IsOpen: false, Kind: SequenceKind.List } list ? list.Items.Count : null),
            SampleShape = x?.Shape is { Count: > 0 } shape ? [.. shape.Skip(1)] : null,
            LabelShape = y?.Shape is { Count: > 0 } axes ? [.. axes.Skip(1)] : null,
            HasLabels = value is SequenceValue { Kind: SequenceKind.Tuple },
        };
    }

    // Other samples than those of the source.
    private DataFacts Changed(DatasetValue dataset, string method) =>
        dataset.Facts.With(new ImportedStep("samples", "", context.Inner) { Detail = method });

    private static long? Units(DatasetValue dataset, long? count, bool take)
    {
        if (count is not { } units || dataset.BatchSize is 0)
        {
            return null;
        }

        long samples = units > int.MaxValue ? int.MaxValue : units * (dataset.BatchSize ?? 1);
        if (dataset.Samples is not { } all)
        {
            return take ? samples : null;
        }

        return take ? Math.Min(samples, all) : Math.Max(0, all - samples);
    }

    // A function of the program is evaluated once, on what is known of a sample.
    private DatasetValue Mapped(DatasetValue dataset, Value function)
    {
        Value element = Element(dataset);
        Value result =
            element is SequenceValue pair && dataset.HasLabels
                ? program.Call(function, CallArguments.Of([.. pair.Items]))
                : program.Call(function, CallArguments.Of(element));
        (Value? first, Value? second) = result is SequenceValue { Kind: SequenceKind.Tuple, Items: [var one, var two, ..] }
            ? (one, two)
            : (result, null);
        if (first is not ArrayValue samples)
        {
            string reason = "a function that tf.data maps is not known";
            context.Gap(reason);
            ImportedStep step = new("other", "", context.Inner) { Detail = reason };
            return dataset.Copy(facts: dataset.Facts.With(step), newShape: true);
        }

        int batchAxes = dataset.BatchSize is null ? 0 : 1;
        return new DatasetValue
        {
            Facts = samples.Facts with { IsLabels = false },
            LabelSteps = (second as ArrayValue)?.Facts.Steps ?? dataset.LabelSteps,
            LabelFacts = dataset.LabelFacts,
            Samples = dataset.Samples,
            BatchSize = dataset.BatchSize,
            IsEndless = dataset.IsEndless,
            SampleShape = samples.Shape is { } shape && shape.Count >= batchAxes ? [.. shape.Skip(batchAxes)] : null,
            LabelShape =
                second is ArrayValue { Shape: { } labels } && labels.Count >= batchAxes ? [.. labels.Skip(batchAxes)] : dataset.LabelShape,
            HasLabels = second is not null,
            Reader = dataset.Reader,
            Generator = dataset.Generator,
            Classes = dataset.Classes,
        };
    }
}

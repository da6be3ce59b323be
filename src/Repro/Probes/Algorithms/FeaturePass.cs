using System.Collections.Concurrent;
using Repro.Backends;
using Repro.Backends.Cpu;
using Repro.Claims;
using Repro.Configuration;
using Repro.Models;
using Repro.Native;
using Repro.Probes.Forms;
using Repro.Project;
using Repro.Runs;
using Repro.Training.Features;
using Repro.Training.Feeding;
using Repro.Training.Weights;

namespace Repro.Probes.Algorithms;

/// <summary>
/// <c>algorithm:extract-features{stub base}[2000 20]/predict_calls</c>: the documents' <c>extract_features</c> with a base that returns
/// each
/// image's number in VGG16's output shape, or (<c>{vgg16-base-150}[SET/SPLIT]</c>) with a real base on real images.
/// </summary>
internal static class FeaturePass
{
    private const string Stub = "stub base";
    private const string Late = "break at >";
    private const int MostSamples = 10_000;

    public static IReadOnlyList<QuantityDescription> Quantities { get; } =
    [
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/predict_calls",
            "Number of calls of predict in extract_features, with a base that returns each image's number. Further variants: 'N pictures' in the generator, and 'break at >', which stops one batch later.",
            "algorithm:extract-features{stub base}[60 20]/predict_calls"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/pictures_through_base",
            "Number of images that were sent through the base.",
            "algorithm:extract-features{stub base}[60 20]/pictures_through_base"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/distinct_pictures",
            "Number of different images that were sent through the base.",
            "algorithm:extract-features{stub base}[60 20]/distinct_pictures"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/features_shape",
            "Shape of the array of features, samples first.",
            "algorithm:extract-features{stub base}[60 20]/features_shape"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/flattened_shape",
            "Shape of the array of features after reshape, samples first.",
            "algorithm:extract-features{stub base}[60 20]/flattened_shape"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/labels_shape",
            "Shape of the array of labels.",
            "algorithm:extract-features{stub base}[60 20]/labels_shape"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/rows_filled",
            "Number of rows of the array of features that were written.",
            "algorithm:extract-features{stub base}[60 20]/rows_filled"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/feature_rows_in_place",
            "Number of rows with the features of the image that belongs there.",
            "algorithm:extract-features{stub base}[60 20]/feature_rows_in_place"
        ),
        new(
            "algorithm:extract-features{stub base}[SAMPLES BATCH]/label_rows_in_place",
            "Number of rows with the label of the image that belongs there.",
            "algorithm:extract-features{stub base}[60 20]/label_rows_in_place"
        ),
        new(
            "algorithm:extract-features{BASE}[SET/SPLIT]/features_shape",
            "Shape of the features of a pretrained base on a split, samples first; a run must store such features."
        ),
        new(
            "algorithm:extract-features{BASE}[SET/SPLIT]/flattened_shape",
            "Shape of the flattened features of a pretrained base on a split, samples first."
        ),
        new("algorithm:extract-features{BASE}[SET/SPLIT]/labels_shape", "Shape of the labels of a split of which features are stored."),
    ];

    /// <param name="passes">Takes the passes of stub bases, since many claims are about the same pass.</param>
    public static Measurement Measure(Address address, ProbeServices services, ConcurrentDictionary<StubPassKey, Lazy<StubPass>> passes) =>
        address.Variants.Contains(Stub) ? OfStub(address, passes) : OfBase(address, services);

    private static Measurement.Exact OfStub(Address address, ConcurrentDictionary<StubPassKey, Lazy<StubPass>> passes)
    {
        int images = -1;
        bool late = false;
        foreach (string variant in address.Variants)
        {
            late |= variant == Late;
            images =
                variant.EndsWith(" pictures", StringComparison.Ordinal) && Numbers.TryCount(variant[..^" pictures".Length], out int count)
                    ? count
                    : images;
            if (variant is not (Stub or Late) && !variant.EndsWith(" pictures", StringComparison.Ordinal))
            {
                throw new UnknownFormException();
            }
        }

        if (
            address.Arguments is not [var first, var second]
            || !Numbers.TryCount(first, out int samples)
            || !Numbers.TryCount(second, out int batchSize)
            || samples is < 1 or > MostSamples
            || batchSize < 1
            || images is 0 or > MostSamples
        )
        {
            throw new UnknownFormException();
        }

        StubPassKey key = new(images < 0 ? samples : images, samples, batchSize, late);
        StubPass pass = passes.GetOrAdd(key, asked => new Lazy<StubPass>(() => StubPass.Of(asked))).Value;
        string how = "a stub base that returns each image's number";
        if (pass.Failure is { } failure)
        {
            return late && address.Quantity == "predict_calls"
                ? new Measurement.Exact(new Value.Number(pass.Calls), $"{how}; then: {failure.Message}")
                : throw new InputException(failure.Message, failure);
        }

        Value value = address.Quantity switch
        {
            "predict_calls" => new Value.Number(pass.Calls),
            "pictures_through_base" => new Value.Number(pass.Seen),
            "distinct_pictures" => new Value.Number(pass.Distinct),
            "features_shape" => Shape(pass.FeaturesShape),
            "flattened_shape" => Shape(pass.FlattenedShape),
            "labels_shape" => Shape([pass.Labels]),
            "rows_filled" => new Value.Number(pass.RowsFilled),
            "feature_rows_in_place" => new Value.Number(pass.FeatureRowsInPlace),
            "label_rows_in_place" => new Value.Number(pass.LabelRowsInPlace),
            _ => throw new UnknownFormException(),
        };
        return new Measurement.Exact(value, how);
    }

    // The run that declares such an extraction says how images are fed.
    private static Measurement OfBase(Address address, ProbeServices services)
    {
        if (
            address.Variants is not [var name]
            || address.Argument?.Split('/') is not [var set, var split]
            || address.Quantity is not ("features_shape" or "flattened_shape" or "labels_shape")
        )
        {
            throw new UnknownFormException();
        }

        RunConfiguration run =
            services
                .Runs.Names.Select(known => services.Runs.Load(known, address))
                .FirstOrDefault(run => run.Extraction is not null && run.Base == name && run.DataSet == set)
            ?? throw new AddressException($"'{address}': no run stores features of '{name}' on '{set}'.");
        SplitConfiguration part =
            new[] { run.Train, run.Validation, run.Test }.FirstOrDefault(part => part?.Split == split)
            ?? throw new AddressException($"'{address}': run '{run.Name}' has no part '{split}'.");
        Settings settings = services.Settings;
        WeightsDeclaration file = run.RequireWeights();
        if (file.File.Find(settings.DataRoot) is null)
        {
            return new Measurement.Missing($"{file.File.Path}, the pretrained weights of {name}", file.Remedy);
        }

        try
        {
            using CpuBackend backend = new();
            Model head = RunInputs.Model(run);
            RunConfiguration only = run with { Train = part, Validation = null, Test = null };
            TrainingData data = new FeatureData(backend, settings.DataRoot, new FeatureCache(settings.CacheFolder))
            {
                Decoding = new Decoding(settings.DecodedFolder),
            }.Of(only, head.InputShape);
            Tensor table = ((ArraySamples)data.Train).X;
            int?[] cells = [.. FeatureBase.Model(run).OutputShapes[0].Axes];
            Value value = address.Quantity switch
            {
                "flattened_shape" => Shape(table.Shape),
                "labels_shape" => new Value.Dimensions([table.Samples]),
                _ => new Value.Dimensions([table.Samples, .. cells]),
            };
            return data.Base!.Origin.Synthetic
                ? new Measurement.Missing(
                    $"pretrained weights: {file.File.Path} records that its weights were generated for a trial",
                    file.Remedy
                )
                : new Measurement.Exact(value, $"{table.Samples} images of {address.Argument} through {name}");
        }
        catch (InputException exception)
        {
            return new Measurement.Missing(exception.Message, run.Set.Remedy);
        }
        catch (MissingNativeException exception)
        {
            return new Measurement.Missing(exception.Message, "Install it.");
        }
    }

    private static Value.Dimensions Shape(IEnumerable<int> axes) => new([.. axes.Select(axis => (int?)axis)]);
}

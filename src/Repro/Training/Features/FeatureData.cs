using System.Globalization;
using System.Text;
using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Models;
using Repro.Models.BuiltIn;
using Repro.Runs;
using Repro.Training.Feeding;
using Repro.Training.State;
using Repro.Training.Weights;

namespace Repro.Training.Features;

/// <summary>
/// What a run trains on that stores its base's features first: each part's images sent once through the base, in the files' order, or read
/// from the cache.
/// </summary>
internal sealed class FeatureData(IBackend backend, string? dataRoot, FeatureCache cache, Action<string>? say = null)
{
    /// <summary>How images are decoded. Its cancellation also ends the computation of features.</summary>
    public Decoding Decoding { get; init; } = new();

    /// <param name="input">What the run's model takes: the flattened features.</param>
    /// <exception cref="InputException">Weights or images are missing or damaged, or the features do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request; nothing is stored of a part that was not complete.</exception>
    public TrainingData Of(RunConfiguration run, Shape input)
    {
        Model model = FeatureBase.Model(run);
        int[] shape = [.. model.OutputShapes[0].Axes.Select(axis => axis!.Value)];
        int length = model.OutputShapes[0].Elements;
        if (!input.Equals(new Shape(length)))
        {
            throw new InputException(
                $"Run '{run.Name}' stores features of {model.OutputShapes[0]}, {length} numbers, but its model '{run.Model}' takes {input}."
            );
        }

        using Extractor extractor = new(backend, run, model, PretrainedWeights.Load(run.RequireWeights(), dataRoot, run.Models));
        StringBuilder fed = new();
        Dictionary<string, string> checksums = [];
        ArraySamples Open(SplitConfiguration split)
        {
            DecodedImages images = ImageData.Decode(run, split, model.InputShape, run.Extraction!.TargetSize, dataRoot, Decoding);
            checksums.TryAdd($"{run.DataSet}/{split.Split}", images.FilesSha256());
            FeatureKey key = extractor.KeyOf(split, images);
            fed.Append(CultureInfo.InvariantCulture, $"features {(key with { Backend = "", Arithmetic = "" }).ToJson()}\n");
            ExtractedFeatures features = cache.Get(
                key,
                images.Count,
                shape,
                () =>
                {
                    say?.Invoke(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"features: {images.Count} images of {run.DataSet}/{split.Split} go through {run.Base} ..."
                        )
                    );
                    return extractor.Extract(images, shape, Decoding.Cancellation);
                }
            );
            return new ArraySamples(features.Flattened, features.Y);
        }

        ArraySamples train = Open(run.Train);
        ArraySamples? validation = run.Validation is null ? null : Open(run.Validation);
        ArraySamples? test = run.Test is null ? null : Open(run.Test);
        return new TrainingData(train, validation, test, checksums, Digests.OfText(fed.ToString())) { Base = extractor.Weights };
    }

    private sealed class Extractor(IBackend backend, RunConfiguration run, Model model, PretrainedWeights weights) : IDisposable
    {
        private readonly ExtractionConfiguration _extraction = run.Extraction!;
        private INetwork? _network;

        public PretrainedWeights Weights => weights;

        public FeatureKey KeyOf(SplitConfiguration split, DecodedImages images)
        {
            BackendDescription description = backend.Describe(model);
            string libraries = Determinism.GivesSameBits(description.Name)
                ? ""
                : $" {description.InstructionSet} {ArithmeticVersions.Text(description.Libraries)}";
            return new FeatureKey(
                run.Base!,
                _extraction.Layer,
                _extraction.Pooling,
                weights.Identity,
                $"{run.DataSet}/{split.Split}",
                images.PixelsSha256(),
                images.Height,
                images.Width,
                _extraction.BatchSize,
                _extraction.Preprocessing ?? string.Create(CultureInfo.InvariantCulture, $"rescale {_extraction.Rescale:R}"),
                description.Name + libraries,
                ArithmeticVersions.Text(description.Operations)
            )
            {
                Network = BuiltInModels.Has(run.Base!) ? null : NetworkDigest.Of(model),
                Classes = _extraction.Labels == ClassLabels.Categorical ? images.Split.Classes.Count : null,
            };
        }

        public ExtractedFeatures Extract(DecodedImages images, int[] shape, CancellationToken cancellation)
        {
            INetwork network = _network ??= Build();
            ImageSamples samples = new(images, _ => ImagePreprocessors.Of(_extraction), labels: _extraction.Labels);
            BatchSampler plan = new(seed: 0, images.Count, _extraction.BatchSize, shuffle: false);
            using IBatchIterator flow = samples.Flow(plan, seed: 0);
            (Tensor X, Tensor Y) Batch(long step)
            {
                cancellation.ThrowIfCancellationRequested();
                return flow.Batch(step);
            }

            return FeatureExtraction.Extract(Batch, network.Predict, shape, images.Count, _extraction.BatchSize);
        }

        public void Dispose() => _network?.Dispose();

        private INetwork Build()
        {
            INetwork network = backend.Build(model, new CompileOptions(run.Loss, null));
            weights.Fill(network);
            return network;
        }
    }
}

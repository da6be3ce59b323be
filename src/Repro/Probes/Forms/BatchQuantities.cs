using Repro.Claims;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Native;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Probes.Forms;

/// <summary>Quantities of the batches that a run's own loader makes of an image set.</summary>
internal static class BatchQuantities
{
    private const int Seed = 1;

    public static Measurement Measure(Address address, string? root, RunConfiguration run)
    {
        SplitConfiguration?[] fed = [run.Train, run.Validation, run.Test];
        SplitConfiguration split =
            fed.FirstOrDefault(split => split?.Split == address.Argument)
            ?? throw new AddressException(
                $"'{address}': the run feeds no such split; it feeds {string.Join(", ", fed.OfType<SplitConfiguration>().Select(split => split.Split).Distinct())}."
            );
        if (split.TargetSize is not { } size)
        {
            throw new AddressException($"'{address}': the run feeds no images.");
        }

        try
        {
            using DecodedImages images = new(ImageData.Files(run, split, root), size.Height, size.Width, split.Form);
            BatchSampler plan = new(Seed, images.Count, split.BatchSize);
            using ImageBatchLoader flow = new(images, plan, ImagePreprocessors.Of(split, Seed), labels: split.Labels);
            ImageBatch first = flow.Batch(0);
            int samples = first.Numbers.Length;
            return address.Quantity switch
            {
                "batch_shape" => new Measurement.Exact(
                    new Value.Dimensions([samples, size.Height, size.Width, first.X.Length / samples / size.Height / size.Width]),
                    $"the first batch of {run.Name}"
                ),
                "label_shape" => new Measurement.Exact(
                    new Value.Dimensions(first.Y.Length == samples ? [samples] : [samples, first.Y.Length / samples]),
                    $"the first batch of {run.Name}"
                ),
                _ => new Measurement.Exact(
                    new Value.Number(LargestOfPass(flow, plan, first)),
                    $"one pass of {run.Name} over {images.Count} images"
                ),
            };
        }
        catch (MissingNativeException exception)
        {
            return new Measurement.Missing(exception.Package.Name, exception.Message);
        }
    }

    private static float LargestOfPass(ImageBatchLoader flow, BatchSampler plan, ImageBatch first)
    {
        float largest = first.X.Max();
        for (long step = 1; plan.Pass(step) == 0; step++)
        {
            largest = Math.Max(largest, flow.Batch(step).X.Max());
        }

        return largest;
    }
}

using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Folders;

namespace Repro.Training.Feeding;

/// <summary>
/// A split's images as batches of (images, height, width, channels) and (images, 1) or (images, classes), made ahead on background threads.
/// </summary>
/// <param name="images">All decoded.</param>
/// <param name="feed">Makes of a seed what changes and rescales the images.</param>
/// <param name="fixedFeed">Describes the feed where it gives the same numbers for an image in every pass and for every seed; null where it
/// does not.</param>
/// <param name="labels">How labels are given.</param>
internal sealed class ImageSamples(
    DecodedImages images,
    Func<int, IImagePreprocessor> feed,
    string? fixedFeed = null,
    ClassLabels labels = ClassLabels.Binary
) : IBatchSource
{
    public int Samples => images.Count;

    public string? FixedKey =>
        fixedFeed is null
            ? null
            : FormattableString.Invariant($"{images.PixelsSha256()} {images.Height}x{images.Width} {fixedFeed}{Called}");

    public IBatchIterator Flow(BatchSampler plan, int seed) =>
        new ImageTensors(new ImageBatchLoader(images, plan, feed(seed), labels: labels), images.Height, images.Width, images.Channels);

    private string Called =>
        labels switch
        {
            ClassLabels.Categorical => " categorical",
            ClassLabels.Sparse => " sparse",
            _ => "",
        };

    private sealed class ImageTensors(ImageBatchLoader flow, int height, int width, int channels) : IBatchIterator
    {
        public (Tensor X, Tensor Y) Batch(long step)
        {
            ImageBatch batch = flow.Batch(step);
            int samples = batch.Numbers.Length;
            return (new Tensor(batch.X, samples, height, width, channels), new Tensor(batch.Y, samples, batch.Y.Length / samples));
        }

        public void Dispose() => flow.Dispose();
    }
}

using Repro.Backends;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Data.Imaging;

namespace Repro.Training.Feeding;

/// <summary>A split's pictures as batches of (pictures, height, width, 3) and (pictures, 1) or (pictures, classes), made ahead on background threads.</summary>
/// <param name="pictures">All decoded.</param>
/// <param name="feed">Makes of a seed what changes and rescales the pictures.</param>
/// <param name="fixedFeed">Describes the feed where it gives the same numbers for a picture in every pass and for every seed; null where it does not.</param>
/// <param name="labels">How labels are given.</param>
public sealed class PictureSamples(DecodedPictures pictures, Func<int, IPictureFeed> feed, string? fixedFeed = null, ClassLabels labels = ClassLabels.Binary) : IBatchSource
{
    public int Samples => pictures.Count;

    public string? FixedKey => fixedFeed is null ? null : FormattableString.Invariant($"{pictures.PixelsSha256()} {pictures.Height}x{pictures.Width} {fixedFeed}{Called}");

    public IBatchFlow Flow(BatchPlan plan, int seed) => new PictureTensors(new PictureFlow(pictures, plan, feed(seed), labels: labels), pictures.Height, pictures.Width);

    private string Called => labels switch
    {
        ClassLabels.Categorical => " categorical",
        ClassLabels.Sparse => " sparse",
        _ => "",
    };

    private sealed class PictureTensors(PictureFlow flow, int height, int width) : IBatchFlow
    {
        public (Tensor X, Tensor Y) Batch(long step)
        {
            PictureBatch batch = flow.Batch(step);
            int samples = batch.Numbers.Length;
            return (new Tensor(batch.X, samples, height, width, RgbPicture.Channels), new Tensor(batch.Y, samples, batch.Y.Length / samples));
        }

        public void Dispose() => flow.Dispose();
    }
}

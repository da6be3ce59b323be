using System.Collections.Concurrent;
using System.Diagnostics;
using Repro.Data.Folders;

namespace Repro.Data.Batches;

/// <summary>A batch as the network takes it.</summary>
/// <param name="Step">Counted from 0 over the whole training.</param>
/// <param name="Numbers">Which images of the split.</param>
/// <param name="X">(images, height, width, 3), float32</param>
/// <param name="Y">(images, 1), the labels 0 and 1; or (images, classes), one-hot</param>
internal sealed record ImageBatch(long Step, int[] Numbers, float[] X, float[] Y);

/// <summary>
/// Endless batches of images, as Keras's generators yield them. Batches are prepared ahead of the trainer on background threads;
/// each is a function of seed and step alone, so neither their number nor their timing touches a bit, and any step can be asked for.
/// </summary>
internal sealed class ImageBatchLoader : IDisposable
{
    private readonly DecodedImages _images;
    private readonly BatchSampler _plan;
    private readonly IImagePreprocessor _feed;
    private readonly int _ahead;
    private readonly int _columns;
    private readonly Queue<(long Step, Task<ImageBatch> Work)> _prepared = [];
    private readonly ConcurrentDictionary<int, ConcurrentBag<float[]>> _buffers = [];
    private ImageBatch? _lent;

    /// <param name="ahead">How many batches to prepare beyond the one asked for; 0 prepares none.</param>
    /// <param name="labels">How labels are given.</param>
    /// <exception cref="InputException">Labels of 0 and 1 are asked for, and the split has not exactly two classes.</exception>
    public ImageBatchLoader(
        DecodedImages images,
        BatchSampler plan,
        IImagePreprocessor feed,
        int ahead = 4,
        ClassLabels labels = ClassLabels.Binary
    )
    {
        if (labels == ClassLabels.Binary)
        {
            images.Split.RequireBinary();
        }

        _columns = labels == ClassLabels.Categorical ? images.Split.Classes.Count : 1;
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        _images = images;
        _plan = plan;
        _feed = feed;
        _ahead = ahead;
    }

    /// <summary>How long callers have waited for batches that were not ready.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The batch of a step. Its arrays are used again after the next call.</summary>
    /// <exception cref="InputException">An image of the batch cannot be used.</exception>
    public ImageBatch Batch(long step)
    {
        Reclaim();
        if (_prepared.Count > 0 && _prepared.Peek().Step != step)
        {
            Drain();
        }

        while (_prepared.Count <= _ahead)
        {
            Prepare(step + _prepared.Count);
        }

        Task<ImageBatch> work = _prepared.Dequeue().Work;
        if (!work.IsCompleted)
        {
            long began = Stopwatch.GetTimestamp();
            ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
            Waited += Stopwatch.GetElapsedTime(began);
        }

        _lent = work.GetAwaiter().GetResult();
        return _lent;
    }

    /// <summary>Waits for the batches in preparation; the images belong to the caller.</summary>
    public void Dispose() => Drain();

    private void Prepare(long step)
    {
        int[] numbers = _plan.Numbers(step).ToArray();
        long pass = _plan.Pass(step);
        _prepared.Enqueue((step, Task.Run(() => Make(step, pass, numbers))));
    }

    private ImageBatch Make(long step, long pass, int[] numbers)
    {
        int length = _images.ImageLength;
        float[] x = _buffers.GetOrAdd(numbers.Length, _ => []).TryTake(out float[]? idle) ? idle : new float[numbers.Length * length];
        float[] y = new float[numbers.Length * _columns];
        for (int place = 0; place < numbers.Length; place++)
        {
            int number = numbers[place];
            _feed.Write(_images, number, pass, x.AsSpan(place * length, length));
            int label = _images.Split.Labels[number];
            y[_columns == 1 ? place : place * _columns + label] = _columns == 1 ? label : 1;
        }

        return new ImageBatch(step, numbers, x, y);
    }

    private void Reclaim()
    {
        if (_lent is not null)
        {
            _buffers[_lent.Numbers.Length].Add(_lent.X);
            _lent = null;
        }
    }

    // Whatever a batch met that nobody will use, an error included, is nobody's matter.
    private void Drain()
    {
        while (_prepared.TryDequeue(out (long Step, Task<ImageBatch> Work) next))
        {
            ((IAsyncResult)next.Work).AsyncWaitHandle.WaitOne();
            if (next.Work.IsCompletedSuccessfully)
            {
                _buffers[next.Work.Result.Numbers.Length].Add(next.Work.Result.X);
            }
            else
            {
                _ = next.Work.Exception;
            }
        }
    }
}

using Repro.Backends.Cpu.Kernels.Vectorized.Dense;
using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Pooling;

/// <summary>
/// The gradients of a convolution whose output was pooled, from the winners alone: of four places in a window three pass no gradient,
/// and terms that are zero are left out. Chains run in the order of the dense passes, with the input's channels in lanes.
/// </summary>
/// <param name="weights">The kernel as (ky, f, kx, c).</param>
internal readonly unsafe struct ArgmaxBackward<TSimd, TVector>(PooledConv block, float* weights)
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Inputs that the chains of a band read at one row of the window, so that they stay in the nearest cache: 24 KB.</summary>
    private const int BandFloats = 6144;

    /// <summary>Filters whose lists are read while they are in the nearest cache.</summary>
    private const int FiltersTogether = 16;

    private readonly WindowGeometry _conv = block.Conv;
    private readonly WindowGeometry _pool = block.Pool;
    private readonly Segments _segments = Segments.Of(block.Conv.OutHeight, block.Conv.OutWidth);
    private readonly float* _weights = weights;

    /// <summary>Inputs that a row of the window reads side by side: (kx, c).</summary>
    private int Line => _conv.Window.Width * _conv.InChannels;

    /// <summary>Rows of the convolution that windows reach.</summary>
    private int Rows => _pool.OutHeight * _pool.Window.Height;

    private int InRow => _conv.InWidth * _conv.InChannels;

    /// <summary>Whether there are enough zeros, enough lanes, and no border.</summary>
    public static bool Fits(in PooledConv block) =>
        ConvShape.Forward(block.Conv).StaysInside
        && block.Pool.Window.Height * block.Pool.Window.Width >= 4
        && block.Conv.InChannels >= TSimd.Count
        && block.Conv.Window.Width * block.Conv.InChannels % TSimd.Count == 0;

    /// <summary>The sum of a unit's segments, as (f, ky, kx, c). Overwrites <paramref name="term"/>.</summary>
    public void ToKernel(int images, float* x, byte* winners, float* dy, float* term)
    {
        int elements = _conv.OutChannels * _conv.Window.Height * Line;
        bool isOneSegment = !_segments.WithinImage || (images == 1 && _segments.Rows >= _conv.OutHeight);
        float* chains = isOneSegment ? term : Buffers.Mine.Chains.Take(elements);
        new Span<float>(chains, elements).Clear();
        bool isFirst = true;
        for (int n = 0; n < images; n++)
        {
            for (int row = 0; row < _conv.OutHeight; row += _segments.Rows)
            {
                int end = Math.Min(_conv.OutHeight, row + _segments.Rows);
                Chain(x, winners, dy, row, Math.Min(end, Rows), chains);
                if (!isOneSegment)
                {
                    Finish(chains, term, elements, isFirst);
                    isFirst = false;
                }
            }

            x += (long)_conv.InHeight * InRow;
            winners += (long)_pool.OutHeight * _pool.OutWidth * _pool.OutChannels;
            dy += (long)_pool.OutHeight * _pool.OutWidth * _pool.OutChannels;
        }

        if (isOneSegment)
        {
            SparseRows<TSimd, TVector>.WithoutNegativeZeros(term, elements);
        }
    }

    /// <summary>One image's gradient of the input.</summary>
    public void ToData(byte* winners, float* dy, float* dx)
    {
        int inputs = _conv.InHeight * InRow;
        new Span<float>(dx, inputs).Clear();
        int columns = _pool.OutWidth * _pool.Window.Width;
        int capacity = _conv.OutChannels + 1;
        SparseTerm* picks = (SparseTerm*)Buffers.Mine.Picks.Take(2L * SparseTerms.Lists(_pool) * capacity);
        int* counts = (int*)Buffers.Mine.Counts.Take(SparseTerms.Lists(_pool));
        for (int window = 0; window < _pool.OutHeight; window++)
        {
            SparseTerms.ByColumn(_pool, dy, winners, window, Line, picks, counts);
            for (int row = 0; row < _pool.Window.Height; row++)
            {
                SparseLists lists = new(picks + (long)row * columns * capacity, capacity, counts + row * columns, columns);
                float* c = dx + (window * _pool.Window.Height + row) * _conv.Stride.Height * (long)InRow;
                // A row of the window's weights stays near for all columns.
                for (int ky = 0; ky < _conv.Window.Height; ky++, c += InRow)
                {
                    float* b = _weights + (long)ky * _conv.OutChannels * Line;
                    SparseRows<TSimd, TVector>.Run(lists, b, c, _conv.Stride.Width * _conv.InChannels, Line);
                }
            }
        }

        SparseRows<TSimd, TVector>.WithoutNegativeZeros(dx, inputs);
    }

    /// <summary>Carries the chains of a segment through one image's rows.</summary>
    private void Chain(float* x, byte* winners, float* dy, int first, int end, float* chains)
    {
        int rowStep = _conv.Stride.Height * InRow;
        int most = Math.Max(_pool.Window.Height, BandFloats / rowStep);
        SparseTerm* picks = (SparseTerm*)Buffers.Mine.Picks.Take(2L * FiltersTogether * SparseTerms.PerFilter(_pool, most));
        int* counts = (int*)Buffers.Mine.Counts.Take(FiltersTogether);
        for (int row = first; row < end; row += most)
        {
            int rows = Math.Min(most, end - row);
            // Sums read the inputs in registers many times, which costs twice as much where these cross the lines of the cache.
            long inputs = ((rows - 1) * (long)_conv.Stride.Height + _conv.Window.Height) * InRow;
            float* b = Buffers.Mine.Region.Take(inputs);
            new ReadOnlySpan<float>(x + (long)row * rowStep, (int)inputs).CopyTo(new Span<float>(b, (int)inputs));
            for (int filter = 0; filter < _conv.OutChannels; filter += FiltersTogether)
            {
                int filters = Math.Min(FiltersTogether, _conv.OutChannels - filter);
                SparseLists lists = new(picks, SparseTerms.PerFilter(_pool, rows), counts, filters);
                SparseTerms.ByFilter(
                    _pool,
                    dy,
                    winners,
                    row,
                    row + rows,
                    filter,
                    filters,
                    _conv.Stride.Width * _conv.InChannels,
                    rowStep,
                    picks,
                    counts
                );
                Chain(lists, b, chains + (long)filter * _conv.Window.Height * Line);
            }
        }
    }

    private void Chain(SparseLists lists, float* b, float* chains)
    {
        if (_conv.Window.Height == 3 && ThreeSparseRows<TSimd, TVector>.Fits)
        {
            ThreeSparseRows<TSimd, TVector>.Run(lists, b, InRow, chains, Line);
            return;
        }

        for (int ky = 0; ky < _conv.Window.Height; ky++)
        {
            SparseRows<TSimd, TVector>.Run(lists, b + (long)ky * InRow, chains + ky * Line, _conv.Window.Height * Line, Line);
        }
    }

    /// <summary>A segment's chains end and join the sum, which the first ones begin, and the next ones start.</summary>
    private static void Finish(float* chains, float* sums, int count, bool isFirst)
    {
        for (int i = 0; i < count; i += TSimd.Count)
        {
            TVector chain = TSimd.Add(TSimd.Load(chains + i), default);
            TSimd.Store(isFirst ? chain : TSimd.Add(TSimd.Load(sums + i), chain), sums + i);
            TSimd.Store(default, chains + i);
        }
    }
}

namespace Repro.Backends.Cpu.Kernels.Vectorised;

/// <summary>
/// The gradient of a kernel. A tile's rows are neighbouring inputs of a window's row, its columns filters, and its chain runs over the
/// pixels of a segment. A task owns some blocks of the gradient and passes all pictures in order.
/// </summary>
internal static unsafe class KernelGradient<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Bordered pictures that are kept at a time: 64 MB.</summary>
    private const long PaddedFloats = 1 << 24;

    /// <summary>Few, so that a picture which is near serves many blocks; more than one, so that a thread that is late holds up less.</summary>
    private const int TasksPerThread = 2;

    public static void Run(Workers workers, WindowGeometry g, int samples, float* x, float* dy, float* dKernel)
    {
        ConvShape s = ConvShape.Forward(g);
        Segments segments = Segments.Of(g.OutHeight, g.OutWidth);
        new Span<float>(dKernel, checked(s.Terms * s.OutChannels)).Clear();

        // Pictures with a border are copied some segments at a time; sums go on where they stood.
        long one = Region.Size(s, 1, g.OutHeight);
        int chunk = samples;
        if (!s.StaysInside) chunk = (int)Math.Min(samples, Math.Max(1, PaddedFloats / one / segments.Pictures) * segments.Pictures);
        for (int first = 0; first < samples; first += chunk)
        {
            int pictures = Math.Min(chunk, samples - first);
            float* gradients = dy + (long)first * g.OutHeight * g.OutWidth * g.OutChannels;
            Region region = s.StaysInside ? Region.InPlace(s, x, first, 0) : Pad(workers, s, x, first, pictures);
            Panels panels = Panels.InPlace(gradients, s.OutChannels, Tiles<TSimd, TVector>.Width);
            Accumulate(workers, new KernelPass<TSimd, TVector>(s, segments, pictures, region, panels, dKernel));
        }
    }

    private static Region Pad(Workers workers, ConvShape s, float* x, int first, int pictures)
    {
        long one = Region.Size(s, 1, s.OutHeight);
        float* target = Buffers.Mine.Padded.Take(pictures * one);
        workers.For(pictures, n => Region.Copy(s, x, first + n, 1, 0, s.OutHeight, target + n * one));
        return new Region((nint)target, one, (long)s.ColumnsRead * s.InChannels);
    }

    private static void Accumulate(Workers workers, KernelPass<TSimd, TVector> pass)
    {
        TileSplit tiles = TileSplit.Of(pass.Shape.Window.Width * pass.Shape.InChannels, TSimd.MaxRows);
        int lines = pass.Gradients.Count * pass.Shape.Window.Height;
        int wanted = TasksPerThread * workers.Threads;
        int parts = Math.Clamp((wanted + lines - 1) / lines, 1, tiles.Pieces);
        KernelBlock[] blocks = new KernelBlock[lines * parts];
        for (int i = 0; i < blocks.Length; i++)
        {
            int part = i % parts;
            int line = i / parts;
            blocks[i] = new KernelBlock(
                line % pass.Shape.Window.Height, line / pass.Shape.Window.Height,
                (int)((long)tiles.Pieces * part / parts), (int)((long)tiles.Pieces * (part + 1) / parts), tiles);
        }

        int tasks = Math.Min(blocks.Length, wanted);
        workers.For(tasks, task =>
        {
            int first = (int)((long)blocks.Length * task / tasks);
            int end = (int)((long)blocks.Length * (task + 1) / tasks);
            pass.Run(blocks.AsSpan(first, end - first));
        });
    }
}

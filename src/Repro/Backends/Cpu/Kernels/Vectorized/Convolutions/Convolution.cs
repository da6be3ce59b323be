using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;
using Repro.Backends.Cpu.Threading;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>
/// y = convolution(x) over packed weights, for the forward pass, the backward pass to the data, and dense layers. A tile's rows are
/// neighbouring outputs of an image's row, or, where rows are short, the same output of neighbouring images.
/// </summary>
internal static unsafe class Convolution<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows narrower than this are worked across images where there are more of those.</summary>
    private const int ShortRow = 8;

    /// <summary>Weights that are few: 8 KB.</summary>
    private const int FewWeights = 2048;

    /// <summary>Inputs that a task keeps near: 256 KB.</summary>
    private const int RegionFloats = 65536;

    /// <param name="start">Bias filled up to whole panels, or null.</param>
    /// <param name="relu">Whether outputs go through ReLU.</param>
    public static void Run(Workers workers, ConvShape s, int samples, float* x, Panels weights, float* start, float* y, bool relu = false)
    {
        ConvTasks tasks = Plan(s, samples, weights.Count, workers.Threads);
        workers.For(tasks.Count, new Work(s, tasks, x, weights, start, y, relu));
    }

    /// <summary>The same for some images on the caller's thread alone, as a part of a larger task.</summary>
    public static void RunImages(in ConvShape s, int images, float* x, Panels weights, float* start, float* y)
    {
        long floatsPerRow = (long)s.Stride.Height * s.ColumnsRead * s.InChannels;
        int rows = (int)Math.Clamp(RegionFloats / Math.Max(1, floatsPerRow), 1, s.OutHeight);
        ConvTasks tasks = new(images, 1, s.OutHeight, rows, weights.Count, 1, AcrossImages: false);
        for (int task = 0; task < tasks.Count; task++)
        {
            RunTask(s, tasks.At(task), x, weights, start, y);
        }
    }

    /// <summary>Whether tiles run across images, since rows are short.</summary>
    public static bool RunsAcrossImages(in ConvShape s, int samples) => s.OutWidth < ShortRow && samples > s.OutWidth;

    private static ConvTasks Plan(in ConvShape s, int samples, int panels, int threads)
    {
        bool across = RunsAcrossImages(s, samples);
        bool inPlace = s.StaysInside;
        int images = across ? Math.Min(samples, inPlace && s.OutHeight * s.OutWidth == 1 ? 8 * TSimd.MaxRows : TSimd.MaxRows) : 1;
        int groups = (samples + images - 1) / images;
        // Enough tasks for every thread, first by bands of rows, then by panels.
        int wanted = 4 * threads;
        int bands = Math.Clamp((wanted + groups - 1) / groups, 1, s.OutHeight);
        int rows = (s.OutHeight + bands - 1) / bands;
        // Half of the outputs' floats: they are only written, once for each panel.
        long floatsPerRow = images * Math.Max((long)s.Stride.Height * s.ColumnsRead * s.InChannels, (long)s.OutWidth * s.OutChannels / 2);
        rows = (int)Math.Clamp(RegionFloats / Math.Max(1, floatsPerRow), 1, rows);
        bands = (s.OutHeight + rows - 1) / rows;
        int parts = groups * bands >= wanted ? 1 : Math.Min(panels, (wanted + groups * bands - 1) / (groups * bands));
        return new ConvTasks(samples, images, s.OutHeight, rows, panels, parts, across);
    }

    /// <summary>One task, on the caller's thread; <paramref name="x"/> and <paramref name="y"/> are the batch's.</summary>
    public static void RunTask(in ConvShape s, in ConvTask task, float* x, Panels weights, float* start, float* y)
    {
        Region region = s.StaysInside
            ? Region.InPlace(s, x, task.Image, task.Row)
            : Region.Copy(
                s,
                x,
                task.Image,
                task.Images,
                task.Row,
                task.Rows,
                Buffers.Mine.Region.Take(Region.Size(s, task.Images, task.Rows))
            );

        // A few weights stay in the first cache beside a row's outputs, which then are written as they lie; many are used for all rows at
        // once.
        int rows = (long)s.Terms * s.OutChannels <= FewWeights ? 1 : task.Rows;
        for (int row = 0; row < task.Rows; row += rows)
        {
            for (int panel = task.Panel; panel < task.Panel + task.Panels; panel++)
            {
                RunRows(s, task, region, weights, panel, start, y, row, Math.Min(rows, task.Rows - row));
            }
        }
    }

    private static void RunRows(
        in ConvShape s,
        in ConvTask task,
        Region region,
        Panels weights,
        int panel,
        float* start,
        float* y,
        int first,
        int count
    )
    {
        for (int row = first; row < first + count; row++)
        {
            if (!task.AcrossImages)
            {
                RunLine(s, task, region, weights, panel, start, y, row, 0);
                continue;
            }

            for (int column = 0; column < s.OutWidth; column++)
            {
                RunLine(s, task, region, weights, panel, start, y, row, column);
            }
        }
    }

    /// <summary>All tiles of one panel along a row of outputs, or along the images at one output.</summary>
    private static void RunLine(
        in ConvShape s,
        in ConvTask task,
        Region region,
        Panels weights,
        int panel,
        float* start,
        float* y,
        int row,
        int column
    )
    {
        int width = Tiles<TSimd, TVector>.Width;
        int real = weights.ColumnsOf(panel);
        // Rows of the window above or below the image hold zeros only, whose terms are left out; columns, where a tile has one place.
        (int firstRow, int endRow) = Inside(
            (task.Row + row) * s.Stride.Height - s.PadTop,
            s.Window.Height,
            (s.InHeight - 1) * s.Dilation.Height
        );
        (int firstColumn, int endColumn) = task.AcrossImages
            ? Inside(column * s.Stride.Width - s.PadLeft, s.Window.Width, (s.InWidth - 1) * s.Dilation.Width)
            : (0, s.Window.Width);
        long outputs = (long)s.OutHeight * s.OutWidth * s.OutChannels;
        float* c = y + task.Image * outputs + ((task.Row + row) * (long)s.OutWidth + column) * s.OutChannels + panel * width;
        nint cRow = task.AcrossImages ? (nint)outputs : s.OutChannels;
        TileTask t = new()
        {
            ARow = task.AcrossImages ? (nint)region.ImageStep : s.Stride.Width * s.InChannels,
            AInner = 1,
            AOuter = (nint)region.RowStep,
            B = weights.At(panel) + ((long)firstRow * s.Window.Width + firstColumn) * s.InChannels * weights.RowStep,
            BInner = weights.RowStep,
            BOuter = (nint)s.Window.Width * s.InChannels * weights.RowStep,
            Inner = (endColumn - firstColumn) * s.InChannels,
            Outer = endRow - firstRow,
            Blocks = 1,
            Start = start is null ? null : start + panel * width,
        };

        float* a =
            (float*)region.Data
            + ((long)row * s.Stride.Height + firstRow) * region.RowStep
            + ((long)column * s.Stride.Width + firstColumn) * s.InChannels;
        float* result = real == width ? null : Buffers.Mine.Result.Take(TSimd.MaxRows * width);
        TileSplit split = TileSplit.Of(task.AcrossImages ? task.Images : s.OutWidth, TSimd.MaxRows);
        for (int piece = 0; piece < split.Pieces; piece++)
        {
            int first = split.Start(piece);
            int rows = split.Rows(piece);
            t.A = a + first * t.ARow;
            t.C = result is null ? c + first * cRow : result;
            t.CRow = result is null ? cRow : width;
            Tiles<TSimd, TVector>.Run(rows, t);
            if (result is null)
            {
                continue;
            }

            for (int r = 0; r < rows; r++)
            {
                new ReadOnlySpan<float>(result + r * width, real).CopyTo(new Span<float>(c + (first + r) * cRow, real));
            }
        }
    }

    /// <summary>ReLU of a task's outputs, while they are near.</summary>
    private static void Rectify(in ConvShape s, in ConvTask task, Panels weights, float* y)
    {
        int first = task.Panel * weights.Width;
        int filters = Math.Min(s.OutChannels, (task.Panel + task.Panels) * weights.Width) - first;
        // All filters of a task's rows lie side by side.
        bool whole = filters == s.OutChannels;
        int count = whole ? task.Rows * s.OutWidth * filters : filters;
        int pieces = whole ? 1 : task.Rows * s.OutWidth;
        for (int image = task.Image; image < task.Image + task.Images; image++)
        {
            float* at = y + ((long)image * s.OutHeight + task.Row) * s.OutWidth * s.OutChannels + first;
            for (int piece = 0; piece < pieces; piece++, at += s.OutChannels)
            {
                Rectifier.Run(at, at, count);
            }
        }
    }

    private readonly struct Work(ConvShape s, ConvTasks tasks, float* x, Panels weights, float* start, float* y, bool relu) : IWork
    {
        private readonly float* _x = x;
        private readonly float* _start = start;
        private readonly float* _y = y;

        public void Run(int task)
        {
            RunTask(s, tasks.At(task), _x, weights, _start, _y);
            if (relu)
            {
                Rectify(s, tasks.At(task), weights, _y);
            }
        }
    }

    /// <summary>The part of a window from <paramref name="start"/> on that lies within 0 to <paramref name="last"/>.</summary>
    private static (int First, int End) Inside(int start, int window, int last)
    {
        int first = Math.Clamp(-start, 0, window);
        return (first, Math.Clamp(last + 1 - start, first, window));
    }
}

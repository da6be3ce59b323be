using Repro.Backends.Cpu.Kernels.Vectorized.Tiling;

namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>What one task of a convolution computes: some panels of some output rows of some pictures.</summary>
internal readonly record struct ConvTask(int Picture, int Pictures, int Row, int Rows, int Panel, int Panels, bool AcrossPictures);

/// <summary>A convolution cut into tasks. Any cut gives the same bits.</summary>
/// <param name="PicturesPerTask">One, or several where tiles run across pictures.</param>
/// <param name="Parts">Groups of panels.</param>
internal readonly record struct ConvTasks(
    int Samples, int PicturesPerTask, int OutHeight, int RowsPerTask, int Panels, int Parts, bool AcrossPictures)
{
    private int Bands => (OutHeight + RowsPerTask - 1) / RowsPerTask;

    private int Groups => (Samples + PicturesPerTask - 1) / PicturesPerTask;

    public int Count => Groups * Bands * Parts;

    public ConvTask At(int task)
    {
        // Neighbouring tasks share their panels, which then stay in a core's cache.
        int part = task / (Groups * Bands);
        int place = task % (Groups * Bands);
        int picture = place / Bands * PicturesPerTask;
        int row = place % Bands * RowsPerTask;
        int panel = (int)((long)Panels * part / Parts);
        int nextPanel = (int)((long)Panels * (part + 1) / Parts);
        return new ConvTask(
            picture, Math.Min(PicturesPerTask, Samples - picture), row, Math.Min(RowsPerTask, OutHeight - row), panel, nextPanel - panel, AcrossPictures);
    }
}

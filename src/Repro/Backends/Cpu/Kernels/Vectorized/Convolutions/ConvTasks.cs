namespace Repro.Backends.Cpu.Kernels.Vectorized.Convolutions;

/// <summary>What one task of a convolution computes: some panels of some output rows of some images.</summary>
internal readonly record struct ConvTask(int Image, int Images, int Row, int Rows, int Panel, int Panels, bool AcrossImages);

/// <summary>A convolution cut into tasks. Any cut gives the same bits.</summary>
/// <param name="ImagesPerTask">One, or several where tiles run across images.</param>
/// <param name="Parts">Groups of panels.</param>
internal readonly record struct ConvTasks(
    int Samples,
    int ImagesPerTask,
    int OutHeight,
    int RowsPerTask,
    int Panels,
    int Parts,
    bool AcrossImages
)
{
    private int Bands => (OutHeight + RowsPerTask - 1) / RowsPerTask;

    private int Groups => (Samples + ImagesPerTask - 1) / ImagesPerTask;

    public int Count => Groups * Bands * Parts;

    public ConvTask At(int task)
    {
        // Neighbouring tasks share their panels, which then stay in a core's cache.
        int part = task / (Groups * Bands);
        int place = task % (Groups * Bands);
        int image = place / Bands * ImagesPerTask;
        int row = place % Bands * RowsPerTask;
        int panel = (int)((long)Panels * part / Parts);
        int nextPanel = (int)((long)Panels * (part + 1) / Parts);
        return new ConvTask(
            image,
            Math.Min(ImagesPerTask, Samples - image),
            row,
            Math.Min(RowsPerTask, OutHeight - row),
            panel,
            nextPanel - panel,
            AcrossImages
        );
    }
}

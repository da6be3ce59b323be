using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Colors;

namespace Repro.Figures.Activations;

/// <summary>
/// All channels of a layer edge to edge, 16 a row, in viridis.
/// Blank channels are black, a colour that viridis does not have.
/// </summary>
/// <param name="Image">(rows of tiles x side, 16 x side, 3)</param>
/// <param name="Blank">How many channels are blank.</param>
internal sealed record ActivationGrid(RgbImage Image, int Channels, int Blank)
{
    public const int PerRow = 16;

    /// <param name="maps">(1, side, side, channels); channels beyond the last full row are left out, as the documents' whole division
    /// does.</param>
    public static ActivationGrid Draw(Tensor maps)
    {
        int side = maps.Shape[1];
        int channels = maps.Shape[^1] / PerRow * PerRow;
        byte[]?[] tiles = [.. Enumerable.Range(0, channels).Select(channel => ChannelTile.Levels(maps.Channel(channel)))];
        Func<byte, byte> shown = Scale(tiles);
        Canvas canvas = new(channels / PerRow * side, PerRow * side, Canvas.Black);
        for (int channel = 0; channel < channels; channel++)
        {
            if (tiles[channel] is not { } levels)
            {
                continue;
            }

            RgbImage tile = ColorMap.ViridisMap.Paint([.. levels.Select(shown)], side, side);
            canvas.Put(tile, channel / PerRow * side, channel % PerRow * side);
        }

        return new ActivationGrid(canvas.Image, channels, tiles.Count(tile => tile is null));
    }

    // imshow stretches the grid's own range over all colours, so a grid that misses 0 or 255 is spread.
    internal static Func<byte, byte> Scale(IReadOnlyList<byte[]?> tiles)
    {
        int low = tiles.Min(tile => tile?.Min() ?? 255);
        int high = tiles.Max(tile => tile?.Max() ?? 0);
        return level => high > low ? (byte)Math.Min((level - low) * 256 / (high - low), 255) : (byte)0;
    }
}

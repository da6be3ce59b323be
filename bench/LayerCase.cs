using Repro.Backends.Cpu.Kernels;
using Repro.Models;

namespace Repro.Bench;

/// <summary>A convolution layer of the measured workloads.</summary>
internal sealed record LayerCase(string Name, int Samples, WindowGeometry Geometry)
{
    /// <summary>The convolutions of the two trained convnets and of VGG16's base, with the batches that they are measured at.</summary>
    public static IReadOnlyList<LayerCase> All { get; } =
    [
        Valid("cd1", 20, 150, 3, 32),
        Valid("cd2", 20, 74, 32, 64),
        Valid("cd3", 20, 36, 64, 128),
        Valid("cd4", 20, 17, 128, 128),
        Valid("mn1", 64, 28, 1, 32),
        Valid("mn2", 64, 13, 32, 64),
        Valid("mn3", 64, 5, 64, 64),
        Same("vgg1_1", 20, 150, 3, 64),
        Same("vgg1_2", 20, 150, 64, 64),
        Same("vgg2_1", 20, 75, 64, 128),
        Same("vgg2_2", 20, 75, 128, 128),
        Same("vgg3_1", 20, 37, 128, 256),
        Same("vgg3_2", 20, 37, 256, 256),
        Same("vgg4_1", 20, 18, 256, 512),
        Same("vgg4_2", 20, 18, 512, 512),
        Same("vgg5_1", 20, 9, 512, 512),
    ];

    /// <summary>Floating-point operations of one direction by the definition (Winograd does fewer).</summary>
    public double Operations =>
        2.0
        * Samples
        * Geometry.OutHeight
        * Geometry.OutWidth
        * Geometry.OutChannels
        * Geometry.Window.Height
        * Geometry.Window.Width
        * Geometry.InChannels;

    public int Inputs => Samples * Geometry.InHeight * Geometry.InWidth * Geometry.InChannels;

    public int Outputs => Samples * Geometry.OutHeight * Geometry.OutWidth * Geometry.OutChannels;

    public int Weights => Geometry.Window.Height * Geometry.Window.Width * Geometry.InChannels * Geometry.OutChannels;

    private static LayerCase Valid(string name, int samples, int side, int channels, int filters) =>
        new(name, samples, new WindowGeometry(side, side, channels, side - 2, side - 2, filters, new Size(3, 3), new Size(1, 1), 0, 0));

    private static LayerCase Same(string name, int samples, int side, int channels, int filters) =>
        new(name, samples, new WindowGeometry(side, side, channels, side, side, filters, new Size(3, 3), new Size(1, 1), 1, 1));
}

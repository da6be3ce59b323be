namespace Repro.Cli.Drawing;

/// <summary>The subjects of figures, by the names that the command line has for them.</summary>
internal static class FigureSubjects
{
    public const string All = "all";
    public const string Curves = "curves";

    /// <summary>Subjects that are drawn from the project's images alone.</summary>
    public static IReadOnlyList<string> OfPhotographs { get; } = [PhotographFigures.Input, PhotographFigures.Augmentations];

    /// <summary>Subjects that are drawn from a network.</summary>
    public static IReadOnlyList<string> OfNetworks { get; } = NetworkFigures.Subjects;

    public static IReadOnlyList<string> Names { get; } = [.. OfPhotographs, Curves, .. OfNetworks, All];

    /// <summary>
    /// The subjects that are drawn from a pretrained network when all are: a network and its classifier share their layers.
    /// </summary>
    /// <param name="network">A name of <c>--model</c>.</param>
    public static IReadOnlyList<string> OfPretrained(string network) =>
        network switch
        {
            "vgg16-top" => [NetworkFigures.GradCam],
            "vgg16" => [.. OfNetworks.Except([NetworkFigures.GradCam])],
            _ => OfNetworks,
        };
}

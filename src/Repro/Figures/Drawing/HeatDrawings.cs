using System.Globalization;
using Repro.Backends;
using Repro.Data.Imaging;
using Repro.Figures.Heat;
using Repro.Project;
using Repro.Training.Evaluation;

namespace Repro.Figures.Drawing;

/// <summary>Where a photograph matters to a network's answer.</summary>
internal static class HeatDrawings
{
    private const int Cell = 16;

    /// <summary>
    /// Grad-CAM for each class of a network with a sigmoid, for the likeliest class of one with many; where a network has no classifier,
    /// the mean
    /// activation of its last convolution, which is no Grad-CAM and named so.
    /// </summary>
    /// <param name="slips">Also with the mean over axis=1 and the weight of 0.04 that some listings have by mistake.</param>
    public static IEnumerable<DrawnImage> Draw(
        FigureSource source,
        IBackend backend,
        ImageDeclaration image,
        RgbImage pixels,
        bool slips
    ) =>
        source.Weighted.Model.OutputShapes[0].Rank switch
        {
            3 => MeanActivation(source, backend, image, pixels, slips),
            _ when source.Classes.Count == 2 => TwoClasses(source, backend, image, pixels, slips),
            _ => Likeliest(source, backend, image, pixels, slips),
        };

    private static IEnumerable<DrawnImage> MeanActivation(
        FigureSource source,
        IBackend backend,
        ImageDeclaration image,
        RgbImage pixels,
        bool slips
    )
    {
        string layer = source.LastConvolution;
        using INetwork network = source.Weighted.UpTo(backend, [layer], image.Side);
        HeatMap map = GradCam.Mean(network.Activations(source.Input(pixels, image.Side), [layer])[0]);
        return Both(
            source,
            image,
            pixels,
            map,
            "mean-activation",
            $"mean activation of {layer}",
            $"The mean over the channels of {layer}: {source.Name} has no classifier here, so this is not Grad-CAM.",
            slips
        );
    }

    private static List<DrawnImage> TwoClasses(FigureSource source, IBackend backend, ImageDeclaration image, RgbImage pixels, bool slips)
    {
        using INetwork network = source.Weighted.Whole(backend);
        Tensor x = source.Input(pixels, network.Model.InputShape[0]!.Value);
        double second = network.Predict(x).Values[0];
        List<DrawnImage> drawn = [];
        for (int index = 0; index < source.Classes.Count; index++)
        {
            string name = source.Classes[index];
            HeatMap map = GradCam.Of(network, x, source.LastConvolution, 0, against: index == 0);
            string says = string.Create(
                CultureInfo.InvariantCulture,
                $"What speaks for {name} (probability {(index == 0 ? 1 - second : second):F3}), by Grad-CAM on {source.TitleOf(source.LastConvolution)}."
            );
            drawn.AddRange(Both(source, image, pixels, map, $"gradcam-{name}", $"Grad-CAM for {name}", says, slips && index == 0));
        }

        return drawn;
    }

    private static List<DrawnImage> Likeliest(FigureSource source, IBackend backend, ImageDeclaration image, RgbImage pixels, bool slips)
    {
        using INetwork network = source.Weighted.Whole(backend);
        Tensor x = source.Input(pixels, network.Model.InputShape[0]!.Value);
        ClassPrediction likeliest = ClassPrediction.Decode(network.Predict(x).Values, null, 1)[0];
        Tensor weighed = GradCam.Weighed(network, x, source.LastConvolution, likeliest.Index);
        string says = string.Create(
            CultureInfo.InvariantCulture,
            $"What speaks for class {likeliest.Index} (probability {likeliest.Probability:F3}), by Grad-CAM on {source.LastConvolution}."
        );
        List<DrawnImage> drawn =
        [
            .. Both(
                source,
                image,
                pixels,
                GradCam.Mean(weighed),
                "gradcam",
                string.Create(CultureInfo.InvariantCulture, $"Grad-CAM for class {likeliest.Index}"),
                says,
                slips
            ),
        ];
        if (slips)
        {
            drawn.Add(
                new DrawnImage(
                    $"{source.Name}-{image.Name}-gradcam-axis-1",
                    "Grad-CAM, the mean over axis 1",
                    "With the mean over axis=1: rows by channels, which is not a map of the image.",
                    GradCam.MeanOverColumns(weighed).Normalized().Show(1)
                )
            );
        }

        return drawn;
    }

    private static DrawnImage[] Both(
        FigureSource source,
        ImageDeclaration image,
        RgbImage pixels,
        HeatMap raw,
        string name,
        string title,
        string says,
        bool slip
    )
    {
        HeatMap map = raw.Normalized();
        string file = $"{source.Name}-{image.Name}-{name}";
        string blank = raw.IsBlank ? " Nothing is positive, so the map is blank; the documents divide 0 by 0 there." : "";
        DrawnImage[] drawn =
        [
            new DrawnImage(
                $"{file}-map",
                $"{title}: heat map",
                $"{says}{blank} {map.Height}x{map.Width} cells for {image.Name}; yellow is strong.",
                map.Show(Cell)
            ),
            new DrawnImage(
                $"{file}",
                $"{title}, over the photograph",
                $"{says}{blank} Laid over {image.Name} at its own size with weight 0.4; red is strong.",
                Overlay.Draw(map, pixels)
            ),
        ];
        return slip
            ?
            [
                .. drawn,
                new DrawnImage(
                    $"{file}-weight-0.04",
                    $"{title}, with a weight of 0.04",
                    "With a weight of 0.04, a tenth of the usual one: the map can hardly be seen.",
                    Overlay.Draw(map, pixels, Overlay.Slip)
                ),
            ]
            : drawn;
    }
}

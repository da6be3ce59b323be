using System.Globalization;
using Repro.Backends;
using Repro.Claims;
using Repro.Data.Folders;
using Repro.Data.Imaging;
using Repro.Figures;
using Repro.Figures.Curves;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Inputs;
using Repro.Native;
using Repro.Project;
using Repro.Reports.Html;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Cli.Images;

/// <summary>Draws subjects into a folder. Asked for one subject, what is missing is an error; asked for all, it is left out and said.</summary>
/// <param name="say">Takes a line for each subject.</param>
internal sealed class FigureDrawer(ReproHost host, FigureFolder folder, IBackend backend, Action<string> say)
{
    public const string Curves = "curves";
    private const string All = "all";
    private const string Example = "--run RUN --seed N, or --model vgg16";

    private readonly string? _dataRoot = host.Settings.DataRoot;
    private readonly RunCatalog _runs = host.Runs;
    private IReadOnlyList<string> Offered => FigureSource.Offered(_runs.Data.Weights);
    private ShownImages Shown => new(_runs.Data);

    public static IReadOnlyList<string> OfPhotographs { get; } = ["input", "augmentations"];

    private static IReadOnlyList<string> OfNetworks { get; } = ["kernels", "activations", "filters", "featuremaps", "gradcam"];

    public static IReadOnlyList<string> Subjects { get; } = [.. OfPhotographs, Curves, .. OfNetworks, All];

    /// <exception cref="InputException">Something asked for by name is missing.</exception>
    public void Draw(string what, string? run, int? seed, string? model, string runsFolder)
    {
        bool all = what == All;

        // What is named must be there before anything is drawn.
        string? trained = run is null ? null : FinishedTraining(run, seed, runsFolder);
        FigureSource? named = model is null ? null : Pretrained(model);
        if (all || what == "input") Try(all, "input images", DrawInput);
        if (all || what == "augmentations") Try(all, "augmentations", DrawAugmentations);
        if (what == Curves && trained is null) throw new InputException("Whose curves? Say --run RUN --seed N.");
        if (trained is not null && (all || what == Curves)) Try(all, "curves", () => DrawCurves(run!, seed!.Value, trained));
        if (!all && !OfNetworks.Contains(what)) return;

        IReadOnlyList<string> subjects = all ? OfNetworks : [what];
        if (!all && trained is null && named is null) throw new InputException($"Of which network? Say {Example}.");
        if (trained is not null) DrawNetwork(all, subjects, run!, () => FigureSource.Trained(trained, _runs.Load(run!), backend));
        if (named is not null) DrawNetwork(all, subjects, model!, () => named);
        foreach (string name in all && named is null ? Offered : [])
        {
            // With its classifier VGG16 is the same network; only Grad-CAM needs the classifier, and of the base it is none.
            IReadOnlyList<string> some = name switch { "vgg16-top" => ["gradcam"], "vgg16" => [.. subjects.Except(["gradcam"])], _ => subjects };
            DrawNetwork(all, some, name, () => Pretrained(name));
        }

        if (all && trained is null && named is null) folder.Lacks($"pictures of a trained network and its curves: no training was named. Say {Example.Split(',')[0]}.");
    }

    private FigureSource Pretrained(string name)
    {
        if (Offered.Contains(name))
        {
            return FigureSource.Pretrained(name, _runs.Data.Weights, _dataRoot);
        }

        throw new InputException(FigureSource.PretrainedModels.TryGetValue(name, out string? model)
            ? $"No weights of the network '{name}' are known. Declare those of {model} under 'weights' of {ProjectFile.Name}."
            : $"There is no pretrained network '{name}'.{Spelling.Suggestion(name, Offered)} There are {string.Join(", ", Offered)}.");
    }

    private void DrawNetwork(bool all, IReadOnlyList<string> subjects, string name, Func<FigureSource> open)
    {
        FigureSource? source = null;
        Try(all, $"{string.Join(", ", subjects)} of {name}", () => source = open());
        foreach (string subject in source is null ? [] : subjects)
        {
            Try(all, $"{subject} of {name}", () =>
            {
                say($"{subject} of {name} ...");
                foreach (DrawnImage drawn in Of(source!, subject)) folder.Add(subject, drawn, source, source!.Seed);
            });
        }
    }

    private IEnumerable<DrawnImage> Of(FigureSource source, string subject)
    {
        IReadOnlyList<ImageDeclaration> images = source.Seed is null ? Shown.OfPretrained : Shown.OfTrained(_runs.Load(source.Name).Set);
        ImageDeclaration shown = source.Seed is null ? Shown.OfNoSet : images.Count > 0 ? images[0] : throw Shown.None();
        return subject switch
        {
            "kernels" => NetworkDrawings.Kernels(source, backend),
            "activations" => NetworkDrawings.Activations(source, backend, shown.Name, Photograph(shown)),
            "filters" => FilterDrawings.Draw(source, backend),
            "featuremaps" => NetworkDrawings.FeatureMaps(source, backend, shown.Name, Photograph(shown)),
            _ => images.SelectMany((image, place) => HeatDrawings.Draw(source, backend, image, Photograph(image), slips: place == 0)),
        };
    }

    private void DrawInput()
    {
        foreach (ImageDeclaration image in Shown.All)
        {
            foreach (DrawnImage drawn in DataDrawings.Input(image, Photograph(image))) folder.Add("input", drawn, null, null);
        }

        foreach (DataSetDeclaration set in Shown.Sets)
        {
            ImageSplit split = ImageSplit.Open(_dataRoot, set, ShownImages.TrainingSplit);
            foreach ((string file, string name) in DataDrawings.SamplesOf(split))
            {
                folder.Add("input", DataDrawings.Sample(file, name, Decode(Path.Combine([split.Folder, .. file.Split('/')]))), null, null);
            }
        }
    }

    private void DrawAugmentations()
    {
        ImageDeclaration image = Shown.OfTraining;
        foreach (DrawnImage drawn in DataDrawings.Augmentations(image, Photograph(image), _runs)) folder.Add("augmentations", drawn, null, DataDrawings.Seed);
    }

    private void DrawCurves(string run, int seed, string trained)
    {
        string file = RunFolder.HistoryOf(trained);
        IReadOnlyList<EpochMetrics> history = MetricTable.Parse(InputFile.ReadText(file, MetricTable.MostBytes, "a table of metrics"), file, withSeed: false).Rows.Values.SingleOrDefault()
            ?? throw new InputException($"{file}: it has no epochs. Train the run again.");
        foreach (CurveStyle style in host.Project.File.CurveStyles.Select(CurveStyle.Of))
        {
            foreach ((string figure, string svg) in CurveDrawing.Draw(history, style))
            {
                folder.AddSvg(
                    Curves,
                    $"{run}-curves-{figure}-{style.Name.Replace(' ', '-')}",
                    string.Create(CultureInfo.InvariantCulture, $"{run}, seed {seed}: {figure}"),
                    $"The {figure} of {run} in the style of {style.Name}.",
                    svg,
                    seed);
            }
        }

        // Other runs do not matter here.
        RunEvidence[] recorded = [.. RunEvidence.Recorded(host.Project.BaselinesFolder, _runs, host.Claims.Whole().Claims, all: false, leaveOut: _ => { }).Where(evidence => evidence.Run.Name == run)];
        if (recorded.Length == 0 && host.Project.File.CurveStyles.Count == 0)
        {
            throw new InputException($"There is no style to draw curves in. Declare one under 'curve_styles' of {ProjectFile.Name}.");
        }

        foreach (RunEvidence evidence in recorded)
        {
            foreach ((string figure, string svg) in evidence.Figures())
            {
                folder.AddSvg(
                    Curves,
                    $"{run}-evidence-{figure}-{evidence.Histories.Engine.ToLowerInvariant()}",
                    $"{run} on {evidence.Histories.Engine}: {figure} of the recorded seeds",
                    $"The recorded seeds {SeedText.Of(evidence.Histories.Seeds.Keys)} as a band with their mean, and the values that documents print.",
                    svg,
                    null);
            }
        }
    }

    private string FinishedTraining(string run, int? seed, string runsFolder)
    {
        _runs.Load(run);
        string path = RunFolder.PathOf(runsFolder, run, backend.Name, seed ?? throw new InputException($"Which seed of '{run}'? Say --seed N."));
        return File.Exists(RunFolder.RecordOf(path))
            ? path
            : throw new InputException($"There is no finished training in '{path}'.{RunFolder.TrialsBeside(runsFolder, run, backend.Name, seed)} Train it first: repro train {run} --seeds {seed.Value.ToString(CultureInfo.InvariantCulture)}");
    }

    private RgbImage Photograph(ImageDeclaration image) => Decode(image.Find(_dataRoot)
        ?? throw new InputException($"The image {image.Path} is missing{(_dataRoot is null ? ": no data root is named (REPRO_DATA)" : "")}. {_runs.Data.Images.Remedy(image)}"));

    private static RgbImage Decode(string path)
    {
        using JpegDecoder decoder = new();
        return decoder.Read(path);
    }

    private void Try(bool lenient, string what, Action draw)
    {
        try
        {
            draw();
        }
        catch (Exception exception) when (lenient && exception is (InputException or MissingNativeException))
        {
            folder.Lacks($"{what}: {exception.Message}");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using Repro.Backends;
using Repro.Cli.Drawing;
using Repro.Cli.Hosting;
using Repro.Cli.Options;
using Repro.Data.Catalog;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Outputs;

namespace Repro.Cli.Commands.Models;

/// <summary><c>repro draw</c>: draws figures of a training or a pretrained network into a folder with an index.</summary>
internal static class DrawCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> what = new("what")
        {
            HelpName = "what",
            Description =
                $"Subject: {string.Join(", ", FigureSubjects.Names)}. kernels: weights of convolutions. activations: outputs of the first layers. filters: inputs that maximize a filter. featuremaps: outputs of each block's last convolution. gradcam: heat map. all: every figure; figures that cannot be drawn are skipped, and the reasons are printed.",
        };
        what.AcceptOnlyFromAmong([.. FigureSubjects.Names]);
        Option<string?> run = new("--run") { Description = "Run with a finished training. Requires --seed.", HelpName = "RUN" };
        ProjectNames.SuggestRuns(run, hosts);
        Option<int?> seed = TrainingOptions.Seed();
        IReadOnlyList<string> known = FigureSource.Offered(DataCatalog.BuiltIn.Weights);
        Option<string?> model = new("--model")
        {
            Description =
                $"Pretrained model: {string.Join(", ", known)}; if the project declares the weights, also {string.Join(", ", FigureSource.PretrainedModels.Keys.Except(known))}.",
            HelpName = "NAME",
        };
        Option<string> runs = new("--runs")
        {
            Description = "Folder of the trainings, with subfolders RUN/BACKEND/seed-N.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => "runs",
        };
        Option<string> output = new("--out")
        {
            Description = "Folder for the figures and their index.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => FigureIndex.DefaultFolder,
        };
        Option<string?> backend = BackendOptions.Chosen();
        Command command = new(
            "draw",
            "Draws input and augmented images, curves, kernels, filter patterns, activations, feature maps and heat maps, as PNG (curves: SVG) with an index, pictures.json, for `repro report --figures`. "
                + "Examples: repro draw all --run RUN --seed 2; repro draw filters --model vgg16"
        )
        {
            what,
            run,
            seed,
            model,
            runs,
            output,
            backend,
        };
        // An option that would be ignored is wrong usage.
        command.Validators.Add(parsed =>
        {
            // The token: asking for the value before the argument is validated would keep it from being validated.
            string subject = parsed.GetResult(what)?.Tokens is [var token] ? token.Value : "";
            bool given = parsed.GetResult(run) is not null,
                pretrained = parsed.GetResult(model) is not null;
            if (FigureSubjects.OfPhotographs.Contains(subject) && (given || pretrained))
            {
                parsed.AddError($"'{subject}' is drawn from images only and cannot be combined with --run or --model.");
            }

            if (subject == FigureSubjects.Curves && pretrained)
            {
                parsed.AddError("A pretrained model has no curves. Give --run RUN --seed N.");
            }

            if (parsed.GetResult(seed) is not null && !given)
            {
                parsed.AddError("--seed requires --run.");
            }
        });
        command.SetAction(parsed =>
        {
            OutputFile.Require(Path.Combine(parsed.GetRequiredValue(output), FigureIndex.FileName));
            ReproHost host = hosts.Of(parsed);
            IBackend backendInUse = host.Backends.Create(host.Settings, parsed.GetValue(backend));
            using IDisposable? disposable = backendInUse as IDisposable;
            FigureFolder folder = new(parsed.GetRequiredValue(output));
            FigureDrawer drawer = new(host, folder, backendInUse, Console.WriteLine);
            drawer.Draw(
                new FigureRequest(
                    parsed.GetRequiredValue(what),
                    parsed.GetValue(run),
                    parsed.GetValue(seed),
                    parsed.GetValue(model),
                    parsed.GetRequiredValue(runs)
                )
            );
            foreach (string skipped in folder.NotDrawn)
            {
                Console.WriteLine($"not drawn: {skipped}");
            }
            // A command that drew nothing must not look like success.
            if (folder.Images.Count == 0)
            {
                throw new InputException(
                    "Nothing could be drawn. Set a data root with images or weights (REPRO_DATA), or give a finished training: --run RUN --seed N."
                );
            }

            folder.WriteIndex();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parsed.GetRequiredValue(output)}: {Counted.Of(folder.Images.Count, "figure")}, {folder.NotDrawn.Count} not drawn. Index: {FigureIndex.FileName}"
                )
            );
            return ExitCodes.Success;
        });
        return command;
    }
}

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

/// <summary><c>repro draw</c>: the documents' images, of a trained run or a pretrained network, into a folder with an index.</summary>
internal static class DrawCommand
{
    public static Command Create(HostSource hosts)
    {
        Argument<string> what = new("what") { HelpName = "what", Description = $"One of {string.Join(", ", FigureSubjects.Names)}; all draws whatever data and weights allow, of the network that is named or of all pretrained ones, says what is left out, and fails where nothing could be drawn." };
        what.AcceptOnlyFromAmong([.. FigureSubjects.Names]);
        Option<string?> run = new("--run") { Description = "A run with a finished training, with --seed.", HelpName = "RUN" };
        Option<int?> seed = new("--seed") { Description = "Which trained seed of the run." };
        IReadOnlyList<string> known = FigureSource.Offered(DataCatalog.BuiltIn.Weights);
        Option<string?> model = new("--model") { Description = $"A pretrained network whose weights are in the data root: {string.Join(", ", known)}; also {string.Join(", ", FigureSource.PretrainedModels.Keys.Except(known))} where the project declares the weights.", HelpName = "NAME" };
        Option<string> runs = new("--runs") { Description = "The folder of all runs.", HelpName = "FOLDER", DefaultValueFactory = _ => "runs" };
        Option<string> output = new("--out") { Description = "The folder for images and their index.", HelpName = "FOLDER", DefaultValueFactory = _ => "pictures" };
        Option<string?> backend = BackendOptions.Chosen();
        Command command = new(
            "draw",
            "Draws what the documents draw: input images, augmented ones, curves, filters, activations, patterns, feature maps, heat maps; PNG (curves: SVG) with an index, pictures.json, from which `repro report --pictures` takes captions. "
            + "Examples: repro draw all --run RUN --seed 2; repro draw filters --model vgg16")
        {
            what, run, seed, model, runs, output, backend,
        };
        // An option that would go unheard is wrong usage.
        command.Validators.Add(parsed =>
        {
            // The token: asking for the value before the argument is validated would keep it from being validated.
            string subject = parsed.GetResult(what)?.Tokens is [var token] ? token.Value : "";
            bool given = parsed.GetResult(run) is not null, pretrained = parsed.GetResult(model) is not null;
            if (FigureSubjects.OfPhotographs.Contains(subject) && (given || pretrained)) parsed.AddError($"{subject} is drawn of photographs alone; it takes neither --run nor --model.");
            if (subject == FigureSubjects.Curves && pretrained) parsed.AddError("A pretrained network has no curves; say --run RUN --seed N.");
            if (parsed.GetResult(seed) is not null && !given) parsed.AddError("--seed says which training of a run; say --run too.");
        });
        command.SetAction(parsed =>
        {
            OutputFile.Require(Path.Combine(parsed.GetRequiredValue(output), FigureIndex.FileName));
            ReproHost host = hosts.Of(parsed);
            IBackend engine = host.Engines.Create(host.Settings, parsed.GetValue(backend));
            using IDisposable? disposable = engine as IDisposable;
            FigureFolder folder = new(parsed.GetRequiredValue(output));
            FigureDrawer drawer = new(host, folder, engine, Console.WriteLine);
            drawer.Draw(new FigureRequest(parsed.GetRequiredValue(what), parsed.GetValue(run), parsed.GetValue(seed), parsed.GetValue(model), parsed.GetRequiredValue(runs)));
            foreach (string skipped in folder.NotDrawn) Console.WriteLine($"not drawn: {skipped}");
            // A command that drew nothing must not look like success.
            if (folder.Images.Count == 0) throw new InputException("Nothing could be drawn. Name a data root with images or weights (REPRO_DATA), or a finished training: --run RUN --seed N.");

            folder.WriteIndex();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parsed.GetRequiredValue(output)}: {Counted.Of(folder.Images.Count, "image")}, {folder.NotDrawn.Count} not drawn; index {FigureIndex.FileName}"));
            return ExitCodes.Fine;
        });
        return command;
    }
}

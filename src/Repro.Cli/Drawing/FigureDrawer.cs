using System.Globalization;
using Repro.Backends;
using Repro.Figures;
using Repro.Figures.Drawing;
using Repro.Hosting;
using Repro.Native;
using Repro.Project;
using Repro.Runs;
using Repro.Training.State;

namespace Repro.Cli.Drawing;

/// <summary>
/// Draws subjects into a folder. If one subject is requested, a missing input is an error; if all are, the subject is skipped and listed.
/// </summary>
/// <param name="say">Receives a line for each subject.</param>
internal sealed class FigureDrawer(ReproHost host, FigureFolder folder, IBackend backend, Action<string> say)
{
    private const string ExampleOfTraining = "--run RUN --seed N";

    private readonly RunCatalog _runs = host.Runs;

    private IReadOnlyList<string> Offered => FigureSource.Offered(_runs.Data.Weights);

    /// <exception cref="InputException">Something that was requested by name is missing.</exception>
    public void Draw(FigureRequest request)
    {
        // Everything that is named must be present before anything is drawn.
        string? trained = request.Run is null ? null : FinishedTraining(request, request.Run);
        FigureSource? named = request.Model is null ? null : Pretrained(request.Model);
        Require(request, trained is not null, named is not null);

        PhotographFigures photographs = new(folder, _runs, host.Settings.DataRoot);
        foreach ((string subject, (string title, Action draw)) in photographs.Subjects)
        {
            if (request.Wants(subject))
            {
                Try(request, title, draw);
            }
        }

        if (trained is not null && request.Wants(FigureSubjects.Curves))
        {
            Try(request, FigureSubjects.Curves, () => new CurveFigures(host, folder).Draw(request.Run!, request.Seed!.Value, trained));
        }

        NetworkFigures figures = new(photographs, _runs, backend);
        foreach (Network network in Networks(request, trained, named))
        {
            DrawNetwork(request, figures, network);
        }

        if (request.DrawsAll && trained is null && named is null)
        {
            folder.Skip($"images of a trained model and its curves: no training was given. Give {ExampleOfTraining}.");
        }
    }

    private static void Require(FigureRequest request, bool hasTraining, bool hasModel)
    {
        if (request.Subject == FigureSubjects.Curves && !hasTraining)
        {
            throw new InputException($"Curves need a training. Give {ExampleOfTraining}.");
        }

        if (FigureSubjects.OfNetworks.Contains(request.Subject) && !hasTraining && !hasModel)
        {
            throw new InputException($"'{request.Subject}' needs a model. Give {ExampleOfTraining}, or --model vgg16.");
        }
    }

    // The networks that are named; with `all` and no --model every pretrained one.
    private IEnumerable<Network> Networks(FigureRequest request, string? trained, FigureSource? named)
    {
        IReadOnlyList<string> Wanted(IReadOnlyList<string> subjects) => [.. subjects.Where(request.Wants)];
        if (trained is not null)
        {
            yield return new Network(
                request.Run!,
                Wanted(FigureSubjects.OfNetworks),
                () => FigureSource.Trained(trained, _runs.Load(request.Run!), backend)
            );
        }

        if (named is not null)
        {
            yield return new Network(request.Model!, Wanted(FigureSubjects.OfNetworks), () => named);
        }

        foreach (string name in request.DrawsAll && named is null ? Offered : [])
        {
            yield return new Network(name, FigureSubjects.OfPretrained(name), () => Pretrained(name));
        }
    }

    private void DrawNetwork(FigureRequest request, NetworkFigures figures, Network network)
    {
        if (network.Subjects.Count == 0)
        {
            return;
        }

        FigureSource? source = null;
        Try(request, $"{string.Join(", ", network.Subjects)} of {network.Name}", () => source = network.Open());
        foreach (string subject in source is null ? [] : network.Subjects)
        {
            Try(
                request,
                $"{subject} of {network.Name}",
                () =>
                {
                    say($"{subject} of {network.Name} ...");
                    foreach (DrawnImage drawn in figures.Of(source!, subject))
                    {
                        folder.Add(subject, drawn, source, source!.Seed);
                    }
                }
            );
        }
    }

    private FigureSource Pretrained(string name)
    {
        if (Offered.Contains(name))
        {
            return FigureSource.Pretrained(name, _runs.Data.Weights, host.Settings.DataRoot);
        }

        throw new InputException(
            FigureSource.PretrainedModels.TryGetValue(name, out string? model)
                ? $"The weights of the model '{name}' are not declared. Declare those of {model} under 'weights' of {ProjectFile.Name}."
                : $"'{name}' is not a pretrained model.{Spelling.Suggestion(name, Offered)} The pretrained models are {string.Join(", ", Offered)}."
        );
    }

    private string FinishedTraining(FigureRequest request, string run)
    {
        _runs.Load(run);
        int seed = request.Seed ?? throw new InputException($"--run {run} needs a seed. Add --seed N.");
        string path = RunFolder.PathOf(request.RunsFolder, run, backend.Name, seed);
        return File.Exists(RunFolder.RecordOf(path))
            ? path
            : throw new InputException(
                $"There is no finished training in '{path}'.{RunFolder.TrialsBeside(request.RunsFolder, run, backend.Name, seed)} Train it first: repro train {run} --seeds {seed.ToString(CultureInfo.InvariantCulture)}"
            );
    }

    private void Try(FigureRequest request, string what, Action draw)
    {
        try
        {
            draw();
        }
        catch (Exception exception) when (request.DrawsAll && exception is (InputException or MissingNativeException))
        {
            folder.Skip($"{what}: {exception.Message}");
        }
    }

    private sealed record Network(string Name, IReadOnlyList<string> Subjects, Func<FigureSource> Open);
}

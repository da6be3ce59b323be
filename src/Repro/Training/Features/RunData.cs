using Repro.Backends;
using Repro.Configuration;
using Repro.Models;
using Repro.Runs;
using Repro.Training.Feeding;

namespace Repro.Training.Features;

/// <summary>The data of runs, read when it is first asked for and kept until another run's is: all seeds of a run see the same.</summary>
/// <param name="backend">Computes features, where a run trains on them.</param>
/// <param name="cacheFolder">Where features are stored for the next time.</param>
/// <param name="say">Told in one line what takes long, or is damaged.</param>
internal sealed class RunData(IBackend backend, string? dataRoot, string cacheFolder, Action<string>? say = null)
{
    private readonly FeatureCache _cache = new(cacheFolder, say);
    private (string Digest, TrainingData Data)? _last;

    public RunData(IBackend backend, Settings settings, Action<string>? say = null)
        : this(backend, settings.DataRoot, settings.CacheFolder, say)
    {
        DecodedFolder = settings.DecodedFolder;
    }

    /// <summary>Where decoded images are kept for later processes; null where they are not.</summary>
    public string? DecodedFolder { get; init; }

    /// <summary>Ends decoding and the computation of features.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <exception cref="InputException">Data or weights are missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    public TrainingData Of(RunConfiguration run)
    {
        string digest = run.Name + RunConfigurationJson.Digest(run);
        if (_last?.Digest != digest)
        {
            // Given up first: two runs' images need not be held at once.
            _last = null;
            _last = (digest, Read(run));
        }

        return _last.Value.Data;
    }

    private TrainingData Read(RunConfiguration run)
    {
        Decoding decoding = new(DecodedFolder, say, Cancellation);
        if (run.Extraction is null)
        {
            return RunInputs.Data(run, dataRoot, decoding) with { Frozen = new FrozenCache(cacheFolder, say) };
        }

        RunInputs.RequireTrainable(run, dataRoot);
        Model model = RunInputs.Model(run);
        ClassCheck.RequireFolders(run, model.OutputShapes[0], dataRoot);
        return new FeatureData(backend, dataRoot, _cache, say) { Decoding = decoding }.Of(run, model.InputShape);
    }
}

using Repro.Backends;
using Repro.Outputs;
using Repro.Training.State;

namespace Repro.Training.Features;

/// <summary>
/// Features on disk. A file is taken only if its checksum is right and it was made for the very same key; any other is made again.
/// </summary>
/// <param name="folder">Made when the first features are stored.</param>
/// <param name="say">Told in one line when a file cannot be used, or features are computed.</param>
internal sealed class FeatureCache(string folder, Action<string>? say = null)
{
    private const string Features = "features";
    private const string Labels = "labels";

    /// <param name="compute">Asked only where no usable file is there.</param>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public ExtractedFeatures Get(FeatureKey key, int samples, IReadOnlyList<int> featureShape, Func<ExtractedFeatures> compute)
    {
        string path = PathOf(key);
        if (File.Exists(path) && TryRead(path, key, samples, featureShape) is { } stored)
        {
            CacheFolder.Used(path);
            return stored;
        }

        ExtractedFeatures features = compute();
        new StateFile(key.ToJson(), [(Features, features.X.Values), (Labels, features.Y.Values)]).Write(path);
        return features;
    }

    public string PathOf(FeatureKey key) => Path.Combine(folder, key.FileName());

    private ExtractedFeatures? TryRead(string path, FeatureKey key, int samples, IReadOnlyList<int> featureShape)
    {
        string problem;
        try
        {
            StateFile file = StateFile.Read(path);
            int length = featureShape.Aggregate(samples, (product, axis) => checked(product * axis));
            if (
                file.Metadata == key.ToJson()
                && file.Arrays is [(Features, var x), (Labels, var y)]
                && x.Length == length
                && y.Length == samples * (key.Classes ?? 1)
            )
            {
                return new ExtractedFeatures(new Tensor(x, [samples, .. featureShape]), new Tensor(y, samples, key.Classes ?? 1));
            }

            problem = "it was made for something else";
        }
        catch (InputException)
        {
            problem = "its checksum does not fit its content, or it cannot be read";
        }

        say?.Invoke($"features: {path} is damaged ({problem}); they are computed again.");
        return null;
    }
}

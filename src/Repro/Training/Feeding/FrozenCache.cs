using Repro.Backends;
using Repro.Models;
using Repro.Training.State;

namespace Repro.Training.Feeding;

/// <summary>Outputs of frozen layers on disk, one file for each key.</summary>
/// <param name="folder">Created when the first outputs are stored.</param>
/// <param name="say">Receives one line when a file cannot be used, or when outputs are computed.</param>
internal sealed class FrozenCache(string folder, Action<string>? say = null)
{
    internal void Say(string line) => say?.Invoke(line);

    /// <summary>The stored outputs of a key. A file that is damaged or belongs to another key is replaced.</summary>
    /// <param name="output">The shape of one sample's output.</param>
    /// <param name="compute">Writes batches of outputs and labels in the samples' order; called only where no usable file exists.</param>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    internal FrozenFile Get(string key, int samples, Shape output, Action<Action<Tensor, Tensor>> compute)
    {
        string path = Path.Combine(folder, $"frozen-{Digests.OfText(key)[..16]}.features");
        if (File.Exists(path))
        {
            try
            {
                return FrozenFile.Open(path, key, samples, output.Elements);
            }
            catch (InputException exception)
            {
                Say($"features: {exception.Message} The outputs are computed again.");
            }
        }

        FrozenFile.Write(path, key, samples, compute);
        try
        {
            return FrozenFile.Open(path, key, samples, output.Elements);
        }
        catch (InputException)
        {
            // Another command may have trimmed the cache between the two calls.
            FrozenFile.Write(path, key, samples, compute);
            return FrozenFile.Open(path, key, samples, output.Elements);
        }
    }
}

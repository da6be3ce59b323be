using Repro.Backends;
using Repro.Data;
using Repro.Models;
using Repro.Training.KerasFiles;

namespace Repro.Training.Pretrained;

/// <summary>Where a training's pretrained weights came from, for its record.</summary>
/// <param name="Model">The zoo's name of the model that they belong to.</param>
/// <param name="File">The file's path below the data root.</param>
/// <param name="Synthetic">They were made for a trial and not pretrained: what comes of them is no evidence.</param>
public sealed record PretrainedOrigin(string Model, string File, string Sha256, bool Synthetic);

/// <summary>A model's published weights, read from the data root and checked.</summary>
public sealed class PretrainedWeights
{
    private readonly string _prefix;
    private readonly IReadOnlyDictionary<string, float[]> _values;

    private PretrainedWeights(PretrainedOrigin origin, string modelName, IReadOnlyDictionary<string, float[]> values)
    {
        Origin = origin;
        _prefix = modelName + "/";
        _values = values;
    }

    public PretrainedOrigin Origin { get; }

    /// <summary>The file of a model's weights; nothing is read yet.</summary>
    /// <exception cref="InputException">It is not there; the message names it and says how to get it.</exception>
    public static string Require(string model, string? dataRoot)
    {
        PretrainedFile file = PretrainedFiles.For(model);
        DataRoot.Require(dataRoot);
        return file.Find(dataRoot)
            ?? throw new InputException($"The ImageNet weights of '{model}' are missing: {file.Path} is not in the data root{(dataRoot is null ? ", and none is named (REPRO_DATA)" : $" '{dataRoot}'")}. {file.Remedy}");
    }

    /// <param name="model">A model of the zoo.</param>
    /// <exception cref="InputException">The file is missing, damaged or another one than was published, or its weights do not fit the model.</exception>
    /// <exception cref="Native.MissingNativeException">libhdf5 is not installed.</exception>
    public static PretrainedWeights Load(string model, string? dataRoot)
    {
        string path = Require(model, dataRoot);
        PretrainedFile file = PretrainedFiles.For(model);
        string md5 = PretrainedFile.Md5Of(path);
        KerasFile content = KerasFile.Read(path);

        // Made weights may stand in for published ones in a trial, as long as they say so themselves.
        if (md5 != file.Md5 && !content.IsSynthetic)
        {
            throw new InputException($"{path}: wrong checksum: MD5 {md5}, expected {file.Md5}. Delete it. {file.Remedy}");
        }

        Model zoo = Zoo.Get(model);
        return new PretrainedWeights(new PretrainedOrigin(model, file.Path, DataInventory.Sha256(path), content.IsSynthetic), zoo.Name, content.Weights(zoo));
    }

    /// <summary>Fills a network that is the model itself or a part of it.</summary>
    /// <exception cref="InputException">It has a weight that the file has not.</exception>
    public void Fill(INetwork network)
    {
        if (Write(network) != network.Weights.Count)
        {
            throw Misfit(network.Model, "it has other weights too");
        }
    }

    /// <summary>Writes all weights into a network that holds the model as a layer, or is the model.</summary>
    /// <exception cref="InputException">It lacks one of them.</exception>
    public void WriteBase(INetwork network)
    {
        if (Write(network) != _values.Count)
        {
            throw Misfit(network.Model, "it does not hold the whole base");
        }
    }

    private int Write(INetwork network)
    {
        int written = 0;
        foreach (ExpandedWeight weight in network.Weights)
        {
            string path = weight.Path.StartsWith(_prefix, StringComparison.Ordinal) ? weight.Path[_prefix.Length..] : weight.Path;
            if (_values.TryGetValue(path, out float[]? values))
            {
                network.WriteWeight(weight.Path, values);
                written++;
            }
        }

        return written;
    }

    private InputException Misfit(Model model, string why) => new($"{Origin.File}: the weights of '{Origin.Model}' do not fit the model '{model.Name}': {why}. Make 'base' of the run's file fit its model.");
}

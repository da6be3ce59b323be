using Repro.Data;
using Repro.Models;
using Repro.Native;
using Repro.Training.KerasFiles;

namespace Repro.Training.Pretrained;

/// <summary>Compares files of pretrained weights in the data root with the published ones, by checksum and by values.</summary>
public static class PretrainedInventory
{
    /// <summary>One finding per file that <c>repro data fetch</c> knows; nothing is changed.</summary>
    /// <exception cref="InputException">No root is named, or it does not exist.</exception>
    public static IEnumerable<DataFinding> Check(string? root)
    {
        DataRoot.Require(root);
        return PretrainedFiles.Fetched.Values.SelectMany(files => files).Select(file => Of(root, file));
    }

    /// <summary>Whether a file holds the published values, whatever its container; false where that cannot be found out.</summary>
    public static bool HasPublishedValues(PretrainedFile file, string path)
    {
        if (file.ValuesSha256 is null) return false;
        try
        {
            Model model = BuiltInModels.Get(PretrainedFiles.ModelOf(file));
            return WeightsDigest.Of(model, KerasFile.Read(path).Weights(model)) == file.ValuesSha256;
        }
        catch (Exception exception) when (exception is InputException or MissingNativeException)
        {
            return false;
        }
    }

    private static DataFinding Of(string? root, PretrainedFile file)
    {
        if (file.Find(root) is not { } path)
        {
            return new DataFinding(file.Path, DataState.Missing, file.Remedy);
        }

        string md5 = PretrainedFile.Md5Of(path);
        if (md5 == file.Md5)
        {
            return new DataFinding(file.Path, DataState.Present, "checksum right (MD5 of the published file)");
        }

        string wrong = $"MD5 {md5}, expected {file.Md5}";
        if (file.ValuesSha256 is null)
        {
            return new DataFinding(file.Path, DataState.WrongChecksum, $"{wrong}; delete it, then: {file.Remedy}");
        }

        try
        {
            Model model = BuiltInModels.Get(PretrainedFiles.ModelOf(file));
            string values = WeightsDigest.Of(model, KerasFile.Read(path).Weights(model));
            return values == file.ValuesSha256
                ? new DataFinding(file.Path, DataState.Present, "values right (SHA-256 of the published weights, in another container)")
                : new DataFinding(file.Path, DataState.WrongChecksum, $"{wrong}; SHA-256 of the values {values}, expected {file.ValuesSha256}; delete it, then: {file.Remedy}");
        }
        catch (InputException exception)
        {
            return new DataFinding(file.Path, DataState.Damaged, $"{wrong}; the values cannot be compared: {exception.Message}");
        }
        catch (MissingNativeException exception)
        {
            return new DataFinding(file.Path, DataState.WrongChecksum, $"{wrong}; the values were not compared: {exception.Message}");
        }
    }
}

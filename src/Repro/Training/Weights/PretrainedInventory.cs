using Repro.Data;
using Repro.Data.Catalog;
using Repro.Data.Inventory;
using Repro.Keras.Catalog;
using Repro.Keras.Files;
using Repro.Models;
using Repro.Native;
using Repro.Project;

namespace Repro.Training.Weights;

/// <summary>Compares files of pretrained weights in the data root with the published ones, by checksum and by values.</summary>
internal static class PretrainedInventory
{
    /// <summary>One finding per file that <c>repro data fetch</c> knows; nothing is changed.</summary>
    /// <exception cref="InputException">No root is named, or it does not exist.</exception>
    public static IEnumerable<DataFinding> Check(string? root, WeightsCatalog weights, ModelCatalog models)
    {
        DataRoot.Require(root);
        return weights.Files.Select(file => Of(root, file, models));
    }

    /// <summary>Whether a file holds the published values, whatever its container; false where that cannot be found out.</summary>
    public static bool HasPublishedValues(WeightsDeclaration file, string path, ModelCatalog models)
    {
        if (file.ValuesSha256 is null)
        {
            return false;
        }

        try
        {
            Model model = models.Get(file.Model);
            return WeightsDigest.Of(model, KerasFile.Read(path).Weights(model)) == file.ValuesSha256;
        }
        catch (Exception exception) when (exception is InputException or MissingNativeException)
        {
            return false;
        }
    }

    private static DataFinding Of(string? root, WeightsDeclaration file, ModelCatalog models)
    {
        if (file.File.Find(root) is not { } path)
        {
            return new DataFinding(file.File.Path, DataState.Missing, file.Remedy);
        }

        Checksum? checksum = Checksum.For(file.File);
        string? found = checksum?.Of(path);
        if (checksum is not null && found == checksum.Value)
        {
            return new DataFinding(file.File.Path, DataState.Present, $"checksum right ({checksum.Kind} of the published file)");
        }

        string wrong = checksum is null ? "no checksum of the file is declared" : $"{checksum.Kind} {found}, expected {checksum.Value}";
        if (file.ValuesSha256 is null)
        {
            return new DataFinding(file.File.Path, DataState.WrongChecksum, $"{wrong}; delete it, then: {file.Remedy}");
        }

        try
        {
            Model model = models.Get(file.Model);
            string values = WeightsDigest.Of(model, KerasFile.Read(path).Weights(model));
            return values == file.ValuesSha256
                ? new DataFinding(
                    file.File.Path,
                    DataState.Present,
                    "values right (SHA-256 of the published weights, in another container)"
                )
                : new DataFinding(
                    file.File.Path,
                    DataState.WrongChecksum,
                    $"{wrong}; SHA-256 of the values {values}, expected {file.ValuesSha256}; delete it, then: {file.Remedy}"
                );
        }
        catch (InputException exception)
        {
            return new DataFinding(file.File.Path, DataState.Damaged, $"{wrong}; the values cannot be compared: {exception.Message}");
        }
        catch (MissingNativeException exception)
        {
            return new DataFinding(file.File.Path, DataState.WrongChecksum, $"{wrong}; the values were not compared: {exception.Message}");
        }
    }
}

using System.Security.Cryptography;
using Repro.Models;
using Repro.Numerics;

namespace Repro.Training.Weights;

/// <summary>The digest of a model's weights by their values alone, whatever file holds them.</summary>
internal static class WeightsDigest
{
    /// <summary>
    /// SHA-256 of every tensor's little-endian float32 bytes in the order of Keras's <c>get_weights</c>: layer by layer, kernel then bias.
    /// </summary>
    /// <param name="values">The values of each of the model's weights, by path.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Model model, IReadOnlyDictionary<string, float[]> values)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FlatWeight weight in FlattenedModel.Of(model).Weights)
        {
            hash.AppendData(LittleEndian.Bytes(values[weight.Path]));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

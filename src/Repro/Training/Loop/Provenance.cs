using Repro.Backends;
using Repro.Training.Feeding;
using Repro.Training.State;

namespace Repro.Training.Loop;

/// <summary>
/// Whether a training repeats a record: the same engine and data, and where the engine promises bits the same arithmetic.
/// </summary>
internal static class Provenance
{
    /// <exception cref="InputException">Engine, operations or tensors are not those of the record.</exception>
    public static void Require(RunRecord expected, BackendDescription engine, TrainingData data)
    {
        List<string> differences = [];
        if (engine.Name != expected.Engine)
        {
            differences.Add($"the backend is {engine.Name}, recorded was {expected.Engine}");
        }

        // Where no bits are promised, another library's arithmetic is compared all the same.
        IEnumerable<string> operations = Determinism.GivesSameBits(expected.Engine)
            ? expected.Operations.Keys.Union(engine.Operations.Keys).Order(StringComparer.Ordinal)
            : [];
        foreach (string operation in operations)
        {
            string? was = expected.Operations.GetValueOrDefault(operation);
            string? isNow = engine.Operations.GetValueOrDefault(operation);
            if (was != isNow)
            {
                differences.Add($"the arithmetic of {operation} is version {isNow ?? "none"}, recorded was {was ?? "none"}");
            }
        }

        if (data.TensorsSha256 != expected.TensorsSha256)
        {
            differences.Add("the training data is not that of the record (another decoder or other files)");
        }

        if (differences.Count > 0)
        {
            throw new InputException(
                $"Run '{expected.Run}', seed {expected.Seed} cannot be repeated: {string.Join("; ", differences)}. Restore the recorded settings and data, or train again and accept it."
            );
        }
    }
}

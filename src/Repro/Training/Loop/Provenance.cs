using Repro.Backends;
using Repro.Training.Feeding;
using Repro.Training.State;

namespace Repro.Training.Loop;

/// <summary>
/// Whether a training repeats a record: the same backend and data, and where the backend promises bits the same arithmetic.
/// </summary>
internal static class Provenance
{
    /// <exception cref="InputException">Backend, operations or tensors are not those of the record.</exception>
    public static void Require(RunRecord expected, BackendDescription backend, TrainingData data)
    {
        List<string> differences = [];
        if (backend.Name != expected.Backend)
        {
            differences.Add($"the backend is {backend.Name}, recorded was {expected.Backend}");
        }

        // Where no bits are promised, another library's arithmetic is compared all the same.
        IEnumerable<string> operations = Determinism.GivesSameBits(expected.Backend)
            ? expected.Operations.Keys.Union(backend.Operations.Keys).Order(StringComparer.Ordinal)
            : [];
        foreach (string operation in operations)
        {
            string? was = expected.Operations.GetValueOrDefault(operation);
            string? isNow = backend.Operations.GetValueOrDefault(operation);
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

// Fixtures run side by side: each writes to folders of its own, and Tool runs one command of this process at a time. A fixture that counts
// what the whole process uses (memory, tensors of TensorFlow, files in the temporary folder) is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: Repro.Specs.OneWorkerMore]

namespace Repro.Specs;

/// <summary>One fixture more than processors at a time: a fixture waits while its child process starts, or for a lock.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class OneWorkerMoreAttribute()
    : PropertyAttribute(global::NUnit.Framework.Internal.PropertyNames.LevelOfParallelism, Environment.ProcessorCount + 1);

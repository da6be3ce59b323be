using System.Runtime.InteropServices;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Native;

/// <summary>
/// The environment variables that TensorFlow and CUDA read while they start. Set by libc's own <c>setenv</c>: the runtime keeps
/// a copy of the environment, so what <c>Environment.SetEnvironmentVariable</c> sets is never seen
/// by native code. TF_ENABLE_ONEDNN_OPTS stays as the user has it.
/// </summary>
internal static partial class NativeEnvironment
{
    private const int Keep = 0;
    private const int Overwrite = 1;

    /// <exception cref="InputException">This system has no <c>setenv</c>.</exception>
    public static void Apply(EagerOptions options)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new InputException(
                "The TensorFlow backend runs on Linux (and WSL), not on Windows itself. Use --backend cpu, or run it in WSL."
            );
        }

        // Fatal errors alone: what fails comes back through the status of the call. Set by the user, it shows more.
        Set("TF_CPP_MIN_LOG_LEVEL", "3", Keep);
        Set("TF_DETERMINISTIC_OPS", options.Deterministic ? "1" : "0", Overwrite);
        // CUDA's libraries take TF32 where a program allows it; 0 overrules them all, and there is no value that only permits.
        if (!options.Tf32)
        {
            Set("NVIDIA_TF32_OVERRIDE", "0", Overwrite);
        }
    }

    /// <summary>A variable as native code sees it, or null.</summary>
    internal static string? Get(string name) => Marshal.PtrToStringUTF8(NativeGet(name));

    private static void Set(string name, string value, int overwrite)
    {
        if (NativeSet(name, value, overwrite) != 0)
        {
            throw new InputException($"The environment variable {name} cannot be set for TensorFlow.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeSet(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint NativeGet(string name);
}

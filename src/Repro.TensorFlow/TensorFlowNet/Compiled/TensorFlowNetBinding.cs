using System.Runtime.InteropServices;
using Repro.TensorFlow.Seam;
using Tensorflow;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>The binding over TensorFlow.NET's eager core (written against version 0.150.0).</summary>
internal static class TensorFlowNetBinding
{
    /// <summary>What the setting calls it.</summary>
    public const string Name = "tensorflow.net";

    // The name in TensorFlow.NET's imports.
    private const string Import = c_api.TensorFlowLibName;
    private static readonly Lock Gate = new();
    private static nint? s_library;

    /// <summary>Whether this build has the binding.</summary>
    public static bool IsCompiled => true;

    /// <summary>Whether a native library comes along as a package, so that none need be named.</summary>
    public static bool BringsLibrary =>
#if TENSORFLOW_REDIST
        true;
#else
        false;
#endif

    /// <summary>Opens TensorFlow.NET on a native library, which stays the one of this process.</summary>
    /// <param name="library">The loaded library's handle; 0 for the one that the redist package brings.</param>
    /// <exception cref="InputException">
    /// There is no native library or it lacks a symbol, it is not the one in use already, or there is no such device.
    /// </exception>
    public static IEager Open(nint library, EagerOptions options)
    {
        // Before anything is touched: TensorFlow.NET's type initializer runs once, and what failed then fails for good.
        if (library == 0 && !BringsLibrary)
            throw new InputException($"The binding '{Name}' needs TensorFlow's native library: name one with REPRO_LIBTENSORFLOW.");

        lock (Gate)
        {
            Bind(library);
            try
            {
                // Touching this type is what touches `tf` first, and its constructor calls into the library.
                return new NetEager(options);
            }
            catch (Exception exception) when (IsAboutTheLibrary(exception))
            {
                throw new InputException(
                    $"TensorFlow.NET cannot use the native library: {Innermost(exception).Message} "
                        + (
                            library == 0
                                ? "Name one with REPRO_LIBTENSORFLOW (2.15 to 2.21 are known to serve), or install what the redist package needs."
                                : "TensorFlow 2.15 to 2.21 are known to serve; or choose the binding 'c-api'."
                        ),
                    exception
                );
            }
        }
    }

    private static void Bind(nint library)
    {
        if (s_library == library)
            return;
        if (s_library is not null)
            throw new InputException(
                "TensorFlow.NET is bound to another native library already; a process has one. Start again to choose another."
            );
        s_library = library;
        if (library == 0)
            return;
        // A name that is not the import's own, or no library: the runtime probes as usual.
        NativeLibrary.SetDllImportResolver(typeof(c_api).Assembly, (name, _, _) => name == Import ? library : 0);
    }

    /// <summary>
    /// A missing library or symbol: bare, wrapped by the type initializer of TensorFlow.NET's <c>Binding</c>, or turned into its
    /// RuntimeError.
    /// </summary>
    private static bool IsAboutTheLibrary(Exception exception) =>
        exception
            is TypeInitializationException
                or DllNotFoundException
                or EntryPointNotFoundException
                or BadImageFormatException
                or TensorflowException;

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}

using System.Runtime.InteropServices;
using Repro.Configuration;
using Repro.TensorFlow.CApi;
using Repro.TensorFlow.Seam;
using Repro.TensorFlow.TensorFlowNet;

namespace Repro.TensorFlow.Native;

/// <summary>
/// TensorFlow's native library, loaded when it is first asked for, once for the process, and never unloaded: it does not survive
/// that, nor a second one beside it.
/// </summary>
internal static class NativeTensorFlow
{
    private static readonly Lock Gate = new();
    private static LoadedLibrary? s_loaded;

    /// <summary>Whether a library is named, or the binding brings its own. Looks at no file.</summary>
    public static bool IsNamed(Settings settings) =>
        settings.TensorFlow.Library is not null
        || (settings.TensorFlow.Binding == TensorFlowNetBinding.Name && TensorFlowNetBinding.BringsLibrary);

    /// <summary>Opens TensorFlow as the settings say, through the binding that they name.</summary>
    /// <exception cref="InputException">No library is named, it does not serve, the binding is not in this build, or there is no such
    /// device.</exception>
    public static IEager Open(Settings settings)
    {
        EagerOptions options = EagerOptions.From(settings);
        if (settings.TensorFlow.Binding != TensorFlowNetBinding.Name)
        {
            return Open(Named(settings), options);
        }
        // Before a library is loaded in vain.
        if (!TensorFlowNetBinding.IsCompiled)
        {
            return TensorFlowNetBinding.Open(0, options);
        }

        if (settings.TensorFlow.Library is { } where)
        {
            return TensorFlowNetBinding.Open(Load(where, options).Handle, options);
        }

        if (!TensorFlowNetBinding.BringsLibrary)
        {
            throw Unnamed();
        }

        NativeEnvironment.Apply(options);
        return TensorFlowNetBinding.Open(0, options);
    }

    /// <summary>Opens TensorFlow through the C API.</summary>
    /// <param name="where">See <see cref="TensorFlowSettings.Library"/>.</param>
    /// <exception cref="InputException">There is no usable library, or no such device.</exception>
    public static IEager Open(string where, EagerOptions options) => new CEager(Load(where, options).Handle, options);

    /// <summary>Loads the library that is named, or gives the one that is loaded already.</summary>
    /// <exception cref="InputException">
    /// It is not there, not a library, for another machine, cut short, without the C API's symbols, or another one than this process
    /// uses already or with other settings.
    /// </exception>
    public static LoadedLibrary Load(string where, EagerOptions options)
    {
        LibraryLocation location = LibraryLocation.Find(where);
        (bool Deterministic, bool Tf32) wanted = (options.Deterministic, options.Tf32);
        lock (Gate)
        {
            if (s_loaded is { } loaded)
            {
                if (loaded.File != location.File)
                {
                    throw new InputException(
                        $"{location.File}: this process uses {loaded.File} already, and two TensorFlow libraries cannot live in one. Start the tool again."
                    );
                }

                if ((loaded.Deterministic, loaded.Tf32) != wanted)
                {
                    throw new InputException(
                        "TensorFlow's deterministic and TF32 settings are fixed when it is loaded. Start the tool again to change them."
                    );
                }

                return loaded;
            }

            NativeEnvironment.Apply(options);
            nint handle = Read(location, out IReadOnlyList<string> failed);
            return s_loaded = new LoadedLibrary(location.File, handle, options.Deterministic, options.Tf32, failed);
        }
    }

    /// <summary>Checks and loads a library, whatever else is loaded.</summary>
    /// <param name="failed">Companions that cannot be loaded.</param>
    /// <exception cref="InputException">It does not serve.</exception>
    internal static nint Read(LibraryLocation location, out IReadOnlyList<string> failed)
    {
        Check(location.File);
        failed = LoadFirst(location.First);
        return LoadMain(location.File);
    }

    private static string Named(Settings settings) => settings.TensorFlow.Library ?? throw Unnamed();

    private static InputException Unnamed() =>
        new($"The TensorFlow backend needs TensorFlow's native library, which is not set. {LibraryLocation.Advice}");

    private static void Check(string file)
    {
        // Other systems have other formats; there the loader's words must do.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string? refusal;
        try
        {
            refusal = ElfFile.Refusal(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be read: {exception.Message}", exception);
        }

        if (refusal is not null)
        {
            throw new InputException($"{file}: {refusal} {LibraryLocation.Advice}");
        }
    }

    /// <summary>
    /// Loads what TensorFlow will ask for by bare name; the loader then finds it by its soname. They need each other, so those
    /// that fail are tried again as long as that helps.
    /// </summary>
    /// <returns>Those that cannot be loaded: TensorFlow may yet do without them.</returns>
    private static List<string> LoadFirst(IReadOnlyList<string> files)
    {
        List<string> left = [.. files];
        while (left.RemoveAll(file => NativeLibrary.TryLoad(file, out _)) > 0) { }

        return left;
    }

    private static nint LoadMain(string file)
    {
        nint handle;
        try
        {
            handle = NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new InputException($"{file}: the system's loader refuses it: {Reason(exception)}. {LibraryLocation.Advice}", exception);
        }

        IReadOnlyList<string> missing = CFunctions.MissingFrom(handle);
        if (missing.Count == 0)
        {
            return handle;
        }

        NativeLibrary.Free(handle);
        string which = missing.Count == CFunctions.Symbols.Count ? "all" : string.Join(", ", missing);
        throw new InputException(
            $"{file}: it does not have {missing.Count} of the {CFunctions.Symbols.Count} required functions of TensorFlow's C API ({which}). {LibraryLocation.Advice}"
        );
    }

    // The runtime's message has advice of its own first; the loader's words stand in the last line.
    private static string Reason(Exception exception) =>
        exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1].TrimEnd('.');
}

/// <summary>The library of this process.</summary>
/// <param name="NotLoaded">Companions (CUDA's libraries) that could not be loaded.</param>
internal sealed record LoadedLibrary(string File, nint Handle, bool Deterministic, bool Tf32, IReadOnlyList<string> NotLoaded)
{
    /// <summary>The functions of the C API that the binding calls; a loaded library has them all.</summary>
    public int Symbols => CFunctions.Symbols.Count;
}

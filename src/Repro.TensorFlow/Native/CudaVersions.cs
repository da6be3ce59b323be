using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Repro.TensorFlow.Native;

/// <summary>
/// The NVIDIA driver of this machine, and the CUDA libraries that this process has loaded. Nothing is loaded to find out.
/// </summary>
/// <param name="Driver">The kernel driver's version, or null.</param>
/// <param name="Gpus">The GPUs' models by PCI address; TensorFlow may count them in another order.</param>
/// <param name="Cuda">The CUDA runtime's version, <c>12.2</c>, or null where none is loaded.</param>
/// <param name="CuDnn">cuDNN's version, <c>8.9.4</c>, or null where it is not loaded.</param>
internal sealed partial record CudaVersions(string? Driver, IReadOnlyList<string> Gpus, string? Cuda, string? CuDnn)
{
    public static CudaVersions Read()
    {
        IReadOnlyList<string> loaded = LoadedFiles();
        return new CudaVersions(ReadDriver("/proc/driver/nvidia"), ReadGpus("/proc/driver/nvidia"), Runtime(loaded), Dnn(loaded));
    }

    /// <param name="folder">The driver's folder of <c>/proc</c>.</param>
    internal static string? ReadDriver(string folder) =>
        TextOf(Path.Combine(folder, "version")) is { } text && DriverLine().Match(text) is { Success: true } match
            ? match.Groups["version"].Value
            : null;

    /// <param name="folder">The driver's folder of <c>/proc</c>.</param>
    internal static IReadOnlyList<string> ReadGpus(string folder)
    {
        string gpus = Path.Combine(folder, "gpus");
        if (!Directory.Exists(gpus))
        {
            return [];
        }

        return
        [
            .. from gpu in Directory.EnumerateDirectories(gpus).Order(StringComparer.Ordinal)
            let text = TextOf(Path.Combine(gpu, "information"))
            where text is not null
            let model = ModelLine().Match(text)
            where model.Success
            select model.Groups["model"].Value.Trim(),
        ];
    }

    /// <summary>cudaRuntimeGetVersion's number: 1000 a major, 10 a minor version.</summary>
    internal static string CudaText(int version) => string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");

    /// <summary>cudnnGetVersion's number: 1000 a major version up to 8, 10000 from 9 on.</summary>
    internal static string CuDnnText(nuint version)
    {
        nuint major = version >= 90000 ? 10000u : 1000u;
        return string.Create(CultureInfo.InvariantCulture, $"{version / major}.{version % major / 100}.{version % 100}");
    }

    private static unsafe string? Runtime(IReadOnlyList<string> loaded)
    {
        if (Function(loaded, "libcudart.so", "cudaRuntimeGetVersion") is not { } function)
        {
            return null;
        }

        int version;
        return ((delegate* unmanaged<int*, int>)function)(&version) == 0 ? CudaText(version) : null;
    }

    private static unsafe string? Dnn(IReadOnlyList<string> loaded) =>
        Function(loaded, "libcudnn.so", "cudnnGetVersion") is { } function ? CuDnnText(((delegate* unmanaged<nuint>)function)()) : null;

    private static nint? Function(IReadOnlyList<string> loaded, string name, string symbol) =>
        loaded.FirstOrDefault(file => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal)) is { } file
        && NativeLibrary.TryLoad(file, out nint library)
        && NativeLibrary.TryGetExport(library, symbol, out nint function)
            ? function
            : null;

    /// <summary>The files that the process has mapped.</summary>
    private static IReadOnlyList<string> LoadedFiles() =>
        TextOf("/proc/self/maps") is { } maps
            ? [.. maps.Split('\n').Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]).Distinct()]
            : [];

    private static string? TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 ...
    [GeneratedRegex(@"^NVRM version:.*?\s(?<version>[0-9]+(?:\.[0-9]+)+)\s", RegexOptions.Multiline)]
    private static partial Regex DriverLine();

    [GeneratedRegex(@"^Model:\s*(?<model>.+)$", RegexOptions.Multiline)]
    private static partial Regex ModelLine();
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Repro.Hdf5;

/// <summary>Turns libhdf5's return values and its error stack into exceptions.</summary>
internal static unsafe class Hdf5Error
{
    private const int Upward = 0;
    private const int MaximumLength = 200;

    [ThreadStatic]
    private static string? _reason;

    /// <summary>The value itself where it is no failure.</summary>
    /// <exception cref="Hdf5Exception">It is negative; the message says what was tried and what the library says.</exception>
    public static long Require(long result, string tried) => result >= 0 ? result : throw new Hdf5Exception($"{tried}: {Describe()}");

    // The deepest line of the stack says what was wrong, those above it only who asked.
    private static string Describe()
    {
        _reason = null;
        _ = Hdf5Native.H5Ewalk2(Hdf5Native.Default, Upward, &Visit, null);
        _ = Hdf5Native.H5Eclear2(Hdf5Native.Default);
        return _reason ?? "libhdf5 gives no reason";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Visit(uint index, Hdf5ErrorRecord* line, void* data)
    {
        if (index == 0 && line->Description is not null && Marshal.PtrToStringUTF8((nint)line->Description) is { Length: > 0 } text)
        {
            _reason = text.Length > MaximumLength ? text[..MaximumLength] : text;
        }

        return 0;
    }
}

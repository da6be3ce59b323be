using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Repro.Hdf5;

/// <summary>libhdf5, loaded once a process: its predefined types, and what its versions call differently.</summary>
internal sealed unsafe class Hdf5Library
{
    private static readonly Lock Loading = new();
    private static Hdf5Library? _instance;

    private readonly nint _handle;

    private Hdf5Library(nint handle)
    {
        _handle = handle;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == Hdf5Native.Library ? handle : 0;
        if (Hdf5Native.H5open() < 0)
        {
            throw new Hdf5Exception("libhdf5 could not be initialised.");
        }

        NativeFloat = Global("H5T_NATIVE_FLOAT_g");
        NativeLong = Global("H5T_NATIVE_LLONG_g");
        Float32 = Global("H5T_IEEE_F32LE_g");
        Float64 = Global("H5T_IEEE_F64LE_g");
        Int64 = Global("H5T_STD_I64LE_g");
        Text = Global("H5T_C_S1_g");
        FileAccess = Global("H5P_CLS_FILE_ACCESS_ID_g");
        DatasetCreation = Global("H5P_CLS_DATASET_CREATE_ID_g");
        IterateLinks = (delegate* unmanaged[Cdecl]<
            long,
            int,
            int,
            ulong*,
            delegate* unmanaged[Cdecl]<long, byte*, int*, void*, int>,
            void*,
            int>)Function("H5Literate2", "H5Literate1", "H5Literate");
        ReclaimTexts = (delegate* unmanaged[Cdecl]<long, long, long, void*, int>)Function("H5Treclaim", "H5Dvlen_reclaim");
    }

    public long NativeFloat { get; }

    public long NativeLong { get; }

    public long Float32 { get; }

    public long Float64 { get; }

    public long Int64 { get; }

    public long Text { get; }

    public long FileAccess { get; }

    public long DatasetCreation { get; }

    /// <summary>
    /// (group, index, order, position, visit(group, name, info, data), data); the first field of a link's info is its kind in every
    /// version.
    /// </summary>
    public delegate* unmanaged[Cdecl]<
        long,
        int,
        int,
        ulong*,
        delegate* unmanaged[Cdecl]<long, byte*, int*, void*, int>,
        void*,
        int> IterateLinks { get; }

    /// <summary>(type, space, transfer list, buffer): frees the texts that a read allocated.</summary>
    public delegate* unmanaged[Cdecl]<long, long, long, void*, int> ReclaimTexts { get; }

    /// <summary>The library, made silent for the calling thread: its errors are read from its stack instead of printed.</summary>
    /// <param name="file">The name under which the loader finds it; the first one is loaded, and stays.</param>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static Hdf5Library Use(string file)
    {
        lock (Loading)
        {
            _instance ??= new Hdf5Library(NativeLibrary.Load(file));
        }

        _ = Hdf5Native.H5Eset_auto2(Hdf5Native.Default, 0, 0);
        return _instance;
    }

    private long Global(string name) => *(long*)NativeLibrary.GetExport(_handle, name);

    private nint Function(params string[] names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryGetExport(_handle, name, out nint address))
            {
                return address;
            }
        }

        throw new Hdf5Exception($"The installed libhdf5 has none of {string.Join(", ", names)}: its version is not known here.");
    }
}

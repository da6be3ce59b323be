using System.Runtime.InteropServices;

namespace Repro.Hdf5;

/// <summary>
/// The functions of libhdf5 that are used here, as its own headers declare them. Names that changed between its versions
/// are found by <see cref="Hdf5Library"/>. Nothing but that class and the reader and writer beside it calls these.
/// </summary>
internal static unsafe partial class Hdf5Native
{
    /// <summary>Not a file's name: <see cref="Hdf5Library"/> answers for it with the library that is installed.</summary>
    public const string Library = "repro-hdf5";

    public const long Default = 0;
    public const uint ReadOnly = 0;
    public const uint Truncate = 2;

    /// <summary>The size of a text that is as long as it is.</summary>
    public static nuint VariableLength => nuint.MaxValue;

    [LibraryImport(Library)]
    public static partial int H5open();

    [LibraryImport(Library)]
    public static partial int H5Eset_auto2(long stack, nint function, nint data);

    [LibraryImport(Library)]
    public static partial int H5Eclear2(long stack);

    [LibraryImport(Library)]
    public static partial int H5Ewalk2(
        long stack,
        int direction,
        delegate* unmanaged[Cdecl]<uint, Hdf5ErrorRecord*, void*, int> visit,
        void* data
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Fopen(string path, uint flags, long accessList);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Fcreate(string path, uint flags, long creationList, long accessList);

    [LibraryImport(Library)]
    public static partial int H5Fflush(long file, int scope);

    [LibraryImport(Library)]
    public static partial nint H5Fget_file_image(long file, byte* buffer, nuint length);

    [LibraryImport(Library)]
    public static partial int H5Fclose(long file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Oopen(long location, string name, long accessList);

    [LibraryImport(Library)]
    public static partial int H5Oclose(long thing);

    [LibraryImport(Library)]
    public static partial int H5Iget_type(long thing);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Gcreate2(long location, string name, long linkList, long creationList, long accessList);

    [LibraryImport(Library)]
    public static partial int H5Gclose(long group);

    [LibraryImport(Library)]
    public static partial int H5Aiterate2(
        long location,
        int index,
        int order,
        ulong* position,
        delegate* unmanaged[Cdecl]<long, byte*, void*, void*, int> visit,
        void* data
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Aopen(long location, string name, long accessList);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Acreate2(long location, string name, long type, long space, long creationList, long accessList);

    [LibraryImport(Library)]
    public static partial long H5Aget_type(long attribute);

    [LibraryImport(Library)]
    public static partial long H5Aget_space(long attribute);

    [LibraryImport(Library)]
    public static partial int H5Aread(long attribute, long memoryType, void* buffer);

    [LibraryImport(Library)]
    public static partial int H5Awrite(long attribute, long memoryType, void* buffer);

    [LibraryImport(Library)]
    public static partial int H5Aclose(long attribute);

    [LibraryImport(Library)]
    public static partial long H5Tcopy(long type);

    [LibraryImport(Library)]
    public static partial int H5Tset_size(long type, nuint size);

    [LibraryImport(Library)]
    public static partial int H5Tset_strpad(long type, int padding);

    [LibraryImport(Library)]
    public static partial int H5Tget_class(long type);

    [LibraryImport(Library)]
    public static partial nuint H5Tget_size(long type);

    [LibraryImport(Library)]
    public static partial int H5Tis_variable_str(long type);

    [LibraryImport(Library)]
    public static partial int H5Tclose(long type);

    [LibraryImport(Library)]
    public static partial long H5Screate(int kind);

    [LibraryImport(Library)]
    public static partial long H5Screate_simple(int rank, ulong* lengths, ulong* maximal);

    [LibraryImport(Library)]
    public static partial long H5Sget_simple_extent_npoints(long space);

    [LibraryImport(Library)]
    public static partial int H5Sget_simple_extent_ndims(long space);

    [LibraryImport(Library)]
    public static partial int H5Sget_simple_extent_dims(long space, ulong* lengths, ulong* maximal);

    [LibraryImport(Library)]
    public static partial int H5Sclose(long space);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Dcreate2(
        long location,
        string name,
        long type,
        long space,
        long linkList,
        long creationList,
        long accessList
    );

    [LibraryImport(Library)]
    public static partial long H5Dget_type(long dataset);

    [LibraryImport(Library)]
    public static partial long H5Dget_space(long dataset);

    [LibraryImport(Library)]
    public static partial long H5Dget_create_plist(long dataset);

    [LibraryImport(Library)]
    public static partial int H5Dread(long dataset, long memoryType, long memorySpace, long fileSpace, long transferList, void* buffer);

    [LibraryImport(Library)]
    public static partial int H5Dwrite(long dataset, long memoryType, long memorySpace, long fileSpace, long transferList, void* buffer);

    [LibraryImport(Library)]
    public static partial int H5Dclose(long dataset);

    [LibraryImport(Library)]
    public static partial long H5Pcreate(long kind);

    [LibraryImport(Library)]
    public static partial int H5Pset_fapl_core(long list, nuint increment, byte backingStore);

    [LibraryImport(Library)]
    public static partial int H5Pset_obj_track_times(long list, byte track);

    [LibraryImport(Library)]
    public static partial int H5Pget_layout(long list);

    [LibraryImport(Library)]
    public static partial int H5Pget_external_count(long list);

    [LibraryImport(Library)]
    public static partial int H5Pget_nfilters(long list);

    [LibraryImport(Library)]
    public static partial int H5Pget_filter2(
        long list,
        uint index,
        uint* flags,
        nuint* valueCount,
        uint* values,
        nuint nameLength,
        byte* name,
        uint* configuration
    );

    [LibraryImport(Library)]
    public static partial int H5Pclose(long list);
}

/// <summary>libhdf5's <c>H5E_error2_t</c>: one line of its error stack.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Hdf5ErrorRecord
{
    public long Class;
    public long Major;
    public long Minor;
    public uint Line;
    public byte* Function;
    public byte* File;
    public byte* Description;
}

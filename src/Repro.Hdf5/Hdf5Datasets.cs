namespace Repro.Hdf5;

/// <summary>Reads data sets of numbers, as float32 or as whole numbers; of others only the name is kept.</summary>
/// <param name="maximalBytes">How much memory the values of all data sets together may take.</param>
internal sealed unsafe class Hdf5Datasets(Hdf5Library library, long maximalBytes)
{
    private const int IntegerClass = 0;
    private const int FloatClass = 1;
    private const int VirtualLayout = 3;

    // Deflate, shuffle and the checksum: what Keras and h5py may use without plug-ins.
    private static readonly int[] KnownFilters = [1, 2, 3];
    private long _left = maximalBytes;

    /// <exception cref="Hdf5Exception">It cannot be read, is too large, or its values lie outside the file.</exception>
    public Hdf5Object Read(long dataset, string path)
    {
        string what = $"The data set '{path}' cannot be read";
        using Hdf5Id type = new(Hdf5Native.H5Dget_type(dataset), Hdf5Native.H5Tclose, what);
        using Hdf5Id space = new(Hdf5Native.H5Dget_space(dataset), Hdf5Native.H5Sclose, what);
        int[] shape = Shape(space, what);
        int kind = Hdf5Native.H5Tget_class(type);
        if (kind is not (FloatClass or IntegerClass))
        {
            return new Hdf5Object(path, Hdf5Kind.Other) { Shape = shape };
        }

        RequirePlainStorage(dataset, what);
        long count = 1;
        foreach (int length in shape)
        {
            count = count > Array.MaxLength ? count : count * length;
        }

        int width = kind == FloatClass ? sizeof(float) : sizeof(long);
        if (count > Array.MaxLength || count * width > _left)
        {
            throw new Hdf5Exception($"{what}: its shape {string.Join('x', shape)} takes more memory than a file of this size may ask for.");
        }

        if (kind == IntegerClass && count > Hdf5Limits.Integers)
        {
            return new Hdf5Object(path, Hdf5Kind.Other) { Shape = shape };
        }

        _left -= count * width;
        return kind == FloatClass
            ? new Hdf5Object(path, Hdf5Kind.Floats) { Shape = shape, Floats = Values<float>(dataset, library.NativeFloat, count, what) }
            : new Hdf5Object(path, Hdf5Kind.Integers) { Shape = shape, Integers = Values<long>(dataset, library.NativeLong, count, what) };
    }

    private static int[] Shape(long space, string what)
    {
        long rank = Hdf5Error.Require(Hdf5Native.H5Sget_simple_extent_ndims(space), what);
        if (rank > Hdf5Limits.Rank)
        {
            throw new Hdf5Exception($"{what}: it has {rank} axes.");
        }

        ulong* lengths = stackalloc ulong[Hdf5Limits.Rank];
        Hdf5Error.Require(Hdf5Native.H5Sget_simple_extent_dims(space, lengths, null), what);
        int[] shape = new int[rank];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] =
                lengths[axis] <= int.MaxValue
                    ? (int)lengths[axis]
                    : throw new Hdf5Exception($"{what}: an axis has the length {lengths[axis]}.");
        }

        return shape;
    }

    // A file may name other files of this machine as the place of its values, or a filter that would be loaded as a plug-in.
    private static void RequirePlainStorage(long dataset, string what)
    {
        using Hdf5Id list = new(Hdf5Native.H5Dget_create_plist(dataset), Hdf5Native.H5Pclose, what);
        if (Hdf5Native.H5Pget_layout(list) == VirtualLayout || Hdf5Native.H5Pget_external_count(list) != 0)
        {
            throw new Hdf5Exception($"{what}: its values are in other files, which are not read.");
        }

        long filters = Hdf5Error.Require(Hdf5Native.H5Pget_nfilters(list), what);
        for (uint index = 0; index < filters; index++)
        {
            uint flags = 0;
            nuint values = 0;
            uint configuration = 0;
            int filter = Hdf5Native.H5Pget_filter2(list, index, &flags, &values, null, 0, null, &configuration);
            if (!KnownFilters.Contains(filter))
            {
                throw new Hdf5Exception($"{what}: it is compressed in a way (filter {filter}) that is not read here.");
            }
        }
    }

    private static T[] Values<T>(long dataset, long memoryType, long count, string what)
        where T : unmanaged
    {
        T[] values = new T[count];

        // An empty array has no first element to point at, and nothing to read.
        fixed (T* start = values)
        {
            if (count > 0)
            {
                Hdf5Error.Require(
                    Hdf5Native.H5Dread(dataset, memoryType, Hdf5Native.Default, Hdf5Native.Default, Hdf5Native.Default, start),
                    what
                );
            }
        }

        return values;
    }
}

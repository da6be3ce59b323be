using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Repro.Hdf5;

/// <summary>Lists the names of a group's members and of an object's attributes, in alphabetical order.</summary>
internal static unsafe class Hdf5Names
{
    private const int ByName = 0;
    private const int Increasing = 0;
    private const int HardLink = 0;
    private const int GoOn = 0;
    private const int Stop = 1;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="Hdf5Exception">There are too many, a name is no text, or a link leads elsewhere than to an object of this
    /// file.</exception>
    public static List<string> Members(Hdf5Library library, long group)
    {
        Listing listing = new(Hdf5Limits.Objects);
        ulong position = 0;
        GCHandle handle = GCHandle.Alloc(listing);
        try
        {
            Hdf5Error.Require(
                library.IterateLinks(group, ByName, Increasing, &position, &VisitLink, (void*)GCHandle.ToIntPtr(handle)),
                "A group cannot be listed"
            );
        }
        finally
        {
            handle.Free();
        }

        return listing.Finish();
    }

    /// <exception cref="Hdf5Exception">There are too many, or a name is no text.</exception>
    public static List<string> Attributes(long thing)
    {
        Listing listing = new(Hdf5Limits.Attributes);
        ulong position = 0;
        GCHandle handle = GCHandle.Alloc(listing);
        try
        {
            Hdf5Error.Require(
                Hdf5Native.H5Aiterate2(thing, ByName, Increasing, &position, &VisitAttribute, (void*)GCHandle.ToIntPtr(handle)),
                "Attributes cannot be listed"
            );
        }
        finally
        {
            handle.Free();
        }

        return listing.Finish();
    }

    /// <summary>A text of the library's, at most so many bytes long.</summary>
    /// <exception cref="Hdf5Exception">It is longer, or not UTF-8.</exception>
    public static string Text(byte* text, long maximum)
    {
        long length = 0;
        while (text[length] != 0)
        {
            if (++length > maximum)
            {
                throw new Hdf5Exception($"A text is longer than {maximum} bytes.");
            }
        }

        return Text(new ReadOnlySpan<byte>(text, (int)length));
    }

    /// <exception cref="Hdf5Exception">It is not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> text)
    {
        try
        {
            return StrictUtf8.GetString(text);
        }
        catch (ArgumentException)
        {
            throw new Hdf5Exception("A text is not UTF-8.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int VisitLink(long group, byte* name, int* kind, void* data) =>
        ((Listing)GCHandle.FromIntPtr((nint)data).Target!).Take(name, *kind == HardLink);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int VisitAttribute(long thing, byte* name, void* info, void* data) =>
        ((Listing)GCHandle.FromIntPtr((nint)data).Target!).Take(name, isHere: true);

    // No exception may cross the library's frames: what is wrong is kept and thrown when it has returned.
    private sealed class Listing(int maximum)
    {
        private readonly List<string> _names = [];
        private string? _wrong;

        public int Take(byte* name, bool isHere)
        {
            try
            {
                _names.Add(Text(name, Hdf5Limits.NameLength));
                _wrong =
                    !isHere ? $"'{_names[^1]}' is a link to another place, which is not followed."
                    : _names.Count > maximum ? $"There are more than {maximum} names in one place."
                    : null;
            }
            catch (Hdf5Exception exception)
            {
                _wrong = exception.Message;
            }

            return _wrong is null ? GoOn : Stop;
        }

        public List<string> Finish() => _wrong is null ? _names : throw new Hdf5Exception(_wrong);
    }
}

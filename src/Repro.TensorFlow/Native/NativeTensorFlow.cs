using System.Runtime.InteropServices;
using Repro.TensorFlow.CApi;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Native;

/// <summary>TensorFlow's native library, loaded once for the process and never unloaded: it does not survive that.</summary>
public static class NativeTensorFlow
{
    /// <param name="where">The library's file, or the folder that it lies in.</param>
    /// <exception cref="InputException">There is no usable library, or no such device.</exception>
    public static IEager Open(string where, EagerOptions options)
    {
        string file = Directory.Exists(where) ? Path.Combine(where, "libtensorflow_cc.so.2") : where;
        return new CEager(NativeLibrary.Load(Path.GetFullPath(file)), options);
    }
}

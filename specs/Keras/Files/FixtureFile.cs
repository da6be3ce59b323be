using System.Collections.Concurrent;
using Repro.Hdf5;
using Repro.Keras.Files;

namespace Repro.Specs.Keras.Files;

/// <summary>Keras's files below <c>fixtures/</c>. Each is read once, because reading an HDF5 file starts a process.</summary>
internal static class FixtureFile
{
    private static readonly ConcurrentDictionary<string, Lazy<KerasFile>> Files = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Lazy<Hdf5Content>> Contents = new(StringComparer.Ordinal);

    /// <param name="path">Absolute path.</param>
    public static KerasFile Open(string path) => Files.GetOrAdd(path, name => new Lazy<KerasFile>(() => KerasFile.Read(name))).Value;

    /// <param name="path">Absolute path of an HDF5 file.</param>
    public static Hdf5Content Content(string path) =>
        Contents.GetOrAdd(path, name => new Lazy<Hdf5Content>(() => ForeignHdf5.Read(name))).Value;
}

using Repro.Native;

namespace Repro.Specs.Keras.Files;

/// <summary>For specs that need libhdf5: without it they are ignored, never passed.</summary>
internal static class NeedsHdf5
{
    public static void OrIgnore()
    {
        if (NativePackage.Hdf5.Find() is null)
        {
            Assert.Ignore(
                $"not run: the native library {NativePackage.Hdf5.Name} is missing (sudo apt-get install {NativePackage.Hdf5.DebianPackage})"
            );
        }
    }
}

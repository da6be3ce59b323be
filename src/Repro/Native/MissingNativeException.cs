namespace Repro.Native;

/// <summary>A native library that is needed now is not installed. The message says how to install it.</summary>
public sealed class MissingNativeException : Exception
{
    internal MissingNativeException(NativePackage package)
        : base(
            $"The native library {package.Name} ({package.Purpose}) is missing. Install it with: sudo apt-get install {package.DebianPackage}"
        ) => Package = package;

    internal NativePackage Package { get; }
}

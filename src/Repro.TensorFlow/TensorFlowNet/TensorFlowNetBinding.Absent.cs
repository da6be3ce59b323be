using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>The binding over TensorFlow.NET, in a build that leaves it out: see <c>Compiled/</c> for the other one.</summary>
internal static class TensorFlowNetBinding
{
    /// <summary>What the setting calls it.</summary>
    public const string Name = "tensorflow.net";

    /// <summary>Whether this build has the binding.</summary>
    public static bool IsCompiled => false;

    /// <summary>Whether a native library comes along as a package, so that none need be named.</summary>
    public static bool BringsLibrary => false;

    /// <exception cref="InputException">Always: it says how to build the binding.</exception>
    public static IEager Open(nint library, EagerOptions options) =>
        throw new InputException(
            $"The binding '{Name}' is not in this build. Build with 'dotnet build -p:FullPackages=true' (a package index that has TensorFlow.NET), "
                + "or with 'dotnet build -p:TensorFlowNetAssembly=FILE' (a Tensorflow.Binding.dll of your own, its dependencies beside it), "
                + "or choose the binding 'c-api', which every build has."
        );
}

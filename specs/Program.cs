using Repro.Specs.Backends.Cpu.SameBits;
using Repro.Specs.Data.Augmentation;
using Repro.Specs.Training.Images;

namespace Repro.Specs;

/// <summary>
/// What the specs' assembly does as a program of its own. Specs start it as a child, because instruction sets can
/// only be switched off when a process starts, and because only a process can be killed. By hand it prints the hashes: <c>dotnet
/// Repro.Specs.dll same-bits</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] args) =>
        args switch
        {
            ["same-bits", .. string[] switchedOff] => SameBitsChild.Run(switchedOff),
            ["augmentation-bits"] => AugmentationBits.RunChild(),
            [ImageTrainingChild.Verb, var semantics, var dataRoot, var output] => ImageTrainingChild.Run(semantics, dataRoot, output),
            _ => 2,
        };
}

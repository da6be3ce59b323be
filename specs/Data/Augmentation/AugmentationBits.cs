using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Repro.Data.Augmentation;

namespace Repro.Specs.Data.Augmentation;

/// <summary>One hash of many augmented images, in both generations and all fill modes; printed by the child process as well.</summary>
internal static class AugmentationBits
{
    private const int Side = 50;

    /// <summary>The child process: prints what is on, then the hash.</summary>
    public static int RunChild()
    {
        Console.WriteLine(
            FormattableString.Invariant(
                $"# Avx512F {Avx512F.IsSupported}, Avx2 {Avx2.IsSupported}, Fma {Fma.IsSupported}, Vector128 {Vector128.IsHardwareAccelerated}"
            )
        );
        Console.WriteLine(Hash());
        return 0;
    }

    public static string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] pixels = MadeImage.Of(Side, Side);
        float[] x = new float[pixels.Length];
        foreach (AugmentationSemantics semantics in Enum.GetValues<AugmentationSemantics>())
        {
            foreach (FillMode fill in Enum.GetValues<FillMode>())
            {
                AugmentedImages feed = new(
                    new AugmentationSettings(semantics)
                    {
                        RotationRange = 40,
                        WidthShiftRange = 0.2,
                        HeightShiftRange = 0.2,
                        ShearRange = 0.2,
                        ZoomRange = 0.2,
                        HorizontalFlip = true,
                        FillMode = fill,
                    },
                    seed: 1,
                    rescale: 1 / 255.0
                );
                for (int number = 0; number < 10; number++)
                {
                    feed.Write(pixels, Side, Side, number, pass: 2, x);
                    hash.AppendData(MemoryMarshal.AsBytes<float>(x));
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

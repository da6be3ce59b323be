using System.Text.Json;
using Repro.Native;

namespace Repro.Specs.Data;

/// <summary>The made images of <c>fixtures/pictures</c>, and split folders made of them.</summary>
internal static class ImageFixtures
{
    public static string PathOf(string file) => Repository.PathOf("fixtures", "pictures", file);

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public static JsonElement Expected(string part)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf("expected.json")));
        return document.RootElement.GetProperty(part).Clone();
    }

    /// <summary>Ignores the spec where libjpeg-turbo is not installed.</summary>
    public static void RequireDecoder()
    {
        if (NativePackage.TurboJpeg.Find() is null)
        {
            Assert.Ignore(new MissingNativeException(NativePackage.TurboJpeg).Message);
        }
    }

    /// <summary>Writes <c>SET/SPLIT/CLASS/N.jpg</c>, turning through the colour fixtures.</summary>
    public static void WriteSplit(TemporaryFolder root, string set, string split, params (string Class, int Count)[] classes)
    {
        string[] sources = ["colour-420.jpg", "colour-422.jpg", "colour-444.jpg", "grey.jpg", "progressive.jpg", "optimised.jpg"];
        int next = 0;
        foreach ((string name, int count) in classes)
        {
            Directory.CreateDirectory(root.File(set, split, name));
            for (int index = 0; index < count; index++)
            {
                File.Copy(
                    PathOf(sources[next++ % sources.Length]),
                    root.File(set, split, name, FormattableString.Invariant($"{index:000}.jpg"))
                );
            }
        }
    }
}

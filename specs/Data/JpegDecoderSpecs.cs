using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Repro.Data.Imaging;

namespace Repro.Specs.Data;

/// <summary>Decoding against what Pillow reads; ignored where libjpeg-turbo is not installed.</summary>
[TestFixture]
[Category("Fast")]
internal sealed class JpegDecoderSpecs
{
    public static IEnumerable<TestCaseData> Images() =>
        ImageFixtures
            .Expected("pictures")
            .EnumerateArray()
            .Select(image => new TestCaseData(image).SetName($"Pixels_are_those_of_Pillow({image.GetProperty("file").GetString()})"));

    // The figures are those of TensorFlow 2.15: fixtures/pictures/make_decoders.py.
    [Test]
    public void TensorFlows_pixels_differ_from_Pillows_as_TensorFlow_2_15_does()
    {
        ImageFixtures.RequireDecoder();
        string path = ImageFixtures.PathOf("decoders.jpg");
        byte[] file = File.ReadAllBytes(path);
        using JpegDecoder pillow = new();
        using JpegDecoder tensorFlow = new(ofTensorFlow: true);
        RgbImage image = pillow.Read(path);

        Differences(image.Pixels, tensorFlow.Read(path).Pixels).Should().Be((1152, 808, 4));
        Differences(image.ToGray(), tensorFlow.Luma(file, path)).Should().Be((384, 205, 3));
    }

    [Test]
    public void Inks_are_not_decoded_as_by_TensorFlow()
    {
        ImageFixtures.RequireDecoder();
        using JpegDecoder decoder = new(ofTensorFlow: true);

        FluentActions
            .Invoking(() => decoder.Read(ImageFixtures.PathOf("cmyk.jpg")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*cmyk.jpg: the image has the inks of CMYK*");
    }

    private static (int Numbers, int Differing, int Largest) Differences(byte[] one, byte[] other)
    {
        int[] sizes = [.. one.Zip(other, (a, b) => Math.Abs(a - b))];
        return (sizes.Length, sizes.Count(size => size > 0), sizes.Max());
    }

    [TestCaseSource(nameof(Images))]
    public void Pixels_are_those_of_Pillow(JsonElement expected)
    {
        ImageFixtures.RequireDecoder();
        using JpegDecoder decoder = new();

        RgbImage image = decoder.Read(ImageFixtures.PathOf(expected.GetProperty("file").GetString()!));

        decoder.Warning.Should().BeNull();
        (image.Height, image.Width).Should().Be((expected.GetProperty("height").GetInt32(), expected.GetProperty("width").GetInt32()));
        image
            .Pixels.Take(12 < image.Pixels.Length ? 12 : 3)
            .Should()
            .Equal(expected.GetProperty("first_pixels").EnumerateArray().Select(value => value.GetByte()));
        Sha256(image.Pixels).Should().Be(expected.GetProperty("sha256").GetString());
        foreach (JsonProperty size in expected.GetProperty("resized").EnumerateObject())
        {
            int[] sides = [.. size.Name.Split('x').Select(int.Parse)];
            Sha256(image.Resize(sides[0], sides[1]).Pixels).Should().Be(size.Value.GetString(), size.Name);
        }
    }

    [TestCase("colour-420.jpg")]
    [TestCase("progressive.jpg")]
    [TestCase("cmyk.jpg")]
    public void Every_truncation_is_one_error_that_names_the_file(string file)
    {
        ImageFixtures.RequireDecoder();
        using JpegDecoder decoder = new();
        byte[] whole = ImageFixtures.Bytes(file);

        for (int length = 0; length < whole.Length; length += 13)
        {
            byte[] cut = whole[..length];
            FluentActions
                .Invoking(() => decoder.Decode(cut, "cats/cat.7.jpg"))
                .Should()
                .Throw<InputException>()
                .WithMessage("cats/cat.7.jpg: *");
        }

        decoder.Decode(whole, file).Height.Should().BePositive("a decoder goes on after errors");
    }

    [Test]
    public void A_text_named_jpg_is_refused()
    {
        ImageFixtures.RequireDecoder();
        using TemporaryFolder folder = new();
        string path = folder.File("notes.jpg");
        File.WriteAllText(path, "no image at all");
        using JpegDecoder decoder = new();

        FluentActions
            .Invoking(() => decoder.Read(path))
            .Should()
            .Throw<InputException>()
            .WithMessage($"{path}: not a JPEG image*start marker*");
    }

    [Test]
    public void Damage_that_the_library_gives_up_on_is_an_error()
    {
        ImageFixtures.RequireDecoder();
        byte[] file = ImageFixtures.Bytes("colour-420.jpg");
        int tables = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC4]);
        file.AsSpan(tables + 5, 16).Fill(0xFF);
        using JpegDecoder decoder = new();

        FluentActions
            .Invoking(() => decoder.Decode(file, "p.jpg"))
            .Should()
            .Throw<InputException>()
            .WithMessage("p.jpg: the JPEG image is damaged: *");
    }

    [Test]
    public void A_huge_image_is_refused_before_it_is_decoded()
    {
        byte[] file = WithSize("colour-420.jpg", 20000, 20000);

        FluentActions
            .Invoking(() => JpegStructure.Check(file, "huge.jpg"))
            .Should()
            .Throw<InputException>()
            .WithMessage("huge.jpg: the image of 20000x20000 pixels is too large*");
    }

    [Test]
    public void More_scans_than_a_photograph_needs_are_refused()
    {
        byte[] file = WithSize("progressive.jpg", 5000, 5000);
        int scan = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] many = [.. file[..^2], .. Enumerable.Repeat(file[scan..^2], 20).SelectMany(bytes => bytes), 0xFF, 0xD9];

        FluentActions
            .Invoking(() => JpegStructure.Check(many, "scans.jpg"))
            .Should()
            .Throw<InputException>()
            .WithMessage("scans.jpg: * scans over 5000x5000*");
    }

    [Test]
    public void Missing_and_overlong_files_are_input_errors()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("long.jpg");
        using (FileStream stream = File.Create(path))
        {
            stream.SetLength(JpegDecoder.MaximumFileBytes + 1);
        }

        FluentActions.Invoking(() => JpegDecoder.ReadFile(path)).Should().Throw<InputException>().WithMessage($"{path}: *too many*");
        FluentActions
            .Invoking(() => JpegDecoder.ReadFile(folder.File("none.jpg")))
            .Should()
            .Throw<InputException>()
            .WithMessage("*none.jpg: cannot be read*");
    }

    private static byte[] WithSize(string file, ushort height, ushort width)
    {
        byte[] bytes = ImageFixtures.Bytes(file);
        int frame = Math.Max(
            bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]),
            bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2])
        );
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), width);
        return bytes;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

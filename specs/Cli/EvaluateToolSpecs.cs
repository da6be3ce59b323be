using System.Text.Json;
using Repro.Specs.Data;
using Repro.Specs.Keras.Files;

namespace Repro.Specs.Cli;

/// <summary><c>repro evaluate</c> on folders of images: what its result says of preprocessing.</summary>
[Category("Fast")]
internal sealed class EvaluateToolSpecs
{
    private static readonly string Model = Repository.PathOf("fixtures", "cases", "loss-bce-softmax2.h5");
    private TemporaryFolder _root = null!;

    [OneTimeSetUp]
    public void Write()
    {
        ImageFixtures.RequireDecoder();
        NeedsHdf5.OrIgnore();
        _root = new TemporaryFolder();
        ImageFixtures.WriteSplit(_root, "myset", "test", ("a", 3), ("b", 2));
        Directory.CreateDirectory(_root.File("myset", "test", "b", "more"));
        File.Copy(ImageFixtures.PathOf("colour-444.jpg"), _root.File("myset", "test", "b", "more", "0.jpg"));
    }

    [OneTimeTearDown]
    public void Remove() => _root?.Dispose();

    [Test]
    public void Assumptions_are_marked_and_subfolders_count()
    {
        (int code, string output, _) = Evaluate();

        code.Should().Be(0);
        output
            .Should()
            .MatchRegex(
                @": loss \d\.\d{6} \(binary_crossentropy, as compiled\), acc \d\.\d{4} over 6 samples, images resized to 24x24 by nearest \(assumed; --resize\), rgb, pixels times 1/255 \(assumed; --scale\), computed on Cpu\n$"
            );
    }

    [Test]
    public void Options_are_taken_and_said()
    {
        JsonElement plain = Json();
        JsonElement chosen = Json("--resize", "bilinear", "--scale", "caffe", "--color", "rgb");

        chosen
            .GetProperty("preprocessing")
            .GetRawText()
            .Should()
            .Be(
                """{"scale":"caffe","scale_assumed":false,"color":"rgb","input":[24,24,3],"resize":"bilinear","resize_assumed":false,"keep_aspect_ratio":false,"decoder":"pillow"}"""
            );
        plain.GetProperty("preprocessing").GetProperty("resize_assumed").GetBoolean().Should().BeTrue();
        chosen.GetProperty("loss").GetDouble().Should().NotBe(plain.GetProperty("loss").GetDouble());
        Json("--resize", "bilinear").GetProperty("loss").GetDouble().Should().NotBe(plain.GetProperty("loss").GetDouble());
    }

    private JsonElement Json(params string[] options) => JsonDocument.Parse(Evaluate([.. options, "--json"]).Output).RootElement.Clone();

    private (int Code, string Output, string Error) Evaluate(params string[] options) =>
        Tool.Run(new Dictionary<string, string> { ["REPRO_DATA"] = _root.Path }, ["evaluate", Model, "--data", "myset/test", .. options]);
}

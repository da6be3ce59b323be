using Repro.Figures.Drawing;
using Repro.Specs.Data;

namespace Repro.Specs.Cli;

[Category("Fast")]
internal sealed class DrawSpecs
{
    private TemporaryFolder _root = null!;

    [SetUp]
    public void Make() => _root = new TemporaryFolder();

    [TearDown]
    public void Remove() => _root.Dispose();

    [Test]
    public void Without_weights_or_images_all_says_what_was_left_out_and_fails()
    {
        Directory.CreateDirectory(_root.File("data"));

        (int code, string output, string error) = Draw("all");

        (code, error.TrimEnd())
            .Should()
            .Be(
                (
                    2,
                    "repro: Nothing could be drawn. Set a data root with images or weights (REPRO_DATA), or give a finished training: --run RUN --seed N."
                )
            );
        output.Should().MatchRegex("not drawn: augmentations.*cat\\.11\\.jpg").And.MatchRegex("not drawn: .*repro data fetch vgg16");
        Directory.Exists(_root.File("out")).Should().BeFalse("nothing is half-written");
    }

    [Test]
    public void Galleries_are_drawn_of_an_image_alone()
    {
        ImageFixtures.RequireDecoder();
        string file = _root.File(["data", .. SpecData.Image("cat.11").Path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(ImageFixtures.PathOf("colour-420.jpg"), file);

        Draw("augmentations").Code.Should().Be(0);

        FigureIndex
            .Read(_root.File("out"))
            .Figures.Should()
            .HaveCountGreaterThan(4)
            .And.OnlyContain(image => File.Exists(_root.File("out", image.File)) && image.Caption.Length > 0);
    }

    [TestCase("model", "kernels")]
    [TestCase("--run RUN --seed N", "curves")]
    [TestCase("--run catsdogs-augmented needs a seed", "curves", "--run", "catsdogs-augmented")]
    [TestCase("repro train catsdogs-augmented --seeds 2", "all", "--run", "catsdogs-augmented", "--seed", "2")]
    [TestCase("'vgg17'", "filters", "--model", "vgg17")]
    [TestCase("squeezenet_weights", "filters", "--model", "squeezenet11")]
    [TestCase("'vgg17'", "all", "--model", "vgg17")]
    [TestCase("squeezenet_weights", "all", "--model", "squeezenet11")]
    [TestCase("'input' is drawn from images only", "input", "--model", "squeezenet11")]
    [TestCase("no curves", "curves", "--model", "squeezenet11")]
    [TestCase("--seed requires --run", "filters", "--seed", "2")]
    [TestCase("nonsense", "nonsense")]
    public void What_is_asked_for_by_name_and_missing_is_one_error(string says, params string[] arguments)
    {
        Directory.CreateDirectory(_root.File("data"));

        (int code, _, string error) = Draw(arguments);

        code.Should().Be(2);
        error.Should().StartWith("repro").And.Contain(says);
        error.Trim().Should().NotContain("\n", "one error is one line");
        Directory.Exists(_root.File("out")).Should().BeFalse("nothing is half-written");
    }

    [Test]
    public void A_project_is_offered_the_networks_whose_weights_are_known()
    {
        Tool.Run("init", _root.File("project")).Code.Should().Be(0);
        Directory.CreateDirectory(_root.File("data"));

        Draw("filters", "--model", "squeezenet11", "--project", _root.File("project"))
            .Error.TrimEnd()
            .Should()
            .Be(
                "repro: The weights of the model 'squeezenet11' are not declared. Declare those of squeezenet11-base-150 under 'weights' of reprosuite.json."
            );
        Draw("all", "--project", _root.File("project")).Output.Should().Contain("vgg16").And.NotContain("squeezenet");
    }

    [Test]
    public void A_project_without_curve_styles_says_so()
    {
        Tool.Run("init", _root.File("project")).Code.Should().Be(0);
        string training = Directory.CreateDirectory(_root.File("runs", "small-convnet", "Cpu", "seed-1")).FullName;
        File.WriteAllText(Path.Combine(training, "record.json"), "{}");
        File.WriteAllText(Path.Combine(training, "history.csv"), "epoch,train_loss,train_acc\n1,0.5,0.75\n2,0.25,0.875\n");

        Draw("curves", "--run", "small-convnet", "--seed", "1", "--project", _root.File("project"))
            .Error.TrimEnd()
            .Should()
            .Be("repro: There is no style to draw curves in. Declare one under 'curve_styles' of reprosuite.json.");
    }

    private (int Code, string Output, string Error) Draw(params string[] arguments) =>
        Tool.Run(
            new Dictionary<string, string> { ["REPRO_DATA"] = _root.File("data") },
            ["draw", .. arguments, "--runs", _root.File("runs"), "--out", _root.File("out")]
        );
}

using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Specs.Models;

/// <summary>What does not fit is refused when a model is built, naming the layer.</summary>
[Category("Fast")]
internal sealed class MisfitSpecs
{
    private static IEnumerable<TestCaseData> Misfits()
    {
        yield return Case(
            "a valid window larger than the image",
            () => Built.One(new Conv2D(4, 5) { Name = "c" }, 4, 4, 1),
            "*'c'*window of 5*input of 4*"
        );
        yield return Case(
            "pooling below its window",
            () => Built.One(new MaxPooling2D { Name = "p" }, 1, 8, 3),
            "*'p'*window of 2*input of 1*"
        );
        yield return Case("a convolution on a vector", () => Built.One(new Conv2D(4, 3) { Name = "c" }, 100), "*'c'*3 axes*100*");
        yield return Case("a dense layer behind an unknown size", AfterUnknown, "*'d'*known width*fixed input shape*");
        yield return Case("a sum of different shapes", () => Sum(4, 5), "*'sum'*8x8x4*8x8x5*");
        yield return Case("a sum of one", () => Built.One(new Add { Name = "sum" }, 8, 8, 3), "*'sum'*two or more*");
        yield return Case(
            "two layers of one name",
            () => ModelBuilder.Sequential("m", new Shape(4)).Add(new Dense(4) { Name = "d" }).Add(new Dense(4) { Name = "d" }),
            "*already has a layer 'd'*"
        );
        yield return Case("a slash in a name", () => Built.One(new Dense(4) { Name = "a/b" }, 4), "*'a/b'*");
        yield return Case("a shape without length", () => _ = new Shape(4, 0, 3), "*at least 1*0*");
        yield return Case("an output that is not there", () => SpecModels.Get("mnist-base").WithOutputs("m", [6]), "*output 6*");
        yield return Case(
            "a layer that is not there",
            () => _ = SpecModels.Get("mnist-base")["conv2d_9"],
            "*conv2d_9*conv2d_1, max_pooling2d_1*"
        );
    }

    [TestCaseSource(nameof(Misfits))]
    public void Is_refused(Action build, string message) => build.Should().Throw<ModelException>().WithMessage(message);

    [Test]
    public void An_unknown_model_is_bad_input_and_lists_the_known_ones()
    {
        Action get = () => SpecModels.Get("vgg17");

        get.Should().Throw<InputException>().WithMessage("*'vgg17'*vgg16-base-150*");
    }

    private static TestCaseData Case(string what, Action build, string message) =>
        new TestCaseData(build, message).SetArgDisplayNames(what);

    private static void AfterUnknown() =>
        ModelBuilder.Sequential("m", new Shape(null, null, 3)).Add(new Flatten { Name = "f" }).Add(new Dense(4) { Name = "d" });

    private static void Sum(int left, int right)
    {
        ModelBuilder model = ModelBuilder.Functional("m", new InputLayer(new Shape(8, 8, 3)) { Name = "in" });
        int one = model.Connect(new Conv2D(left, 1) { Name = "left" }, 0);
        int other = model.Connect(new Conv2D(right, 1) { Name = "right" }, 0);
        model.Connect(new Add { Name = "sum" }, one, other);
    }
}

using Repro.Backends;
using Repro.Data.Arrays;
using Repro.Models;
using Repro.Models.Layers;
using Repro.Training.Feeding;

namespace Repro.Specs.Training;

/// <summary>Labels of several outputs.</summary>
[Category("Fast")]
internal sealed class TargetColumnsSpecs
{
    private const int Samples = 600;

    // One-hot labels would take several GB.
    [Test]
    public void Too_many_classes_for_one_hot_labels_are_refused()
    {
        FluentActions
            .Invoking(() => Of(Loss.CategoricalCrossentropy, 1_000_000))
            .Should()
            .Throw<InputException>()
            .WithMessage("it: the labels of its outputs are 2000000 numbers for each of the 600 samples of 'set', which is too many.*");
        Of(Loss.SparseCategoricalCrossentropy, 1_000_000).Shape.Should().Equal(Samples, 2);
        Of(Loss.CategoricalCrossentropy, 3).Shape.Should().Equal(Samples, 6);
    }

    private static Tensor Of(Loss loss, int classes)
    {
        ModelBuilder builder = ModelBuilder.Functional("two", new InputLayer(new Shape(1)) { Name = "in" });
        int first = builder.Connect(new Dense(classes) { Name = "a" }, 0);
        int second = builder.Connect(new Dense(classes) { Name = "b" }, 0);
        ArrayTarget zeros = new(new float[Samples], 1);
        ArraySplit split = new([1], null!, new int[Samples])
        {
            Outputs = new Dictionary<string, ArrayTarget>(StringComparer.Ordinal) { ["a"] = zeros, ["b"] = zeros },
        };
        return TargetColumns.Of("it", builder.Build([first, second]), [new OutputLoss("a", loss), new OutputLoss("b", loss)], split, "set");
    }
}

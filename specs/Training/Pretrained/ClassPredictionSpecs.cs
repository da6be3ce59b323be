using Repro.Data.Catalog;
using Repro.Training.Evaluation;

namespace Repro.Specs.Training.Pretrained;

[TestFixture]
[Category("Fast")]
internal sealed class ClassPredictionSpecs
{
    private static readonly ClassIndex Trees = ClassIndex.Parse(
        """{"0": ["a0", "ash"], "1": ["a1", "birch"], "2": ["a2", "cedar"], "3": ["a3", "date"]}""",
        "trees"
    );

    [Test]
    public void The_likeliest_come_first_and_of_equals_the_smaller_number() =>
        ClassPrediction
            .Decode([0.25f, 0.125f, 0.25f, 0.375f], Trees, 3)
            .Should()
            .Equal(
                new ClassPrediction(3, "a3", "date", 0.375),
                new ClassPrediction(0, "a0", "ash", 0.25),
                new ClassPrediction(2, "a2", "cedar", 0.25)
            );

    [Test]
    public void Without_an_index_numbers_alone_are_told() =>
        ClassPrediction.Decode([0.5f, 1f], null, 1).Should().Equal(new ClassPrediction(1, null, null, 1));

    [TestCase(0)]
    [TestCase(5)]
    public void More_or_fewer_classes_than_there_are_is_bad_input(int top) =>
        FluentActions
            .Invoking(() => ClassPrediction.Decode([0, 0, 0, 1], Trees, top))
            .Should()
            .Throw<InputException>()
            .WithMessage("*1 to 4*");

    [Test]
    public void An_index_of_another_number_of_classes_is_bad_input() =>
        FluentActions
            .Invoking(() => ClassPrediction.Decode([0, 1], Trees, 1))
            .Should()
            .Throw<InputException>()
            .WithMessage("*4 classes*2 apart*");
}

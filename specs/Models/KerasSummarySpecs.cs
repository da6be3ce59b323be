using System.Globalization;
using Repro.Cli.Commands.Models;
using Repro.Models;
using Repro.Models.Naming;
using Repro.Models.Summaries;

namespace Repro.Specs.Models;

/// <summary>What the three dialects of a summary differ in.</summary>
[Category("Fast")]
internal sealed class KerasSummarySpecs
{
    [TestCase(KerasGeneration.Keras20, "max_pooling2d_2 (MaxPooling2D) (None, 5, 5, 64)        0")]
    [TestCase(KerasGeneration.Keras23, "max_pooling2d_2 (MaxPooling2 (None, 5, 5, 64)          0         ")]
    public void A_long_name_is_cut_at_its_column_but_in_the_book(KerasGeneration generation, string row)
    {
        Model model = SpecModels.Get("mnist-base");

        KerasSummary.Rows(model, model["max_pooling2d_2"], generation).Should().Equal(row);
    }

    [Test]
    public void An_input_stands_in_brackets_in_tf_keras_alone()
    {
        Row(KerasGeneration.TfKeras).Should().Be("input_1 (InputLayer)         [(None, None, None, 3)]   0         ");
        Row(KerasGeneration.Keras23).Should().Be("input_1 (InputLayer)         (None, None, None, 3)     0         ");

        static string Row(KerasGeneration generation)
        {
            Model model = SpecModels.Get("vgg16-base-any");
            return KerasSummary.Rows(model, model["input_1"], generation).Should().ContainSingle().Subject;
        }
    }

    [Test]
    public void A_layer_with_two_inputs_takes_two_lines()
    {
        Model model = SpecModels.Get("resnet50-base-150");

        KerasSummary
            .Rows(model, model["add_1"], KerasGeneration.Keras23)
            .Should()
            .Equal(
                "add_1 (Add)                     (None, 38, 38, 256)  0           bn2a_branch2c[0][0]              ",
                "                                                                 bn2a_branch1[0][0]               "
            );
    }

    [TestCase("vgg16-base-150", 65)]
    [TestCase("resnet50-base-150", 98)]
    public void Branches_make_the_table_wider(string model, int width) =>
        KerasSummary.Print(SpecModels.Get(model), KerasGeneration.Keras23).Split('\n').Max(line => line.Length).Should().Be(width);

    [TestCase("ru-RU")]
    [TestCase("en-US")]
    [TestCase("de-DE")]
    public void Looks_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            KerasSummary.Print(SpecModels.Get("vgg16-base-150"), KerasGeneration.TfKeras).Should().Contain("\nTotal params: 14,714,688\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void The_first_document_that_prints_a_model_decides_how_it_looks()
    {
        SummaryCommand.Printed(Own.Host, "vgg16-base-150", null).Should().Be("vgg16-base-150{tf.keras, input 3}");
        SummaryCommand.Printed(Own.Host, "vgg16-base-150", "3").Should().Be("vgg16-base-150");
        SummaryCommand.Printed(Own.Host, "mnist-dense", null).Should().BeNull();
        FluentActions
            .Invoking(() => SummaryCommand.Printed(Own.Host, "mnist-base", "1"))
            .Should()
            .Throw<InputException>()
            .WithMessage("Document 001 prints no summary of 'mnist-base'. These documents print one: 003.");
    }
}

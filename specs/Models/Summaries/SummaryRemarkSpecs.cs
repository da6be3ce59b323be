using Repro.Models;
using Repro.Models.Summaries;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;

namespace Repro.Specs.Models.Summaries;

/// <summary>A number that is not the model's is printed as the version printed it, with a remark.</summary>
[Category("Fast")]
internal sealed class SummaryRemarkSpecs
{
    [TestCase(
        "2.2.4",
        "frozen-after-compile",
        "Total params: 98\n",
        "Keras 2.2.4 prints 98 as the total, but the model has 58 parameters: *"
    )]
    [TestCase(
        "2.2.4",
        "frozen-after-compile",
        "Trainable params: 58\n",
        "Keras 2.2.4 prints 58 trainable parameters, but the flags leave 18: *"
    )]
    [TestCase("tf 2.1", "frozen-after-compile", "Total params: 98\n", "tf.keras of TensorFlow 2.1.0 prints 98 as the total*")]
    [TestCase("2.0.2", "residual", "Total params: 72.0\n", "Keras 2.0.2 prints totals as floats: '72.0' means 72 parameters.")]
    [TestCase("2.0.3", "two-inputs", "Total params: 112\n", "Keras 2.0.3 leaves the column 'Connected to' empty.")]
    [TestCase(
        "2.0.3",
        "nested",
        "Trainable params: 101,105\n",
        "Keras 2.0.3 prints 101,105 trainable parameters, but the flags leave 100,865: *"
    )]
    [TestCase(
        "1.1.0",
        "nested-branches",
        "Total params: 46\n",
        "Keras 1.1.0 prints 46 as the total, but the model has 118 parameters: moving statistics and frozen weights are not counted."
    )]
    [TestCase(
        "1.0.3",
        "nested",
        "Total params: 101105\n",
        "Keras 1.0.3 prints 101,105 as the total, but the model has 101,121 parameters: moving statistics are not counted."
    )]
    [TestCase(
        "1.1.2",
        "convnet-line-50",
        "(None, 100 16010 ",
        "Keras 1.1.2 cuts the number 1601000 of the layer 'dense_1 (Dense)' at its column's end."
    )]
    [TestCase(
        "3.3.3",
        "nested",
        " Total params: 256 (1.00 KB)\n",
        "Keras 3.3.3 prints 256 as the total, but the model has 101,121 parameters: *"
    )]
    [TestCase(
        "2.0.8",
        "nested",
        "Trainable params: 100,865\n",
        "Keras 2.0.8 trains 240 parameters of '*' that the flags freeze: before Keras 2.1.0 *"
    )]
    public void A_wrong_number_has_a_remark(string version, string model, string printed, string remark)
    {
        PrintedTable table = Print(version, GenerationModels.Get(model, KerasVersion.Parse(version)));

        table.Text.Should().Contain(printed);
        table.Remarks.Should().ContainMatch(remark);
    }

    [TestCase("2.1.0", "nested")]
    [TestCase("2.0.8", "nested-branches")]
    [TestCase("2.3.1", "branches")]
    [TestCase("tf 2.3", "frozen-after-compile")]
    [TestCase("2.12", "nested")]
    [TestCase("2.15", "nested-branches")]
    [TestCase("3.15", "nested")]
    public void A_right_table_has_none(string version, string model) =>
        Print(version, GenerationModels.Get(model, KerasVersion.Parse(version))).Remarks.Should().BeEmpty();

    [Test]
    public void Keras_3_adds_the_optimizer_to_the_total() =>
        Print("3.15", MoreModels.Get("optimizer-state", KerasVersion.Parse("3.15")))
            .Remarks.Should()
            .Equal("Keras 3.15.0 adds the optimizer's 84 variables to the total: the model itself has 41 parameters.");

    private static PrintedTable Print(string version, (SummaryModel Model, SummaryOptions Options) described) =>
        KerasTable.Print(described.Model, KerasVersion.Parse(version), described.Options);
}

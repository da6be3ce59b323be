using Repro.Models;

namespace Repro.Specs.Models.Summaries;

/// <summary>Versions as people and files write them.</summary>
[Category("Fast")]
internal sealed class KerasVersionSpecs
{
    [TestCase("2.0.8", "Keras 2.0.8")]
    [TestCase("2.15", "Keras 2.15.0")]
    [TestCase(" keras 3.5 ", "Keras 3.5.0")]
    [TestCase("3.0.0.dev2023", "Keras 3.0.0")]
    [TestCase("2.16.0rc0", "Keras 2.16.0")]
    [TestCase("tf 2.3", "tf.keras of TensorFlow 2.3.0")]
    [TestCase("tf2.3.0", "tf.keras of TensorFlow 2.3.0")]
    [TestCase("tensorflow-1.15", "tf.keras of TensorFlow 1.15.0")]
    [TestCase("2.2.4-tf", "tf.keras of TensorFlow 2.1.0")]
    [TestCase("2.3.0-tf", "tf.keras of TensorFlow 2.2.0")]
    public void Reads(string text, string shown) => KerasVersion.Parse(text).ToString().Should().Be(shown);

    [TestCase("")]
    [TestCase("2")]
    [TestCase("0.9")]
    [TestCase("4.0")]
    [TestCase("tf 2.16")]
    [TestCase("tf 1.3")]
    [TestCase("2.x")]
    [TestCase("99999999999.0")]
    [TestCase("2.0.8; rm")]
    public void Refuses_in_one_line(string text)
    {
        Action parse = () => KerasVersion.Parse(text);

        parse.Should().Throw<InputException>().Which.Message.Should().Contain("is not a Keras version").And.NotContain("\n");
    }

    [Test]
    public void Orders_tf_keras_between_the_last_keras_and_its_return()
    {
        string[] order =
        [
            "1.2.2",
            "2.2.5",
            "2.3.1",
            "tf 1.4",
            "tf 1.15",
            "tf 2.2",
            "tf 2.3",
            "tf 2.4",
            "2.5.0",
            "2.6",
            "2.13.1",
            "3.0",
            "3.15",
        ];
        KerasVersion[] versions = [.. order.Select(KerasVersion.Parse)];

        versions.Should().BeInAscendingOrder();
    }

    [Test]
    public void TensorFlow_2_13_has_keras_2_13() => KerasVersion.Parse("tf 2.13").CompareTo(KerasVersion.Parse("2.13")).Should().Be(0);
}

namespace Repro.Specs.Cli;

/// <summary>Summaries as the tool's user asks for them.</summary>
[Category("Fast")]
internal sealed class SummaryToolSpecs
{
    [Test]
    public void A_model_is_named_and_printed_by_the_version()
    {
        (int code, string output, string error) = Tool.Run("summary", "mnist-dense", "--keras-version", "2.15");

        code.Should().Be(0);
        error.Should().BeEmpty();
        output
            .Should()
            .Be(
                """
                Model: "sequential"
                _________________________________________________________________
                 Layer (type)                Output Shape              Param #   
                =================================================================
                 flatten (Flatten)           (None, 784)               0         
                                                                                 
                 dense (Dense)               (None, 512)               401920    
                                                                                 
                 dense_1 (Dense)             (None, 10)                5130      
                                                                                 
                =================================================================
                Total params: 407050 (1.55 MB)
                Trainable params: 407050 (1.55 MB)
                Non-trainable params: 0 (0.00 Byte)
                _________________________________________________________________

                """.ReplaceLineEndings("\n")
            );
    }

    [Test]
    public void A_wrong_number_has_a_note_beside_the_table()
    {
        (int code, string output, string error) = Tool.Run("summary", "vgg16-plus-dense256{base frozen}", "--keras-version", "1.1.0");

        code.Should().Be(0);
        output.Should().Contain("\nTotal params: 2097665\n").And.NotContain("Note");
        error
            .Should()
            .Be(
                $"Note: Keras 1.1.0 prints 2,097,665 as the total, but the model has 16,812,353 parameters: moving statistics and frozen weights are not counted.{Environment.NewLine}"
            );
    }

    [Test]
    public void Nested_layers_the_flag_and_a_width_are_options()
    {
        string output = Tool.Run(
            "summary",
            "vgg16-plus-dense256{base frozen}",
            "--keras-version",
            "3.15",
            "--expand-nested",
            "--show-trainable",
            "--line-length",
            "100",
            "--columns",
            "120"
        ).Output;

        output.Should().Contain("    └ block1_conv1 (Conv2D)").And.Contain(" Trai");
        output.Split('\n')[1].Should().HaveLength(100);
    }

    [TestCase(
        "mnist-full --expand-nested",
        "The summary() of tf.keras of TensorFlow 2.3.0 does not have the option expand_nested: Keras 2.7 introduced it. Choose a later version with --keras-version."
    )]
    [TestCase(
        "mnist-full --keras-version 2.7 --show-trainable",
        "The summary() of Keras 2.7.0 does not have the option show_trainable: Keras 2.8 introduced it. Choose a later version with --keras-version."
    )]
    [TestCase("mnist-full --keras-version 2.7 --line-length 39", "The line length must be from 40 to 1000, but 39 was given.")]
    [TestCase("mnist-full --keras-version 3.5 --columns 1001", "The number of columns must be from 40 to 1000, but 1001 was given.")]
    [TestCase("mnist-full --keras-version two", "'two' is not a Keras version. *")]
    [TestCase(
        "mnist-full --keras-version 2.7 --document 1",
        "--keras-version and --document cannot be combined: both choose a version of Keras."
    )]
    public void What_cannot_be_meant_is_one_line_and_exit_code_2(string arguments, string message)
    {
        (int code, string output, string error) = Tool.Run(["summary", .. arguments.Split(' ')]);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Trim().Should().Match($"*{message}").And.NotContain("\n");
    }
}

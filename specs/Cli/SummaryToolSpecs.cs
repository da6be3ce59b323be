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

    private const string Four =
        """{ "class_name": "InputLayer", "name": "in", "config": { "name": "in", "batch_input_shape": [null, 4, 4, 3] }, "inbound_nodes": [] }""";

    // The layers behind the input, by name, class, settings and inputs.
    [TestCase(
        "a Dense|\"units\": 2|in; b Dense|\"units\": 3|in; c Add||a b",
        "layer 'c' (Add): adds two or more inputs of one shape, but got 4x4x2 and 4x4x3."
    )]
    [TestCase("a Conv2D|\"filters\": 2, \"kernel_size\": [6, 6]|in", "layer 'a' (Conv2D): a window of 6 does not fit an input of 4;*")]
    [TestCase("a Reshape|\"target_shape\": [7]|in", "layer 'a' (Reshape): 4x4x3 cannot be reshaped to (7): *")]
    [TestCase(
        "a Flatten||in; b Conv2D|\"filters\": 2, \"kernel_size\": [1, 1]|a",
        "layer 'b' (Conv2D): takes an input of 3 axes*, but got 48."
    )]
    [TestCase("a Permute|\"dims\": [1, 1, 2]|in", "layer 'a' (Permute): (1, 1, 2) is not an order of the axes 1 to 3.")]
    [TestCase("a Dense|\"units\": -3|in", "layer 'a' (Dense): 'units' is -3, which no version of Keras builds; it must be at least 1.")]
    [TestCase(
        "a Conv2D|\"filters\": -1, \"kernel_size\": [1, 1]|in",
        "layer 'a' (Conv2D): 'filters' is -1, which no version of Keras builds; it must be at least 1."
    )]
    [TestCase(
        "a Conv2D|\"filters\": 0, \"kernel_size\": [1, 1]|in",
        "layer 'a' (Conv2D): 'filters' is 0, which Keras 2.15.0 does not build; it must be at least 1."
    )]
    [TestCase(
        "a SeparableConv2D|\"filters\": 0, \"kernel_size\": [1, 1]|in",
        "layer 'a' (SeparableConv2D): 'filters' is 0, which Keras 2.15.0 does not build; it must be at least 1."
    )]
    [TestCase(
        "a TimeDistributed|\"layer\": {\"class_name\": \"Dense\", \"config\": {\"name\": \"b\", \"units\": -2}}|in",
        "layer 'a' (Dense): 'units' is -2, which no version of Keras builds; it must be at least 1."
    )]
    [TestCase(
        "a Dense|\"units\": 2|in; b Concatenate|\"axis\": 4|a in",
        "layer 'b' (Concatenate): 'axis' is 4, but an input of the shape 4x4x2 has the axes 0 (the batch) to 3, or -4 to -1."
    )]
    [TestCase(
        "a Dense|\"units\": 2|in; b Concatenate|\"axis\": -5|a in",
        "layer 'b' (Concatenate): 'axis' is -5, but an input of the shape 4x4x2 has the axes 0 (the batch) to 3, or -4 to -1."
    )]
    [TestCase(
        "a Flatten||in; b Dense|\"units\": 2|a; c Concatenate|\"axis\": 3|a b",
        "layer 'c' (Concatenate): 'axis' is 3, but an input of the shape 48 has the axes 0 (the batch) to 1, or -2 to -1."
    )]
    public void A_model_that_Keras_cannot_build_is_refused_with_the_first_cause(string layers, string cause)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("x.json");
        File.WriteAllText(file, Functional(layers + "; last Dense|\"units\": 1|" + layers.Split("; ")[^1].Split(' ')[0]));

        foreach (
            string[] more in (string[][])
                [
                    [],
                    ["--keras-version", "3.5"],
                    ["--keras-version", "keras-2.0"],
                ]
        )
        {
            (int code, string output, string error) = Tool.Run(["summary", file, .. more]);

            code.Should().Be(2);
            output.Should().BeEmpty();
            error.Trim().Should().MatchEquivalentOf($"repro: {file}: Keras cannot build this model: {cause}").And.NotContain("\n");
        }
    }

    // What this library does not support, Keras may build.
    [TestCase("a My>Own||in; b Dense|\"units\": 2|a", "b (Dense)")]
    [TestCase("a GlobalAveragePooling2D||in; b Dense|\"units\": 3|in; c Add||a b", "c (Add)")]
    // What a setting means in another class is not known.
    [TestCase("a Custom>MyAttention|\"units\": -1|in; b Dense|\"units\": 2|a", "a (Custom>MyAttention)")]
    [TestCase("a MyConv|\"filters\": 0|in", "a (MyConv)")]
    [TestCase("a MyConv2D|\"filters\": -1|in", "a (MyConv2D)")]
    [TestCase("a KerasLayer|\"output_dim\": -1, \"units\": 0|in", "a (KerasLayer)")]
    [TestCase("a MyWrapper|\"layer\": {\"class_name\": \"Dense\", \"config\": {\"name\": \"b\", \"units\": -2}}|in", "a (MyWrapper)")]
    // Its cell does not check for 0.
    [TestCase("a ConvLSTM2D|\"filters\": 0, \"kernel_size\": [1, 1]|in", "a (ConvLSTM2D)")]
    [TestCase("a Dense|\"units\": 2, \"activation\": \"mine\"|in", "a (Dense)")]
    // Some versions build a length of 0, and the layers of augmentation take images without a batch.
    [TestCase("a Conv2D|\"filters\": 2, \"kernel_size\": [5, 5]|in", "a (Conv2D)")]
    // Keras 2.15 builds a layer of 0 units; the batch is an axis too.
    [TestCase("a Dense|\"units\": 0|in", "a (Dense)")]
    [TestCase("a Dense|\"units\": 3|in; b Concatenate|\"axis\": 0|a in", "b (Concatenate)")]
    [TestCase("a Cropping2D|\"cropping\": [[2, 2], [2, 2]]|in", "a (Cropping2D)")]
    [TestCase("a Reshape|\"target_shape\": [16, 3]|in; b RandomFlip||a", "b (RandomFlip)")]
    [TestCase("a Lambda||in; b Flatten||a; c Dense|\"units\": 2|b", "c (Dense)")]
    public void A_model_that_is_only_not_supported_is_printed_with_notes(string layers, string row)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("x.json"), Functional(layers));

        (int code, string output, string error) = Tool.Run("summary", folder.File("x.json"));

        code.Should().Be(0, error);
        output.Should().Contain(row);
        if (layers.Contains("My>Own", StringComparison.Ordinal))
        {
            error.Should().Contain("Note: The parameters of the layer 'a' (My>Own) are not known");
        }
    }

    private static string Functional(string layers)
    {
        string[][] all =
        [
            .. layers
                .Split("; ")
                .Select(layer => layer.Split([' ', '|'], 2).SelectMany((part, index) => index == 0 ? [part] : part.Split('|')).ToArray()),
        ];
        IEnumerable<string> written = all.Select(layer =>
            $$"""{ "class_name": "{{layer[1]}}", "name": "{{layer[0]}}", "config": { "name": "{{layer[0]}}"{{(layer[2].Length == 0 ? "" : ", " + layer[2])}} }, "inbound_nodes": [[{{string.Join(", ", layer[3].Split(' ').Select(input => $"[\"{input}\", 0, 0, {{}}]"))}}]] }"""
        );
        return $$"""
            { "class_name": "Functional", "keras_version": "2.15.0", "config": { "name": "x", "layers": [ {{Four}}, {{string.Join(
                ", ",
                written
            )}} ],
              "input_layers": [["in", 0, 0]], "output_layers": [["{{all[^1][0]}}", 0, 0]] } }
            """;
    }
}

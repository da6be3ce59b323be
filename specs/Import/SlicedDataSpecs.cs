using System.Text.Json.Nodes;
using Repro.Data.Splitting;
using Repro.Import.Trainings;

namespace Repro.Specs.Import;

/// <summary>Trainings whose validation data are the first or the last samples of the training data, and those of autoencoders.</summary>
[Category("Fast")]
internal sealed class SlicedDataSpecs
{
    private const string Start = """
        from keras import layers, models
        from keras.datasets import mnist
        (x, y), (u, v) = mnist.load_data()
        x = x.reshape((60000, 784)) / 255
        model = models.Sequential([layers.Input((784,)), layers.Dense(10, activation='softmax')])
        model.compile(optimizer='sgd', loss='sparse_categorical_crossentropy', metrics=['accuracy'])

        """;

    [TestCase("x[5000:], y[5000:]", "x[:5000], y[:5000]", 5000, 60000, 0, 5000)]
    [TestCase("x[:50000], y[:50000]", "x[50000:], y[50000:]", 0, 50000, 50000, 60000)]
    [TestCase("x[:-7000], y[:-7000]", "x[-7000:], y[-7000:]", 0, 53000, 53000, 60000)]
    [TestCase("x[:12345], y[:12345]", "x[59999:], y[59999:]", 0, 12345, 59999, 60000)]
    public void Slices_are_described_exactly(string training, string validation, int first, int end, int validationFirst, int validationEnd)
    {
        NamedRun run = Run($"model.fit({training}, validation_data=({validation}))");

        run.Json.Should().NotBeNull(run.Reason);
        JsonNode json = JsonNode.Parse(run.Json!)!;
        Rows(json["train"]!, 60000).Should().Equal(Enumerable.Range(first, end - first));
        Rows(json["validation"]!, 60000).Should().Equal(Enumerable.Range(validationFirst, validationEnd - validationFirst));
        run.Json.Should().Contain($"\"samples\": {end - first},").And.Contain($"\"samples\": {validationEnd - validationFirst},");
    }

    [TestCase("x[100:200], y[100:200]", "takes the first or the last samples of a data set")]
    [TestCase("x[::2], y[::2]", "takes the first or the last samples of a data set")]
    [TestCase("x[100:], y[:59900]", "'x[...], y[...]' takes other samples than labels")]
    public void Other_slices_are_refused(string data, string reason)
    {
        NamedRun run = Run($"model.fit({data})");

        run.Json.Should().BeNull();
        run.Reason.Should().Contain(reason);
    }

    [TestCase("x, x")]
    [TestCase("x, y=x")]
    [TestCase("x, x, validation_data=(u, u)")]
    [TestCase("x + 0.1, x")]
    public void The_targets_of_an_autoencoder_are_refused(string data) =>
        Run($"model.fit({data})").Reason.Should().Be("the targets are the inputs; a run file cannot describe it");

    private static NamedRun Run(string code) => Drafts.Of($"```python\n{Start}{code}\n```\n").Runs.Should().ContainSingle().Subject;

    private static int[] Rows(JsonNode split, int count)
    {
        JsonNode subset = split["subset"]!;
        ValidationSplit cut = new(subset["validation_split"]!.GetValue<double>(), subset["loader"]!.GetValue<string>(), null);
        (int[] training, int[] validation) = cut.Cut(new int[count]);
        return subset["part"]!.GetValue<string>() == "validation" ? validation : training;
    }
}

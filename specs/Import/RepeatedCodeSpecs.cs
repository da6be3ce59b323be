using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>A text that shows its program as a whole and step by step has one program.</summary>
[Category("Fast")]
internal sealed class RepeatedCodeSpecs
{
    private const string Imports = """
        from keras import layers
        from keras import models
        from keras.datasets import mnist
        """;

    private const string Load = "(x, y), (u, v) = mnist.load_data()";

    private const string Scale = "x = x.reshape((60000, 784)) / 255";

    private const string Build = """
        model = models.Sequential([layers.Input((784,)), layers.Dense(10, activation='softmax')])
        model.compile(optimizer='sgd', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
        """;

    private const string Fit = "model.fit(x, y, epochs=3)";

    private static readonly string Whole = string.Join('\n', Imports, Load, Scale, Build, Fit);

    [Test]
    public void Steps_behind_the_whole_listing_do_not_run_again() =>
        OneRun($"{Block(Whole)}{Block("# The imports\n" + Imports)}{Block(Scale + "   # bytes")}{Block(Build)}Train:\n\n{Block(Fit)}");

    [Test]
    public void The_whole_listing_behind_the_steps_does_not_run_again() =>
        OneRun($"{Block(Imports)}{Block(Load)}{Block(Scale)}{Block(Build)}{Block(Fit)}{Block(Whole)}");

    [Test]
    public void A_listing_that_loads_the_data_again_and_differs_starts_anew()
    {
        ImportDraft draft = Drafts.Of(Block(Whole) + Block(Whole.Replace("epochs=3", "epochs=4", StringComparison.Ordinal)));

        draft.Runs.Should().HaveCount(2);
        draft.Runs[1].Json.Should().Contain("\"rescale\": 0.0039215").And.Contain("\"epochs\": 4");
    }

    [Test]
    public void The_same_call_of_fit_for_another_model_runs()
    {
        string other = Build.Replace("Dense(10", "Dense(16), layers.Dense(10", StringComparison.Ordinal);

        Drafts.Of(Block(Whole) + Block(other) + Block(Fit)).Runs.Should().HaveCount(2);
        Drafts.Of(Block(Whole) + Block(Imports) + Block(other) + Block(Fit)).Runs.Should().HaveCount(2);
    }

    [Test]
    public void Cells_of_a_notebook_run_each_time() =>
        Drafts.OfCells((Whole, ""), (Imports, ""), (Fit, "")).Program.Fits.Should().HaveCount(2);

    private static string Block(string code) => $"```python\n{code}\n```\n\n";

    private static void OneRun(string text)
    {
        ImportDraft draft = Drafts.Of(text);

        draft.Runs.Should().ContainSingle().Which.Json.Should().Contain("\"rescale\": 0.0039215");
        draft.Networks.Should().ContainSingle();
    }
}

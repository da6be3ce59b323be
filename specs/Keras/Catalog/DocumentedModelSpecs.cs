using Repro.Specs.Cli;

namespace Repro.Specs.Keras.Catalog;

/// <summary>The model that docs/models.md writes by hand.</summary>
[Category("Fast")]
internal sealed class DocumentedModelSpecs
{
    [Test]
    public void Settings_that_are_left_out_have_Keras_defaults()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("short.json");
        File.WriteAllText(
            file,
            """
            { "class_name": "Sequential", "config": { "name": "short", "layers": [
              { "class_name": "ZeroPadding2D", "config": { "name": "pad", "batch_input_shape": [null, 10, 10, 1] } },
              { "class_name": "Conv2D", "config": { "name": "conv", "filters": 2, "kernel_size": [3, 3] } },
              { "class_name": "MaxPooling2D", "config": { "name": "pool" } },
              { "class_name": "UpSampling2D", "config": { "name": "up" } },
              { "class_name": "SeparableConv2D", "config": { "name": "separable", "filters": 3, "kernel_size": [3, 3] } },
              { "class_name": "Flatten", "config": { "name": "flat" } },
              { "class_name": "Dense", "config": { "name": "dense", "units": 1 } }
            ] } }
            """
        );

        string table = Tool.Run("summary", file).Output;

        // 12x12 with the border, 10x10, 5x5, 10x10, 8x8x3: 20 + (9 * 2 + 2 * 3 + 3) + (192 + 1) parameters.
        table.Should().Contain("(None, 12, 12, 1)").And.Contain("(None, 5, 5, 2)").And.Contain("(None, 8, 8, 3)");
        table.Should().Contain("Total params: 240");
    }

    [Test]
    public void It_has_the_parameters_that_the_page_states()
    {
        using TemporaryFolder folder = new();
        string page = File.ReadAllText(Repository.PathOf("docs", "models.md"));
        string json = page.Split("```json\n")[1].Split("```")[0];
        string models = Path.Combine(folder.Path, "configs", "models");
        Directory.CreateDirectory(models);
        File.WriteAllText(Path.Combine(folder.Path, "reprosuite.json"), """{ "schema_version": 1 }""");
        File.WriteAllText(Path.Combine(models, "skip.json"), json);

        string table = Tool.Run("summary", "skip", "--project", folder.Path).Output;

        table.Should().Contain("Total params: 180").And.Contain("conv[0][0]");
        page.Should().Contain("with 180 parameters");
    }
}

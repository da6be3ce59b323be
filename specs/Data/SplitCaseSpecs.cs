using System.Text.Json;
using System.Text.RegularExpressions;
using Repro.Data.Batches;
using Repro.Data.Folders;
using Repro.Data.Splitting;
using Repro.Specs.Oracles;

namespace Repro.Specs.Data;

/// <summary>
/// What else Keras's loaders do beside <see cref="ValidationSplitSpecs"/>, and that every case of the results is compared or left out for a
/// reason.
/// </summary>
[Category("Fast")]
internal sealed partial class SplitCaseSpecs
{
    private const string FlowFolder = "flow_from_directory";
    private const string DatasetFolder = "image_dataset_from_directory";

    // By the spec that compares them.
    private static readonly Dictionary<string, string> Compared = new()
    {
        [$"{FlowFolder}: no split"] = nameof(ClassFolderSpecs),
        [$"{FlowFolder}: hidden folder and loose file"] = nameof(ClassFolderSpecs),
        [$"{FlowFolder}: classes=['pear', 'Zoo']"] = nameof(Declared_classes_give_the_labels_and_leave_other_folders_out),
        [$"{FlowFolder}: batches of 4, two epochs, shuffle=False, classes=['pear', 'Zoo']"] = nameof(Batches_in_order_are_those_of_Keras),
        [$"{FlowFolder}: class_mode=sparse"] = nameof(Labels_of_two_classes_are_0_and_1),
        [$"{FlowFolder}: class_mode=binary"] = nameof(Labels_of_two_classes_are_0_and_1),
        [$"{DatasetFolder}: order for seed=42"] = nameof(The_order_of_a_seed_is_that_of_numpy),
        [$"{DatasetFolder}: order for seed=1337"] = nameof(The_order_of_a_seed_is_that_of_numpy),
        [$"{DatasetFolder}: shuffle=True seed=42 validation_split=0.2 subset=both"] = nameof(Both_parts_are_the_two_cuts),
        [$"{DatasetFolder}: label_mode=int (3 classes)"] = nameof(ImageBatchLoaderSpecs),
        [$"{DatasetFolder}: label_mode=categorical (3 classes)"] = nameof(ImageBatchLoaderSpecs),
    };

    private static readonly Dictionary<string, string> LeftOut = new()
    {
        [$"{FlowFolder}: batches of 4, two epochs, shuffle=True, seed=7, classes=['pear', 'Zoo']"] =
            "orders of a training follow from the seed of the run by the project's own random numbers",
        [$"{FlowFolder}: class_mode=None"] = "a run needs labels",
        [$"{DatasetFolder}: shuffle=False"] =
            "both loaders read folders as flow_from_directory does here: without gif, with names that end in png without a dot",
        [$"{DatasetFolder}: label_mode=binary (3 classes)"] = "an error of Keras; a run has its own message",
        [$"{DatasetFolder}: label_mode=binary (2 classes, with a hidden folder and a loose file)"] =
            "a hidden folder is a class here, as for flow_from_directory",
        [$"{DatasetFolder}: label_mode=None"] = "a run needs labels",
        [$"{DatasetFolder}: picture type"] = "'rescale' of the run says what pixels are multiplied by",
        [$"{DatasetFolder}: validation_split too small for one file"] = "an error of Keras; a run has its own message",
    };

    private static readonly JsonElement Oracle = Fixture.Json("keras", "splits.json");

    [Test]
    public void Every_case_is_compared_or_left_out_for_a_reason()
    {
        IEnumerable<string> cases =
            from loader in Oracle.GetProperty("names").EnumerateObject()
            from name in loader.Value.EnumerateArray()
            where loader.Name != "arrays" && !Cut().IsMatch(name.GetString()!)
            select $"{loader.Name}: {name.GetString()}";

        cases.Should().BeEquivalentTo([.. Compared.Keys, .. LeftOut.Keys]);
        int cuts = Oracle
            .GetProperty("names")
            .EnumerateObject()
            .Sum(loader => loader.Value.EnumerateArray().Count(name => loader.Name == "arrays" || Cut().IsMatch(name.GetString()!)));
        int compared =
            Oracle.GetProperty("arrays").GetArrayLength()
            + new[] { FlowFolder, DatasetFolder }.Sum(loader => Oracle.GetProperty(loader).GetProperty("cuts").GetArrayLength());
        compared.Should().Be(cuts, "ValidationSplitSpecs compares all cuts");
    }

    [Test]
    public void Declared_classes_give_the_labels_and_leave_other_folders_out()
    {
        using TemporaryFolder root = new();
        ImageSplit split = Opened(root);
        JsonElement expected = Oracle.GetProperty(FlowFolder).GetProperty("classes");

        split.Files.Should().Equal(Texts(expected.GetProperty("files")));
        split.Labels.Should().Equal(expected.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()));
    }

    [Test]
    public void Batches_in_order_are_those_of_Keras()
    {
        using TemporaryFolder root = new();
        ImageSplit split = Opened(root);
        BatchSampler plan = new(seed: 0, split.Files.Count, batchSize: 4, shuffle: false);
        int step = 0;
        foreach (JsonElement epoch in Oracle.GetProperty(FlowFolder).GetProperty("batches").EnumerateArray())
        {
            foreach (JsonElement batch in epoch.EnumerateArray())
            {
                plan.Numbers(step++).ToArray().Select(number => split.Files[number]).Should().Equal(Texts(batch));
            }
        }

        step.Should().Be(2 * plan.StepsOfPass);
    }

    [TestCase(42u)]
    [TestCase(1337u)]
    public void The_order_of_a_seed_is_that_of_numpy(uint seed)
    {
        JsonElement order = Oracle
            .GetProperty(DatasetFolder)
            .GetProperty("orders")
            .GetProperty(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

        (int[] training, int[] validation) = new ValidationSplit(0.2, ValidationSplit.ImageDataset, seed).Cut(new int[22]);

        training.Concat(validation).Should().Equal(order.EnumerateArray().Select(number => number.GetInt32()));
    }

    [Test]
    public void Both_parts_are_the_two_cuts()
    {
        JsonElement loader = Oracle.GetProperty(DatasetFolder);
        string[] files = [.. Texts(loader.GetProperty("files"))];

        (int[] training, int[] validation) = new ValidationSplit(0.2, ValidationSplit.ImageDataset, 42).Cut(new int[files.Length]);

        training.Select(number => files[number]).Should().Equal(Texts(loader.GetProperty("both").GetProperty("training")));
        validation.Select(number => files[number]).Should().Equal(Texts(loader.GetProperty("both").GetProperty("validation")));
    }

    [Test]
    public void Labels_of_two_classes_are_0_and_1()
    {
        using TemporaryFolder root = new();
        foreach (string file in (string[])["a/1.png", "a/2.png", "b/1.png", "b/2.png", "b/3.png"])
        {
            Write(root, file);
        }

        SpecData.Open(root.Path, "set", "train").Labels.Should().Equal(0, 0, 1, 1, 1);
    }

    private static ImageSplit Opened(TemporaryFolder root)
    {
        foreach (JsonProperty folder in Fixture.Json("keras", "class-folders.json").GetProperty("folder").EnumerateObject())
        {
            foreach (string file in Texts(folder.Value))
            {
                Write(root, $"{folder.Name}/{file}");
            }
        }

        return ImageSplit.Open(root.Path, SpecData.Folder("set") with { Classes = ["pear", "Zoo"] }, "train");
    }

    private static void Write(TemporaryFolder root, string file)
    {
        string path = root.File(["set", "train", .. file.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);

    [GeneratedRegex(
        @"^(shuffle=\w+ )?(seed=\d+ )?validation_split=[\d.]+ subset=(training|validation)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Cut();
}

using System.Text.Json.Nodes;
using Repro.Import.Writing;

namespace Repro.Specs.Import;

/// <summary>What <c>repro import</c> writes of trainings on images in folders.</summary>
[Category("Fast")]
internal sealed class FolderRunSpecs
{
    private const string Network = """
        import keras
        from keras import layers, models
        from keras.utils import image_dataset_from_directory
        from keras.preprocessing.image import ImageDataGenerator
        model = models.Sequential([layers.Input((8, 8, 3)), layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(5, activation='softmax')])
        model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
        """;

    private const string Found = "Found 3670 files belonging to 5 classes.\n";

    [Test]
    public void Both_parts_of_image_dataset_from_directory_are_written_with_their_rule()
    {
        JsonNode run = RunOf(
            (
                "train = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='training', seed=123, image_size=(8, 8))",
                Found
            ),
            (
                "val = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='validation', seed=123, image_size=(8, 8))",
                Found
            )
        );

        Part(run, "train")
            .Should()
            .Be("""2936 {"part":"training","validation_split":0.2,"loader":"image_dataset_from_directory","seed":123}""");
        Part(run, "validation")
            .Should()
            .Be("""734 {"part":"validation","validation_split":0.2,"loader":"image_dataset_from_directory","seed":123}""");
    }

    [Test]
    public void Both_parts_of_one_call_are_written()
    {
        JsonNode run = RunOf(
            (
                "train, val = image_dataset_from_directory('flowers/all', validation_split=0.25, subset='both', seed=7, image_size=(8, 8))",
                Found + "Using 2753 files for training.\nUsing 917 files for validation.\n"
            )
        );

        Part(run, "train")
            .Should()
            .Be("""2753 {"part":"training","validation_split":0.25,"loader":"image_dataset_from_directory","seed":7}""");
        Part(run, "validation")
            .Should()
            .Be("""917 {"part":"validation","validation_split":0.25,"loader":"image_dataset_from_directory","seed":7}""");
    }

    [Test]
    public void Without_shuffling_the_files_are_cut_in_their_order() =>
        Part(
                RunOf(
                    (
                        "train = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='training', seed=1, image_size=(8, 8))",
                        Found
                    ),
                    (
                        "val = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='validation', shuffle=False, image_size=(8, 8))",
                        Found
                    )
                ),
                "validation"
            )
            .Should()
            .Be("""734 {"part":"validation","validation_split":0.2,"loader":"image_dataset_from_directory"}""");

    [Test]
    public void The_parts_of_a_generator_are_cut_class_by_class_and_their_images_are_those_that_are_printed()
    {
        ImportDraft draft = DraftOf(
            ("data = ImageDataGenerator(rescale=1/255, validation_split=0.2)", ""),
            (
                "train = data.flow_from_directory('flowers/all', target_size=(8, 8), class_mode='sparse', subset='training')",
                "Found 2939 images belonging to 5 classes.\n"
            ),
            (
                "val = data.flow_from_directory('flowers/all', target_size=(8, 8), class_mode='sparse', subset='validation')",
                "Found 731 images belonging to 5 classes.\n"
            )
        );

        JsonNode run = JsonNode.Parse(draft.Runs.Single().Json!)!;
        Part(run, "train").Should().Be("""2939 {"part":"training","validation_split":0.2,"loader":"flow_from_directory"}""");
        Part(run, "validation").Should().Be("""731 {"part":"validation","validation_split":0.2,"loader":"flow_from_directory"}""");
        draft.Rows.Should().NotContain(row => row.Address.StartsWith("data:flowers", StringComparison.Ordinal));
    }

    [Test]
    public void Arrays_that_a_generator_cuts_are_written_with_its_rule()
    {
        JsonNode run = JsonNode.Parse(
            Drafts
                .Of(
                    """
                    ```python
                    import keras
                    from keras import layers, models
                    (x, y), _ = keras.datasets.cifar10.load_data()
                    model = models.Sequential([layers.Input((32, 32, 3)), layers.Flatten(), layers.Dense(10, activation='softmax')])
                    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
                    data = keras.preprocessing.image.ImageDataGenerator(rescale=1/255, validation_split=0.1)
                    model.fit(data.flow(x, y, subset='training'), validation_data=data.flow(x, y, subset='validation'), epochs=2)
                    ```
                    """
                )
                .Runs.Single()
                .Json!
        )!;

        Part(run, "train").Should().Be("""45000 {"part":"training","validation_split":0.1,"loader":"flow"}""");
        Part(run, "validation").Should().Be("""5000 {"part":"validation","validation_split":0.1,"loader":"flow"}""");
    }

    [TestCase("validation_split=0.2, subset='training'", "a seed that is not known")]
    [TestCase("validation_split=share(), subset='training', seed=1", "'validation_split' of the loader is not known")]
    [TestCase("validation_split=0.2, seed=1", "'subset' of the loader is not known")]
    public void A_part_that_is_not_known_has_no_run(string settings, string reason) =>
        DraftOf(
            ($"train = image_dataset_from_directory('flowers/all', {settings}, image_size=(8, 8))", Found),
            ("val = image_dataset_from_directory('flowers/validation', image_size=(8, 8))", Found)
        )
            .Runs.Single()
            .Should()
            .Match<Repro.Import.Trainings.NamedRun>(run => run.Json == null && run.Reason.Contains(reason));

    [TestCase("", """"interpolation":"bilinear","decoder":"tensorflow"""")]
    [TestCase(", interpolation='nearest', color_mode='rgb'", """"interpolation":"nearest","decoder":"tensorflow"""")]
    [TestCase(", crop_to_aspect_ratio=True", """"interpolation":"bilinear","keep_aspect_ratio":true,"decoder":"tensorflow"""")]
    public void Images_are_read_as_the_loader_reads_them(string settings, string keys) =>
        RunOf(
            ($"train = image_dataset_from_directory('flowers/train', image_size=(8, 8){settings})", Found),
            ($"val = image_dataset_from_directory('flowers/validation', image_size=(8, 8){settings})", Found)
        )["train"]!
            .ToJsonString()
            .Should()
            .Contain($"\"target_size\":[8,8],\"{keys}\",\"class_mode\"");

    [TestCase("", """"target_size":[8,8],"class_mode"""")]
    [TestCase(
        ", color_mode='grayscale', interpolation='bicubic', keep_aspect_ratio=True",
        """"target_size":[8,8],"color_mode":"grayscale","interpolation":"bicubic","keep_aspect_ratio":true,"class_mode""""
    )]
    public void A_generator_reads_with_pillow(string settings, string keys)
    {
        string flow = $"ImageDataGenerator().flow_from_directory('flowers/train', target_size=(8, 8), class_mode='sparse'{settings})";

        RunOf(($"train = {flow}", Found.Replace("files", "images")), ($"val = {flow}", Found.Replace("files", "images")))["train"]!
            .ToJsonString()
            .Should()
            .Contain(keys);
    }

    [TestCase("color_mode='rgba'", "'color_mode=rgba' of the loader")]
    [TestCase("interpolation='bicubic'", "'interpolation=bicubic' of the loader")]
    [TestCase("interpolation='area'", "'interpolation=area' of the loader")]
    [TestCase("pad_to_aspect_ratio=True", "'pad_to_aspect_ratio=True' of the loader")]
    [TestCase("interpolation=choose()", "'interpolation' of image_dataset_from_directory is not known")]
    public void A_way_to_read_images_that_a_run_does_not_have_has_no_run(string settings, string reason) =>
        DraftOf(
            ($"train = image_dataset_from_directory('flowers/train', image_size=(8, 8), {settings})", Found),
            ("val = image_dataset_from_directory('flowers/validation', image_size=(8, 8))", Found)
        )
            .Runs.Single()
            .Should()
            .Match<Repro.Import.Trainings.NamedRun>(run => run.Json == null && run.Reason.Contains(reason));

    [Test]
    public void The_factor_of_a_generator_with_augmentation_counts_once() =>
        RunOf(
            (
                "train = ImageDataGenerator(rescale=0.5, rotation_range=40).flow_from_directory('flowers/train', target_size=(8, 8), class_mode='sparse')",
                "Found 3670 images belonging to 5 classes.\n"
            ),
            (
                "val = ImageDataGenerator(rescale=0.5).flow_from_directory('flowers/validation', target_size=(8, 8), class_mode='sparse')",
                "Found 100 images belonging to 5 classes.\n"
            )
        )["train"]!["rescale"]!
            .GetValue<double>()
            .Should()
            .Be(0.5);

    [TestCase("featurewise_center=False, zca_whitening=False, channel_shift_range=0.", "")]
    [TestCase("featurewise_center=True", "the augmentation 'featurewise_center' cannot be described")]
    [TestCase("channel_shift_range=10", "the augmentation 'channel_shift_range' cannot be described")]
    public void A_setting_of_a_generator_that_is_off_changes_nothing(string settings, string reason) =>
        DraftOf(
            (
                $"train = ImageDataGenerator(rescale=0.5, rotation_range=40, {settings}).flow_from_directory('flowers/train', target_size=(8, 8), class_mode='sparse')",
                "Found 3670 images belonging to 5 classes.\n"
            ),
            (
                "val = ImageDataGenerator(rescale=0.5).flow_from_directory('flowers/validation', target_size=(8, 8), class_mode='sparse')",
                "Found 100 images belonging to 5 classes.\n"
            )
        )
            .Runs[0]
            .Reason.Should()
            .Be(reason);

    [TestCase("gen.flow_from_directory", "the images of 'val' are changed at random too, which a run file describes for training alone")]
    [TestCase("ImageDataGenerator(rescale=0.5, validation_split=0.2).flow_from_directory", "")]
    public void A_generator_that_changes_images_may_cut_the_folder(string loader, string reason) =>
        DraftOf(
            (
                "gen = ImageDataGenerator(rescale=0.5, validation_split=0.2, horizontal_flip=True)\ntrain = gen.flow_from_directory('flowers/all', target_size=(8, 8), class_mode='sparse', subset='training')",
                "Found 2936 images belonging to 5 classes.\n"
            ),
            (
                $"val = {loader}('flowers/all', target_size=(8, 8), class_mode='sparse', subset='validation')",
                "Found 734 images belonging to 5 classes.\n"
            )
        )
            .Runs[0]
            .Reason.Should()
            .Be(reason);

    [TestCase("classes=['roses', 'daisies']", "roses, daisies")]
    [TestCase("classes=['daisies', 'roses']", "daisies, roses")]
    [TestCase("classes=None", "")]
    public void The_order_of_the_classes_is_that_of_the_loader(string argument, string classes)
    {
        ImportDraft draft = DraftOf(
            (
                $"train = ImageDataGenerator(rescale=0.5).flow_from_directory('flowers/train', target_size=(8, 8), class_mode='sparse', {argument})",
                "Found 3670 images belonging to 5 classes.\n"
            ),
            (
                $"val = ImageDataGenerator(rescale=0.5).flow_from_directory('flowers/validation', target_size=(8, 8), class_mode='sparse', {argument})",
                "Found 100 images belonging to 5 classes.\n"
            )
        );

        string.Join(", ", draft.Folders.Should().ContainSingle().Which.Classes).Should().Be(classes);
        draft.Runs[0].Json.Should().NotBeNull();
    }

    [TestCase("class_names=['roses', 'daisies']", "class_names=names()", "the classes that the loader is given are not known")]
    [TestCase(
        "class_names=['roses', 'daisies']",
        "shuffle=True",
        "its classes are the sorted folders, but those of the data set 'flowers' are roses, daisies"
    )]
    public void Loaders_of_one_set_with_other_classes_have_no_run(string first, string second, string reason) =>
        DraftOf(
            ($"train = image_dataset_from_directory('flowers/train', image_size=(8, 8), {first})", Found),
            ($"val = image_dataset_from_directory('flowers/validation', image_size=(8, 8), {second})", Found)
        )
            .Runs[0]
            .Reason.Should()
            .Be(reason);

    [Test]
    public void Counts_of_parts_that_have_no_folder_are_those_of_the_run() =>
        Drafts
            .Of(
                $"""
                ```python
                {Network}
                train = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='training', seed=1, image_size=(8, 8))
                ```
                ```text
                Found 3670 files belonging to 5 classes.
                ```
                ```python
                val = image_dataset_from_directory('flowers/all', validation_split=0.2, subset='validation', seed=1, image_size=(8, 8))
                ```
                ```text
                Found 3670 files belonging to 5 classes.
                ```
                ```python
                model.fit(train, validation_data=val, epochs=3)
                ```

                There are 3,670 images in total, of which 2,936 are used for training and 734 for validation. There are 300 test images.
                """
            )
            .Rows.Where(row => row.Place.Line > 20)
            .Select(row => $"{row.Address} {row.Expected} {row.Reason}".Trim())
            .Should()
            .Equal(
                "data:flowers/count 3670",
                "config:a-run[train]/samples 2936",
                "config:a-run[validation]/samples 734",
                "the text has no folder of images for the part 'test'; the text has = 300"
            );

    [TestCase("train.take(10)", "take")]
    [TestCase("train.skip(10).prefetch(2)", "skip")]
    [TestCase("train.filter(lambda x, y: y > 0)", "filter")]
    public void Samples_that_tf_data_takes_have_no_run(string data, string method) =>
        DraftOf(
            ("train = image_dataset_from_directory('flowers/train', image_size=(8, 8))", Found),
            ($"val = image_dataset_from_directory('flowers/validation', image_size=(8, 8))\ntrain = {data}", Found)
        )
            .Runs.Single()
            .Should()
            .Match<Repro.Import.Trainings.NamedRun>(run => run.Json == null && run.Reason.Contains($"the step '{method}'"));

    private static string Part(JsonNode run, string part) => $"{run[part]!["samples"]} {run[part]!["subset"]?.ToJsonString()}";

    private static JsonNode RunOf(params (string Code, string Output)[] cells) =>
        JsonNode.Parse(
            DraftOf(cells).Runs.Single() switch
            {
                { Json: { } json } => json,
                var run => throw new AssertionException(run.Reason),
            }
        )!;

    private static ImportDraft DraftOf(params (string Code, string Output)[] cells) =>
        Drafts.OfCells([(Network, ""), .. cells, ("model.fit(train, validation_data=val, epochs=3)", "")]);
}

using Repro.Specs.Keras.Files;
using Repro.Specs.Training;

namespace Repro.Specs.Cli;

/// <summary>Inputs that are not what they are taken for: the message names the input and what it is instead.</summary>
[Category("Fast")]
internal sealed class InputSpecs
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("evaluate", "--data", "mnist/test")]
    [TestCase("summary")]
    public void A_file_of_another_kind_is_no_unknown_model(string command, params string[] options)
    {
        string file = _folder.File("model.keras");
        File.WriteAllText(file, "PK");

        Refused($"repro: {file}: not an HDF5 file*", [command, file, .. options]);
    }

    [Test]
    public void Predict_takes_an_image_that_is_there_and_a_model_whose_preprocessing_is_known()
    {
        string file = Repository.PathOf("fixtures", "keras", "keras_h5", "softmax.h5");

        Refused(
            $"repro: {file}: predict requires the name of a model*--weights;*",
            "predict",
            file,
            Repository.PathOf("fixtures", "pictures", "colour-420.jpg")
        );
        Refused($"repro: {_folder.File("none.jpg")}: the image does not exist*", "predict", "vgg16-top-224", _folder.File("none.jpg"));
    }

    [TestCase("--scale", "2", "repro: --scale '2' must be one of 1/255, none, caffe, -1..1.")]
    [TestCase("--resize", "cubic", "repro: --resize 'cubic' must be one of nearest, box, bilinear, hamming, bicubic, lanczos.")]
    [TestCase("--color", "bgr", "repro: --color 'bgr' must be one of rgb, grayscale.")]
    [TestCase("--scale", "caffe", "repro: --scale caffe: *takes 28x28x1*")]
    [TestCase("--color", "rgb", "repro: --color rgb: *takes 28x28x1, which is grayscale.")]
    [TestCase("--resize", "bilinear", "repro: --resize: the samples of 'mnist' are not resized*")]
    public void Preprocessing_that_cannot_be_is_refused(string option, string value, string message)
    {
        NeedsHdf5.OrIgnore();
        Refused(message, "evaluate", Repository.PathOf("fixtures", "cases", "raw-pixels.h5"), "--data", "mnist/test", option, value);
    }

    [Test]
    public void A_run_is_preprocessed_as_its_file_says()
    {
        string trained = _folder.File("mnist-dense", "Cpu", "seed-1");
        Directory.CreateDirectory(trained);
        File.WriteAllText(Path.Combine(trained, "record.json"), "{}");

        Refused(
            "repro: --scale, --resize and --color require --data*",
            "evaluate",
            "mnist-dense",
            "--seed",
            "1",
            "--runs",
            _folder.Path,
            "--scale",
            "none"
        );
    }

    [Test]
    public void A_folder_without_a_record_is_no_unknown_run() =>
        Refused($"repro: The folder '{_folder.Path}' has no training: there is no record.json.", "evaluate", _folder.Path);

    [TestCase("train", "mnist-dense", "--seeds", "1", "--runs", "RUNS")]
    [TestCase("train", "standin-squeezenet11-frozen", "--seeds", "1", "--runs", "RUNS")]
    [TestCase("data", "status")]
    [TestCase("verify", "--document", "3")]
    public void A_data_root_that_is_not_there_is_named_itself(params string[] arguments)
    {
        string root = _folder.File("no-such-root");

        Refused(
            new Dictionary<string, string> { ["REPRO_DATA"] = root },
            $"repro: The data root '{root}' does not exist. Create the folder, or set REPRO_DATA*",
            [.. arguments.Select(argument => argument == "RUNS" ? _folder.File("runs") : argument)]
        );
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void Evaluating_a_seed_of_which_there_is_only_a_trial_names_the_trial()
    {
        string trial = _folder.File("mnist-dense", "Cpu", "seed-1-epochs-1");
        Directory.CreateDirectory(trial);
        File.WriteAllText(Path.Combine(trial, "record.json"), "{}");

        Refused(
            $"repro: There is no finished training in *seed-1'. There are trials of fewer epochs*{trial}.*repro evaluate FOLDER*",
            "evaluate",
            "mnist-dense",
            "--seed",
            "1",
            "--runs",
            _folder.Path
        );
        Refused(
            $"repro: There is no finished seed of 'mnist-dense' on Cpu in '{_folder.Path}'.*{trial}.*",
            "baseline",
            "diff",
            "mnist-dense",
            "--runs",
            _folder.Path
        );
    }

    [TestCase("seed-2", "checkpoint.bin", "--seeds 2")]
    [TestCase("seed-2", "history.csv", "--seeds 2")]
    [TestCase("seed-2-epochs-1", "checkpoint.bin", "--seeds 2 --epochs 1")]
    public void A_seed_that_was_stopped_is_unfinished_and_can_be_resumed(string seed, string file, string options)
    {
        string stopped = _folder.File("mnist-dense", "Cpu", seed);
        Directory.CreateDirectory(stopped);
        File.WriteAllText(Path.Combine(stopped, file), "");
        string message =
            $"repro: The training in '{stopped}' is unfinished. Resume it: repro train mnist-dense {options} --backend cpu --runs {_folder.Path}";

        Refused(message, "evaluate", stopped);
        if (seed == "seed-2")
        {
            Refused(message, "evaluate", "mnist-dense", "--seed", "2", "--runs", _folder.Path);
        }
    }

    [Test]
    public void The_summary_of_a_trainings_folder_is_that_of_its_model()
    {
        using TinyRun tiny = new();
        string folder = tiny.Service().Train(tiny.Request()).Folder;

        Refused($"repro: '{folder}' is a folder. It has a training of the model 'tiny': repro summary tiny", "summary", folder);
    }

    [Test]
    public void A_set_that_is_split_already_is_put_into_the_data_root()
    {
        Directory.CreateDirectory(_folder.File("train", "cats"));

        Refused($"repro: '{_folder.Path}' is split already*data root*", "data", "split", _folder.Path, "--out", _folder.File("new"));
        Refused(
            $"repro: '{_folder.Path}' is split already*data root*",
            "data",
            "split",
            _folder.Path,
            "--ratio",
            "0.5,0.25,0.25",
            "--out",
            _folder.File("new")
        );
    }

    [Test]
    public void Kaggles_images_one_level_deeper_are_pointed_at()
    {
        Directory.CreateDirectory(_folder.File("train"));
        File.WriteAllText(_folder.File("train", "cat.0.jpg"), "");

        Refused($"repro: *Give '{_folder.File("train")}'*", "data", "split", _folder.Path, "--out", _folder.File("new"));
    }

    [Test]
    public void A_seed_that_the_run_does_not_declare_is_called_a_trial_before_it_is_trained()
    {
        (_, string output, _) = Tool.Run("train", "mnist-dense", "--seeds", "99", "--runs", _folder.File("runs"));

        output.TrimEnd().Should().Be("mnist-dense seed 99: a trial, which never counts as evidence. The run file declares the seeds 1-10.");
    }

    [TestCase("repro: Baselines are not accepted in continuous integration (CI is set).*", "baseline", "accept", "mnist-dense")]
    [TestCase("repro: Snapshots are not accepted in continuous integration (CI is set).*", "snapshots", "accept", "--all")]
    public void Nothing_is_accepted_where_CI_is_set(string message, params string[] arguments) =>
        Refused(new Dictionary<string, string> { ["CI"] = "true" }, message, arguments);

    private static void Refused(string message, params string[] arguments) => Refused(new Dictionary<string, string>(), message, arguments);

    private static void Refused(IReadOnlyDictionary<string, string> environment, string message, params string[] arguments)
    {
        // The other variables are read from the process.
        bool isOurs = environment.Keys.All(name => name.StartsWith("REPRO_", StringComparison.Ordinal));
        (int code, string output, string error) = isOurs ? Tool.Run(environment, arguments) : Tool.Start(environment, arguments);

        error.TrimEnd().Should().Match(message).And.NotContain("\n");
        output.Should().BeEmpty();
        code.Should().Be(2);
    }
}

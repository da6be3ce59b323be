using System.Text.Json;
using Repro.Data.Folders;
using Repro.Specs.Oracles;

namespace Repro.Specs.Data;

/// <summary>
/// Class folders are walked as Keras's <c>flow_from_directory</c> walks them: subfolders, hidden folders, odd names, order.
/// </summary>
[Category("Fast")]
internal sealed class ClassFolderSpecs
{
    private static readonly JsonElement Expected = Fixture.Json("keras", "class-folders.json");

    [TestCase("folder", "files", "labels")]
    [TestCase("second_folder", "second_files", "second_labels")]
    public void Files_and_labels_are_those_of_Keras(string made, string files, string labels)
    {
        using TemporaryFolder root = new();
        foreach (JsonProperty folder in Expected.GetProperty(made).EnumerateObject())
        {
            foreach (JsonElement file in folder.Value.EnumerateArray())
            {
                Write(root.File("set", "train", folder.Name, file.GetString()!));
            }
        }

        ImageSplit split = SpecData.Open(root.Path, "set", "train");

        split.Files.Should().Equal(Expected.GetProperty(files).EnumerateArray().Select(file => file.GetString()));
        split.Labels.Should().Equal(Expected.GetProperty(labels).EnumerateArray().Select(label => label.GetInt32()));
    }

    [Test]
    public void Folders_inside_a_class_are_sorted_by_their_paths_and_links_to_folders_are_not_followed()
    {
        using TemporaryFolder root = new();
        foreach (string file in (string[])["a/b/1.jpg", "a-b/1.jpg", "a/1.jpg", "1.jpg", "\uffee.jpg", "\U0001f600.jpg"])
        {
            Write(root.File(["set", "train", "cats", .. file.Split('/')]));
        }

        Write(root.File("set", "train", "dogs", "1.jpg"));
        Directory.CreateSymbolicLink(root.File("set", "train", "cats", "link"), root.File("set", "train", "dogs"));

        // "-" is before "/", and U+FFEE before U+1F600, which UTF-16 has the other way round.
        SpecData
            .Open(root.Path, "set", "train")
            .Files.Should()
            .Equal(
                "cats/1.jpg",
                "cats/\uffee.jpg",
                "cats/\U0001f600.jpg",
                "cats/a/1.jpg",
                "cats/a-b/1.jpg",
                "cats/a/b/1.jpg",
                "dogs/1.jpg"
            );
    }

    private static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}

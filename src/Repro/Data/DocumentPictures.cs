namespace Repro.Data;

/// <summary>A photograph that the documents look at.</summary>
/// <param name="Path">Below the data root, parts joined by slashes.</param>
/// <param name="Side">Rows and columns that it is resized to.</param>
/// <param name="Remedy">What to do where it is missing.</param>
public sealed record DocumentPicture(string Name, string Path, int Side, string Remedy)
{
    /// <summary>Where it lies, or null where it is not there.</summary>
    public string? Find(string? root)
    {
        if (root is null) return null;
        string file = System.IO.Path.Combine([root, .. Path.Split('/')]);
        return File.Exists(file) ? file : null;
    }
}

/// <summary>The documents' single photographs, by the names that addresses use.</summary>
public static class DocumentPictures
{
    /// <summary>Documents 1, 2 and 3: what the trained network's activations are shown of.</summary>
    public static DocumentPicture Cat { get; } = OfSet("cat.1700", "test/cats/cat.1700.jpg", 150);

    /// <summary>Document 1's Grad-CAM.</summary>
    public static DocumentPicture Dog { get; } = OfSet("dog.1573", "test/dogs/dog.1573.jpg", 224);

    /// <summary>Document 3's Grad-CAM.</summary>
    public static DocumentPicture Elephant { get; } = new(
        "elephant", "elephant/creative_commons_elephant.jpg", 224, "Put document 3's Grad-CAM picture into the folder elephant/ of the data root (REPRO_DATA).");

    /// <summary>Document 1's gallery, line 380.</summary>
    public static DocumentPicture Gallery { get; } = OfSet("cat.11", "train/cats/cat.11.jpg", 150);

    public static IReadOnlyList<DocumentPicture> All { get; } = [Cat, Dog, Elephant, Gallery];

    /// <summary>The picture of that name, or null.</summary>
    public static DocumentPicture? Named(string? name) => All.FirstOrDefault(picture => picture.Name == name);

    private static DocumentPicture OfSet(string name, string path, int side) =>
        new(name, $"{DataSets.CatsAndDogsSmall}/{path}", side, DataSets.Remedy(DataSets.CatsAndDogsSmall));
}

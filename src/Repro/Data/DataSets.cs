namespace Repro.Data;

/// <summary>The data sets that runs name.</summary>
public static class DataSets
{
    public const string Mnist = "mnist";
    public const string CatsAndDogsSmall = "cats_and_dogs_small";
    public const string CatsAndDogsFiltered = "cats_and_dogs_filtered";

    public static IReadOnlyList<string> Trainable { get; } = [Mnist, CatsAndDogsSmall, CatsAndDogsFiltered];

    /// <summary>Whether the set is pictures in folders, one folder a class.</summary>
    public static bool HasPictureFolders(string name) => name is CatsAndDogsSmall or CatsAndDogsFiltered;
}

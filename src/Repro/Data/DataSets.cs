namespace Repro.Data;

/// <summary>The data sets that runs name.</summary>
public static class DataSets
{
    public const string Mnist = "mnist";
    public const string CatsAndDogsSmall = "cats_and_dogs_small";
    public const string CatsAndDogsFiltered = "cats_and_dogs_filtered";

    public static IReadOnlyList<string> Trainable { get; } = [Mnist, CatsAndDogsSmall, CatsAndDogsFiltered];

    /// <summary>What to do where a set is missing or incomplete.</summary>
    public static string Remedy(string name) => name switch
    {
        Mnist => Data.Mnist.Remedy,
        CatsAndDogsSmall => $"Put it into the data root (REPRO_DATA) as {CatsAndDogsSmall}/SPLIT/CLASS/*.jpg with the splits train, validation and test.",
        CatsAndDogsFiltered => $"Put it into the data root (REPRO_DATA) as {CatsAndDogsFiltered}/SPLIT/CLASS/*.jpg with the splits train and validation.",
        _ => "Put it into the data root (REPRO_DATA) as SET/SPLIT/CLASS/*.jpg.",
    };

    /// <summary>Whether the set is pictures in folders, one folder a class.</summary>
    public static bool HasPictureFolders(string name) => name is CatsAndDogsSmall or CatsAndDogsFiltered;
}

namespace Repro.Data;

/// <summary>The data sets that runs name.</summary>
public static class DataSets
{
    public const string Mnist = "mnist";
    public const string CatsAndDogsSmall = "cats_and_dogs_small";
    public const string CatsAndDogsFiltered = "cats_and_dogs_filtered";

    /// <summary>Kaggle's folder, of which the small set is made; no run reads it.</summary>
    public const string KaggleTrain = "kaggle_train";

    public static IReadOnlyList<string> Trainable { get; } = [Mnist, CatsAndDogsSmall, CatsAndDogsFiltered];

    /// <summary>What to do where a set is missing or incomplete.</summary>
    public static string Remedy(string name) => name switch
    {
        Mnist => Data.Mnist.Remedy,
        CatsAndDogsSmall => "Make it in the data root (REPRO_DATA) with `repro data split FOLDER` from the unpacked train folder of Kaggle's dogs-vs-cats.",
        CatsAndDogsFiltered => "Run `repro data fetch cats-and-dogs`, or set REPRO_DATA to a data root that has it.",
        KaggleTrain => "Unpack train.zip of Kaggle's dogs-vs-cats into the folder kaggle_train/ of the data root (REPRO_DATA).",
        _ => "Put it into the data root (REPRO_DATA) as SET/SPLIT/CLASS/*.jpg.",
    };

    /// <summary>Whether the set is pictures in folders, one folder a class.</summary>
    public static bool HasPictureFolders(string name) => name is CatsAndDogsSmall or CatsAndDogsFiltered;
}

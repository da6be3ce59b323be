namespace Repro.Project;

/// <summary>How a data set is stored.</summary>
internal enum DataSetKind
{
    /// <summary><c>idx</c>: images and labels in IDX files, plain or compressed with gzip, as MNIST has them.</summary>
    Idx,

    /// <summary><c>npz</c>: numpy arrays in one .npz file, as <c>keras.datasets</c> has them.</summary>
    Npz,

    /// <summary><c>cifar_binary</c>: the binary version of CIFAR, a .tar.gz of records of labels and pixels.</summary>
    CifarBinary,

    /// <summary><c>csv</c>: a table in a text file, a row per sample.</summary>
    Csv,

    /// <summary><c>image_folder</c>: <c>SPLIT/CLASS/FILE</c>, as Keras's <c>flow_from_directory</c> takes them.</summary>
    ImageFolder,

    /// <summary><c>files</c>: single files that no run trains on.</summary>
    Files,
}

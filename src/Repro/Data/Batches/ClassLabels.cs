namespace Repro.Data.Batches;

/// <summary>How the labels of class folders are given: Keras's <c>class_mode</c>.</summary>
internal enum ClassLabels
{
    /// <summary>One column of 0 and 1, for two classes.</summary>
    Binary,

    /// <summary>One column with the number of the class.</summary>
    Sparse,

    /// <summary>A column per class, of which one is 1.</summary>
    Categorical,
}

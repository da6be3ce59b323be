namespace Repro.Import.Evaluation.State;

/// <summary>Tells the shape of an array in a file; null where the file is not there.</summary>
/// <param name="file">The name of the file, without folders.</param>
/// <param name="array">The array's name in a .npz file; empty for a .npy file. Of a table what separates its cells, as reprosuite.json names it.</param>
/// <exception cref="InputException">The file is there, but cannot be read.</exception>
internal delegate IReadOnlyList<int>? ArrayShapes(string file, string array);

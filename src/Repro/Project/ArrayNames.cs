namespace Repro.Project;

/// <summary>Where the inputs and the labels of a split are: files of an <c>idx</c> set, arrays of an <c>npz</c> file.</summary>
internal sealed record ArrayNames(string X, string Y);

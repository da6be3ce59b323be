namespace Repro.Project;

/// <summary>A zip archive that a set of images is unpacked from.</summary>
/// <param name="File">The archive, which stays in the data root.</param>
/// <param name="Top">The folder of the archive that becomes the set's folder; empty where its entries begin with the splits.</param>
internal sealed record ArchiveDeclaration(FileDeclaration File, string Top);

namespace Repro.Hdf5;

/// <summary>libhdf5 refused, or the file holds what is not read here. The message names neither file nor remedy: the caller does.</summary>
internal sealed class Hdf5Exception(string message) : Exception(message);

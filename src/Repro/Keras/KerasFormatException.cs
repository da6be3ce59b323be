namespace Repro.Keras;

/// <summary>
/// A file is not as Keras writes it, or holds what is not supported here. The message does not name the file: the caller does.
/// </summary>
internal sealed class KerasFormatException(string message) : Exception(message);

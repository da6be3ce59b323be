namespace Repro.Cli.Output;

/// <summary>The standard output takes nothing more: its disk is full, say.</summary>
internal sealed class StandardOutputException(IOException cause) : Exception(cause.Message, cause);

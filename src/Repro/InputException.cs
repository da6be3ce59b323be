namespace Repro;

/// <summary>
/// Wrong usage or bad input: a missing data set, a damaged file, an unknown name. The message says what, where and what to do;
/// the tool prints it alone and exits with 2.
/// </summary>
public sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);

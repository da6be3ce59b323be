namespace Repro.Cli.Hosting;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is as expected.</summary>
    public const int Success = 0;

    /// <summary>A verdict, a baseline or a snapshot differs from the expected one.</summary>
    public const int Failed = 1;

    /// <summary>A search found nothing, as in grep.</summary>
    public const int NothingFound = 1;

    /// <summary>Wrong usage, or an input that is missing or damaged.</summary>
    public const int BadInput = 2;

    /// <summary>A native library is missing: the launcher may install it and try again.</summary>
    public const int MissingNative = 86;

    /// <summary>Stopped by Ctrl-C after a checkpoint.</summary>
    public const int Interrupted = 130;

    /// <summary>The codes with their meaning, for the reference pages.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "The command succeeded. For `verify`: no verdict contradicts the expected verdict."),
        (Failed, "A verdict, a baseline or a snapshot differs from the expected one. For `claims`: no claim matches (as `grep`)."),
        (
            BadInput,
            "Wrong usage, or an input that is missing, damaged or not valid. The message says what is wrong and where. Nothing is written."
        ),
        (
            MissingNative,
            "A native library is missing. Only the launcher `./repro` sees this code: it may install the library and start the command again."
        ),
        (Interrupted, "Stopped by Ctrl-C after a checkpoint. The same command continues."),
    ];
}

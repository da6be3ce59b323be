using System.Runtime.CompilerServices;

namespace Repro.Specs.Verifying;

/// <summary>
/// A stand-in for Verify.NUnit with its call, file names and file format, so that specs and snapshots stay as they are
/// where the real one can be restored: <c>await Verify(text).UseDirectory("Snapshots")</c>.
/// </summary>
internal static class Verifier
{
    /// <summary>Compares a text with the snapshot of the running spec. Nothing happens until the answer is awaited.</summary>
    public static SettingsTask Verify(string target, [CallerFilePath] string sourceFile = "") => new(target, sourceFile);
}

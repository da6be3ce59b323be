using System.Text;
using Repro.Configuration;
using Repro.Inputs;
using Repro.Outputs;

namespace Repro.Reports.Snapshots;

/// <summary>A snapshot in a file: UTF-8 with byte order mark, LF, no final newline, as Verify writes it.</summary>
/// <param name="root">The folder that messages name the files relative to.</param>
internal sealed class SnapshotFile(string folder, string name, string root, SnapshotPolicy policy)
{
    private const long MostBytes = 4 << 20;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    public string Verified { get; } = Path.Combine(folder, $"{name}.verified.txt");

    public string Received { get; } = Path.Combine(folder, $"{name}.received.txt");

    /// <summary>Compares a text with the snapshot. A difference is written to <see cref="Received"/>, or accepted by the policy.</summary>
    /// <returns>Null where they are equal; else what differs and what to do, also where there is no snapshot.</returns>
    public string? Compare(string target)
    {
        string received = Normal(target);
        string? verified = File.Exists(Verified) ? Normal(InputFile.ReadText(Verified, MostBytes, "a snapshot")) : null;
        if (received == verified)
        {
            // A leftover of an earlier failure would mislead.
            File.Delete(Received);
            return null;
        }

        bool accept = policy is { Accept: true, BuildServer: false };
        Write(accept ? Verified : Received, received);
        if (accept)
        {
            File.Delete(Received);
            return null;
        }

        return Message(verified, received);
    }

    // Verify ignores the kind of line end, and so a checkout that changed it.
    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static void Write(string path, string text) =>
        OutputFile.Write(path, stream => stream.Write([.. Encoding.GetPreamble(), .. Encoding.GetBytes(text)]));

    private string Message(string? verified, string received)
    {
        string what = verified is null ? "New snapshot:" : "The text differs from its snapshot:";
        string missing = verified is null ? " (missing)" : "";
        string remedy = policy is { Accept: true, BuildServer: true }
            ? $"Snapshots are not accepted on a build server (CI is set), whatever {SnapshotPolicy.Variable} says."
            : $"If the new text is right: repro snapshots accept '{name}', or run again with {SnapshotPolicy.Variable}=1.";
        return $"""
            {what}
              received: {Path.GetRelativePath(root, Received)}
              verified: {Path.GetRelativePath(root, Verified)}{missing}

            {string.Join('\n', LineDiff.Of(verified ?? "", received))}

            {remedy}
            """;
    }
}

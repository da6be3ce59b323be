using System.Text;
using Repro.Reports.Snapshots;

namespace Repro.Specs.Verifying;

/// <summary>A snapshot on disk: UTF-8 with byte order mark, LF, no final newline.</summary>
internal sealed class SnapshotFile(string folder, string name, SnapshotPolicy policy)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    public string Verified { get; } = Path.Combine(folder, $"{name}.verified.txt");

    public string Received { get; } = Path.Combine(folder, $"{name}.received.txt");

    /// <exception cref="SnapshotException">The text differs, there is no snapshot, or accepting is not allowed here.</exception>
    public void Compare(string target)
    {
        string received = Normal(target);
        string? verified = File.Exists(Verified) ? Normal(File.ReadAllText(Verified)) : null;
        if (received == verified)
        {
            // A leftover of an earlier failure would mislead.
            File.Delete(Received);
            return;
        }

        Write(received);
        if (policy is { Accept: true, BuildServer: false })
        {
            // A rename within one folder: never half a file.
            File.Move(Received, Verified, overwrite: true);
            return;
        }

        throw new SnapshotException(Message(verified, received));
    }

    // Verify ignores the kind of line end, and so a checkout that changed it.
    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private void Write(string text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Received, text, Encoding);
    }

    private string Message(string? verified, string received)
    {
        string what = verified is null ? "New snapshot:" : "The text differs from its snapshot:";
        string missing = verified is null ? " (missing)" : "";
        string remedy = policy is { Accept: true, BuildServer: true }
            ? $"Snapshots are not accepted on a build server (CI is set), whatever {SnapshotPolicy.Variable} says."
            : $"If the new text is right: ./repro snapshots accept '{name}', or run again with {SnapshotPolicy.Variable}=1.";
        return $"""
            {what}
              received: {Path.GetRelativePath(Repository.Root, Received)}
              verified: {Path.GetRelativePath(Repository.Root, Verified)}{missing}

            {string.Join('\n', LineDiff.Of(verified ?? "", received))}

            {remedy}
            """;
    }
}

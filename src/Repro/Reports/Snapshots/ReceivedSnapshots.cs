using Repro.Inputs;

namespace Repro.Reports.Snapshots;

/// <summary>A snapshot that a spec's text differed from.</summary>
/// <param name="Name">Without folder and ending: <c>SummarySnapshots.Model_summary_model=mnist-full</c>.</param>
/// <param name="Verified">The accepted file's text; null where there is none yet.</param>
internal sealed record ReceivedSnapshot(string Name, string ReceivedFile, string VerifiedFile, string? Verified, string Received);

/// <summary>What specs received and nobody has accepted yet, in one folder of snapshots.</summary>
/// <param name="folder"><c>specs/Snapshots</c>.</param>
internal sealed class ReceivedSnapshots(string folder)
{
    private const string ReceivedEnding = ".received.txt";
    private const long MostBytes = 4 << 20;

    /// <summary>All of them, by name.</summary>
    /// <exception cref="InputException">A file cannot be read, or is too large for a snapshot.</exception>
    public IReadOnlyList<ReceivedSnapshot> All =>
        Directory.Exists(folder) ? [.. InputFolder.Files(folder, "*" + ReceivedEnding).Select(Read)] : [];

    /// <summary>Those of the names; a name may be the end after <c>=</c> alone (<c>mnist-full</c>).</summary>
    /// <exception cref="InputException">A name is none's, or more than one's.</exception>
    public IReadOnlyList<ReceivedSnapshot> Named(IReadOnlyList<string> names)
    {
        IReadOnlyList<ReceivedSnapshot> all = All;
        return
        [
            .. names
                .Select(name =>
                    all.Where(snapshot => snapshot.Name == name || snapshot.Name.EndsWith("=" + name, StringComparison.Ordinal))
                        .ToArray() switch
                    {
                        [var one] => one,
                        [] => throw new InputException(
                            $"No test has written a text for '{name}'. Received texts: {(all.Count == 0 ? "none" : string.Join(", ", all.Select(snapshot => snapshot.Name)))}. A test writes one when it fails."
                        ),
                        var several => throw new InputException(
                            $"'{name}' is the end of {several.Length} names: {string.Join(", ", several.Select(snapshot => snapshot.Name))}. Say one in full."
                        ),
                    }
                )
                .Distinct(),
        ];
    }

    /// <summary>
    /// Makes received texts the snapshots. Each file is replaced whole or not at all; what is not reached stays received.
    /// </summary>
    /// <exception cref="InputException">In continuous integration, or a file cannot be replaced.</exception>
    public static void Accept(IReadOnlyList<ReceivedSnapshot> snapshots, bool continuousIntegration)
    {
        if (continuousIntegration)
        {
            throw new InputException(
                "Snapshots are not accepted in continuous integration (CI is set). Accept them on your own machine and commit the files."
            );
        }

        foreach (ReceivedSnapshot snapshot in snapshots)
        {
            try
            {
                // A rename within one folder: never half a file.
                File.Move(snapshot.ReceivedFile, snapshot.VerifiedFile, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"'{snapshot.VerifiedFile}' cannot be replaced, and is as it was: {exception.Message}", exception);
            }
        }
    }

    private ReceivedSnapshot Read(string file)
    {
        string name = Path.GetFileName(file)[..^ReceivedEnding.Length];
        string verified = Path.Combine(folder, name + ".verified.txt");
        return new ReceivedSnapshot(name, file, verified, File.Exists(verified) ? Text(verified) : null, Text(file));
    }

    private static string Text(string file) => InputFile.ReadText(file, MostBytes, "a snapshot").ReplaceLineEndings("\n");
}

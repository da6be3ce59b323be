using Repro.Inputs;
using Repro.Outputs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Evidence;

/// <summary>The two files of a baseline.</summary>
internal sealed record BaselineFiles(string Table, string Records)
{
    public static BaselineFiles Of(string root, string run, string backend) =>
        new(Path.Combine(root, run, backend + ".csv"), Path.Combine(root, run, backend + ".record.json"));

    /// <summary>How to get out of a damaged state, a killed accept for one.</summary>
    public string Remedy =>
        $"Restore both files together: git checkout -- \"{Path.GetDirectoryName(Table)}\"; or accept all seeds of the run again, naming them with --seeds.";

    private string LockPath => Path.ChangeExtension(Table, ".lock");

    /// <summary>Held while the files are read, extended and written, so that of two processes neither undoes the other's work.</summary>
    /// <exception cref="InputException">Another process holds it, or the folder cannot be written to.</exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(LockPath)!);
            return LockFile.Take(LockPath, delete: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"Cannot write '{Table}': another `repro baseline accept` is at work there, or the folder cannot be written to: {exception.Message} Try again.",
                exception
            );
        }
    }

    /// <summary>Waits while another process accepts seeds, between whose two files a reader may have come.</summary>
    /// <param name="tries">How often to look.</param>
    /// <param name="wait">Waits a moment between two looks.</param>
    /// <returns>Whether no other process is at work on the files any more.</returns>
    public bool WaitForWriter(int tries, Action wait)
    {
        for (int look = 1; LockFile.IsHeld(LockPath); look++)
        {
            if (look >= tries)
            {
                return false;
            }

            wait();
        }

        return true;
    }

    /// <summary>
    /// Replaces both files. If the second cannot be written the first is put back; should the process end in between,
    /// the checksums in the records tell that the files do not belong together.
    /// </summary>
    public void Write(string table, string records)
    {
        string? before = File.Exists(Table) ? ReadText(Table) : null;
        OutputFile.WriteText(Table, table);
        try
        {
            OutputFile.WriteText(Records, records);
        }
        catch
        {
            if (before is null)
            {
                File.Delete(Table);
            }
            else
            {
                OutputFile.WriteText(Table, before);
            }

            throw;
        }
    }

    public static string ReadText(string file) => InputFile.ReadText(file, MetricTable.MostBytes, "a table of metrics");
}

/// <summary>The content of <c>ENGINE.record.json</c>: one record a seed.</summary>
internal sealed record BaselineRecords(int Schema, IReadOnlyList<RunRecord> Seeds)
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int CurrentSchema = 1;

    private const long MostRecordBytes = 16 << 20;

    public static BaselineRecords Read(string file)
    {
        BaselineRecords records = RunRecord.ReadJson<BaselineRecords>(file, MostRecordBytes);
        return records.Schema == CurrentSchema
            ? records
            : throw new InputException($"{file}: format version {records.Schema}; this version reads {CurrentSchema}.");
    }

    public IReadOnlyDictionary<int, RunRecord> BySeed(string file)
    {
        if (Seeds.Count == 0)
        {
            throw new InputException($"{file}: no seed is recorded.");
        }

        Dictionary<int, RunRecord> bySeed = [];
        foreach (RunRecord? record in Seeds)
        {
            if (record is null)
            {
                throw new InputException($"{file}: the list of seeds has null.");
            }

            record.Checked(file);
            if (!bySeed.TryAdd(record.Seed, record))
            {
                throw new InputException($"{file}: seed {record.Seed} is recorded twice.");
            }
        }

        return bySeed;
    }
}

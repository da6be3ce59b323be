using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Repro.Inputs;
using Repro.Jobs.Merging;
using Repro.Runs;
using Repro.Training.Metrics;
using Repro.Training.State;

namespace Repro.Bench.Fuzzing.Readers;

/// <summary>Readers of a training's folder. Where a checksum would hide a reader, it is made right for most inputs.</summary>
internal static class TrainingReaders
{
    private static readonly byte[][] TableMarkers = FuzzFolder.Bytes(
        "",
        "\"",
        ",",
        "\n",
        "\r",
        "1e999",
        "NaN",
        "-1",
        "1e308",
        "3.4e38",
        "1e-320",
        "2147483648",
        "\n1,",
        "=1+1",
        "0,0"
    );
    internal static readonly byte[][] StateMarkers =
    [
        [],
        [0, 0, 0, 0],
        [255, 255, 255, 127],
        [255, 255, 255, 255],
        [0, 0, 0, 128],
        .. FuzzFolder.Bytes("REPROSTF", "\"\\ud800\"", "1e999", "null", "dense/kernel", "optimizer:"),
    ];

    public static FuzzReader Record(FuzzFolder folder)
    {
        byte[] record = File.ReadAllBytes(RunFolder.RecordOf(Trained(folder).FolderOf(1)));
        return new FuzzReader(
            "record",
            [record],
            JsonReaders.Markers,
            content =>
            {
                RunRecord read = RunRecord.Read(folder.Write(content, "record.json"));
                _ = (read.ToJson(), RunConfigurationJson.DigestOfRecorded(read.Configuration.DeepClone().AsObject()));
            }
        );
    }

    public static FuzzReader History(FuzzFolder folder)
    {
        byte[] history = File.ReadAllBytes(RunFolder.HistoryOf(Trained(folder).FolderOf(1)));
        return new FuzzReader(
            "history",
            [history],
            TableMarkers,
            content =>
                MetricTable.Parse(
                    InputFile.ReadText(folder.Write(content, "history.csv"), MetricTable.MostBytes, "a table of metrics"),
                    "history.csv",
                    withSeed: false
                )
        );
    }

    public static FuzzReader MergeByRecord(FuzzFolder folder)
    {
        FuzzTraining training = Trained(folder);
        string file = RunFolder.RecordOf(training.FolderOf(1));
        return new FuzzReader(
            "merge-record",
            [File.ReadAllBytes(file)],
            JsonReaders.Markers,
            content =>
            {
                File.WriteAllBytes(file, content);
                Merge(folder, training);
            }
        );
    }

    public static FuzzReader MergeByHistory(FuzzFolder folder)
    {
        FuzzTraining training = Trained(folder);
        string history = RunFolder.HistoryOf(training.FolderOf(1));
        string file = RunFolder.RecordOf(training.FolderOf(1));
        JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        return new FuzzReader(
            "merge-history",
            [File.ReadAllBytes(history)],
            TableMarkers,
            content =>
            {
                File.WriteAllBytes(history, content);
                record["history_sha256"] = Digests.OfText(File.ReadAllText(history));
                File.WriteAllText(file, record.ToJsonString());
                Merge(folder, training);
            }
        );
    }

    public static FuzzReader Weights(FuzzFolder folder)
    {
        byte[] weights = File.ReadAllBytes(RunFolder.WeightsOf(Trained(folder).FolderOf(1)));
        return new FuzzReader(
            "weights",
            [weights],
            StateMarkers,
            content => NetworkState.Digest(StateFile.Read(folder.Write(Summed(content), "weights.bin")).Arrays)
        );
    }

    /// <summary>A mutated checkpoint, and the training that goes on from it.</summary>
    public static FuzzReader Checkpoint(FuzzFolder folder)
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        FuzzTraining training = new(folder.File("runs"));
        try
        {
            training.Train(1, stopped.Token);
        }
        catch (OperationCanceledException)
        {
            // It leaves its first checkpoint.
        }

        string file = Path.Combine(training.FolderOf(1), "checkpoint.bin");
        byte[] checkpoint = File.ReadAllBytes(file);
        return new FuzzReader(
            "checkpoint",
            [checkpoint],
            StateMarkers,
            content =>
            {
                folder.Delete("runs");
                folder.Write(Summed(content), Path.GetRelativePath(folder.Path, file));
                training.Train(1);
            }
        );
    }

    internal static FuzzTraining Trained(FuzzFolder folder, int seeds = 1)
    {
        FuzzTraining training = new(folder.File("runs"));
        for (int seed = 1; seed <= seeds; seed++)
        {
            training.Train(seed);
        }

        return training;
    }

    // Four of five get the right checksum, by a number of their own.
    internal static byte[] Summed(byte[] content)
    {
        if (content.Length < SHA256.HashSizeInBytes || content.Length % 5 == 0)
        {
            return content;
        }

        int end = content.Length - SHA256.HashSizeInBytes;
        return [.. content[..end], .. SHA256.HashData(content.AsSpan(0, end))];
    }

    private static void Merge(FuzzFolder folder, FuzzTraining training)
    {
        folder.Delete("merged");
        RunMerge.Merge([training.Output], folder.File("merged"));
    }
}

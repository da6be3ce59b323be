using System.Runtime.CompilerServices;
using Repro.Configuration;
using Repro.Reports.Snapshots;

namespace Repro.Specs.Verifying;

/// <summary>A verification with its settings; awaiting it compares.</summary>
internal sealed class SettingsTask(string target, string sourceFile)
{
    private string _directory = "";
    private object?[]? _parameters;

    /// <summary>The snapshots' folder, relative to the spec's source file.</summary>
    public SettingsTask UseDirectory(string directory)
    {
        _directory = directory;
        return this;
    }

    /// <summary>Names the snapshot by these values instead of the spec's arguments.</summary>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        _parameters = parameters;
        return this;
    }

    public TaskAwaiter GetAwaiter()
    {
        TestContext.TestAdapter test = TestContext.CurrentContext.Test;
        string folder = Path.Combine(Path.GetDirectoryName(SourceFiles.Find(sourceFile))!, _directory);
        string name = SnapshotName.Of(
            test.Type!.Name,
            test.MethodName!,
            [.. test.MethodInfo!.GetParameters().Select(parameter => parameter.Name!)],
            _parameters ?? test.Arguments
        );
        SnapshotFile file = new(folder, name, Repository.Root, SnapshotPolicy.OfEnvironment());
        return Compare(file).GetAwaiter();
    }

    // As a task, so that a difference is thrown where it is awaited.
    private Task Compare(SnapshotFile file) =>
        file.Compare(target) is { } difference ? Task.FromException(new SnapshotException(difference)) : Task.CompletedTask;
}

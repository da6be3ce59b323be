using System.Diagnostics;

namespace Repro.Specs.House;

/// <summary>
/// The workflows' scripts in a folder of their own, as they lie in a clone, beside stand-ins for what they call. A script works from the
/// folder two above its own, so nothing of this repository is touched.
/// </summary>
internal sealed class WorkflowScripts : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public WorkflowScripts()
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf(".github", "scripts")))
        {
            Write($".github/scripts/{Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }

    /// <summary>Variables that the scripts see beside this process's own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public static void RequireBash()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/bin/bash"))
        {
            Assert.Ignore("The workflows' scripts are bash's, and there is no /bin/bash.");
        }
    }

    public string PathOf(params string[] parts) => _root.File(parts);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root.File(name))!);
        File.WriteAllText(_root.File(name), text.ReplaceLineEndings("\n"));
        if (text.StartsWith("#!", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_root.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Read(string name) => File.Exists(_root.File(name)) ? File.ReadAllText(_root.File(name)) : "";

    public (int Code, string Output, string Error) Run(string script, params string[] arguments) =>
        Start("/bin/bash", [_root.File(".github", "scripts", script), .. arguments]);

    public (int Code, string Output, string Error) Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _root.Path,
        };
        start.Environment["PATH"] = $"{_root.Path}:{System.Environment.GetEnvironmentVariable("PATH")}";
        // On a hosted runner these are its own.
        foreach (string name in (string[])["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "NUMBER", "REPRO_DATA", "REPRO_BACKEND"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["REPRO_PROJECT"] = Repository.Root;
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _root.Dispose();
}

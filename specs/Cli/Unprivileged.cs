using System.Diagnostics;
using System.Runtime.Versioning;

namespace Repro.Specs.Cli;

/// <summary>The tool as an ordinary user, for whom a file of mode 000 cannot be read: root reads everything.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Unprivileged
{
    // Debian's "nobody".
    private const string User = "65534";

    /// <summary>Makes the file or folder unreadable for everybody but root.</summary>
    public static void Close(string path) => File.SetUnixFileMode(path, UnixFileMode.None);

    public static (int Code, string Output, string Error) Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        if (Environment.UserName != "root")
        {
            return Tool.Start(environment, arguments);
        }

        if (!File.Exists("/usr/bin/setpriv"))
        {
            Assert.Ignore("not run: setpriv is missing, which makes an ordinary user of root");
        }

        return Tool.Run(["/usr/bin/setpriv", "--reuid", User, "--regid", User, "--clear-groups"], environment, arguments);
    }

    /// <summary>Lets an ordinary user pass, read and write the folder.</summary>
    public static void Open(string folder)
    {
        using Process chmod = Process.Start("chmod", ["-R", "a+rwX", folder]);
        chmod.WaitForExit();
    }
}

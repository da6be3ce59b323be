using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Paths: pathlib, os.path, os and shutil.</summary>
internal sealed class PathCalls(Context context)
{
    /// <returns>Null where the function is not known.</returns>
    public Value? Call(string module, string name, Value? first, CallArguments arguments) =>
        module switch
        {
            "pathlib" when name is "Path" or "PurePath" or "PosixPath" => first switch
            {
                TextValue text => new TextValue(text.Value) { IsPath = true },
                null => new TextValue(".") { IsPath = true },
                _ => null,
            },
            "os.path" => OfPath(name, first, arguments),
            "os" => OfSystem(name, first),
            "shutil" => OfShell(name, arguments),
            _ => null,
        };

    public static Value Member(TextValue path, string name)
    {
        string text = path.Value.TrimEnd('/');
        int slash = text.LastIndexOf('/');
        string last = text[(slash + 1)..];
        int dot = last.LastIndexOf('.');
        return name switch
        {
            "name" => new TextValue(last),
            "stem" => new TextValue(dot > 0 ? last[..dot] : last),
            "suffix" => new TextValue(dot > 0 ? last[dot..] : ""),
            _ => new TextValue(slash < 0 ? "." : text[..slash]) { IsPath = true },
        };
    }

    public Value? Method(TextValue path, string name, CallArguments arguments)
    {
        switch (name)
        {
            case "joinpath":
                return arguments.Positional is [TextValue part]
                    ? new TextValue(Arithmetic.Joined(path.Value, part.Value)) { IsPath = true }
                    : null;
            case "mkdir":
                context.Note("a folder is made");
                return NoneValue.Instance;
            case "resolve" or "absolute" or "expanduser":
                return path;
            case "with_suffix" when arguments.Positional is [TextValue suffix]:
                return new TextValue(
                    path.Value[..(path.Value.LastIndexOf('.') is > 0 and var dot ? dot : path.Value.Length)] + suffix.Value
                )
                {
                    IsPath = true,
                };
            case "as_posix" or "__str__":
                return new TextValue(path.Value);
            default:
                return null;
        }
    }

    // A folder that is not known before a known one is left out: what is behind it still tells the data.
    private static Value? OfPath(string name, Value? first, CallArguments arguments)
    {
        switch (name)
        {
            case "join":
                string path = "";
                bool known = false;
                foreach (Value part in arguments.Positional)
                {
                    if (part is not TextValue text)
                    {
                        continue;
                    }

                    path = path.Length == 0 ? text.Value : Arithmetic.Joined(path, text.Value);
                    known = true;
                }

                // What is copied to a file of an unknown name is not counted.
                return known && arguments.Positional[^1] is TextValue ? new TextValue(path) : new UnknownValue("a path that is not known");
            case "dirname" when first is TextValue file:
                int slash = file.Value.TrimEnd('/').LastIndexOf('/');
                return new TextValue(slash <= 0 ? "" : file.Value[..slash]);
            case "basename" when first is TextValue file:
                return new TextValue(file.Value.TrimEnd('/')[(file.Value.TrimEnd('/').LastIndexOf('/') + 1)..]);
            case "abspath" or "expanduser" or "normpath" or "realpath":
                return first;
            default:
                return name is "exists" or "isdir" or "isfile"
                    ? new UnknownValue("whether a file exists is not known before the program runs")
                    : null;
        }
    }

    private Value? OfSystem(string name, Value? first)
    {
        switch (name)
        {
            case "listdir":
                return first is TextValue folder && context.Files.List(folder.Value) is { } names
                    ? SequenceValue.List(names.Select(Value (each) => new TextValue(each)))
                    : new UnknownValue("the files of a folder are not known before the program runs");
            case "mkdir" or "makedirs":
                context.Note("a folder is made");
                return NoneValue.Instance;
            case "getcwd":
                return new TextValue("");
            default:
                return null;
        }
    }

    private Value? OfShell(string name, CallArguments arguments)
    {
        if (name is not ("copyfile" or "copy" or "copy2" or "move"))
        {
            return null;
        }

        context.Note("files are copied");
        context.Files.Add(context.Uncertain == 0 && arguments.Get("dst", 1) is TextValue target ? target.Value : null);
        return NoneValue.Instance;
    }
}

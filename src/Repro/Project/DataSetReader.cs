using Repro.Inputs;

namespace Repro.Project;

/// <summary>
/// Reads the declarations of data sets strictly: unknown, missing or ill-typed keys and parts that do not fit together are errors.
/// </summary>
internal static class DataSetReader
{
    private const int MostImages = 100_000_000;

    // Keras's own names: what mnist.npz and the original MNIST files call their parts.
    private static readonly Dictionary<string, ArrayNames> NpzArrays = new(StringComparer.Ordinal)
    {
        ["train"] = new("x_train", "y_train"),
        ["test"] = new("x_test", "y_test"),
    };

    private static readonly Dictionary<string, ArrayNames> IdxArrays = new(StringComparer.Ordinal)
    {
        ["train"] = new("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
        ["test"] = new("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
    };

    /// <exception cref="InputException">A key is missing, unknown or has a wrong value; the message names file and key.</exception>
    public static DataSetDeclaration Read(string name, JsonFields fields)
    {
        DataSetDeclaration set = fields.OneOf("kind", "idx", "npz", "cifar_binary", "csv", "image_folder", "files") switch
        {
            "idx" => Idx(name, fields),
            "npz" => Npz(name, fields),
            "cifar_binary" => Cifar(name, fields),
            "csv" => Csv(name, fields),
            "image_folder" => ImageFolder(name, fields),
            _ => SingleFiles(name, fields),
        };
        if (fields.OptionalText("remedy") is { } remedy)
        {
            set = set with { Remedy = remedy };
        }

        fields.End();
        return set;
    }

    private static DataSetDeclaration Idx(string name, JsonFields fields)
    {
        string folder = Folder(name, fields);
        IReadOnlyDictionary<string, ArrayNames> arrays = Arrays(fields, IdxArrays);
        FileDeclaration[] files = Files(folder, fields);
        return new DataSetDeclaration(name, DataSetKind.Idx)
        {
            Folder = folder,
            Splits = [.. arrays.Keys],
            Arrays = arrays,
            Classes = Classes(fields),
            Files =
                files.Length > 0
                    ? files
                    :
                    [
                        .. arrays
                            .Values.SelectMany(pair => (string[])[pair.X, pair.Y])
                            .Select(file => new FileDeclaration($"{folder}/{file}.gz")),
                    ],
        };
    }

    private static DataSetDeclaration Npz(string name, JsonFields fields)
    {
        IReadOnlyDictionary<string, ArrayNames> arrays = Arrays(fields, NpzArrays, ofOneFile: true);
        return new DataSetDeclaration(name, DataSetKind.Npz)
        {
            Splits = [.. arrays.Keys],
            Arrays = arrays,
            Classes = Classes(fields),
            Files = [OneFile(fields, $"{name}.npz")],
        };
    }

    private static DataSetDeclaration Csv(string name, JsonFields fields) =>
        new(name, DataSetKind.Csv)
        {
            Splits = [TableDeclaration.Split],
            Classes = Classes(fields),
            Files = [OneFile(fields, $"{name}.csv")],
            Table = new TableDeclaration(
                fields.OptionalSwitch("header") ?? true,
                fields.OptionalText("label"),
                fields.OptionalTexts("inputs"),
                fields.OptionalOneOf("separator", [.. DataSetKeys.Separators.Keys]) is { } separator
                    ? DataSetKeys.Separators[separator]
                    : ","
            )
            {
                Targets = ColumnsOfTargets(fields),
                SampleWeight = fields.OptionalText("sample_weight"),
            },
        };

    private static Dictionary<string, IReadOnlyList<string>>? ColumnsOfTargets(JsonFields fields)
    {
        if (fields.OptionalObject("targets") is not { } targets)
        {
            return null;
        }

        if (fields.Has("label"))
        {
            throw fields.Wrong("label", "and 'targets' exclude each other: targets has the columns of all outputs.");
        }

        Dictionary<string, IReadOnlyList<string>> columns = targets.Keys.ToDictionary(
            output => output,
            output =>
                targets.OptionalTexts(output) is { Count: > 0 } listed
                    ? listed
                    : throw targets.Wrong(output, "must list at least one column."),
            StringComparer.Ordinal
        );
        return columns.Count > 0 ? columns : throw fields.Wrong("targets", "must name at least one output.");
    }

    private static DataSetDeclaration Cifar(string name, JsonFields fields) =>
        new(name, DataSetKind.CifarBinary)
        {
            Splits = ["train", "test"],
            Classes = Classes(fields),
            LabelBytes = fields.OptionalCount("label_bytes", 4) ?? 1,
            Files = [OneFile(fields, $"{name}.tar.gz")],
        };

    private static DataSetDeclaration ImageFolder(string name, JsonFields fields)
    {
        string folder = Folder(name, fields);
        IReadOnlyList<string> splits = PlainNames(fields, "splits");
        IReadOnlyList<string> classes = FolderNames(fields, "classes", Classes(fields));
        Dictionary<string, NumberedNames> names = new(StringComparer.Ordinal);
        foreach ((string split, JsonFields inner) in Nested(fields, "names", splits))
        {
            foreach (string label in inner.Keys)
            {
                RequireClass(inner, label, classes);
                names[$"{split}/{label}"] = Pattern(inner, label);
            }

            inner.End();
        }

        RequireFew(fields, names.Values);
        Dictionary<string, int> counts = names.ToDictionary(pair => pair.Key, pair => pair.Value.Count, StringComparer.Ordinal);
        foreach ((string split, JsonFields inner) in Nested(fields, "counts", splits))
        {
            foreach (string label in inner.Keys)
            {
                RequireClass(inner, label, classes);
                counts[$"{split}/{label}"] = inner.Count(label, MostImages);
            }

            inner.End();
        }

        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        if (fields.OptionalObject("files_sha256") is { } pinned)
        {
            foreach (string split in pinned.Keys)
            {
                RequireSplit(pinned, split, splits);
                digests[split] = FileDeclaration.Hexadecimal(pinned, split, 64)!;
            }
        }

        return new DataSetDeclaration(name, DataSetKind.ImageFolder)
        {
            Folder = folder,
            Splits = splits,
            Classes = classes,
            Names = names,
            Counts = counts,
            FilesSha256 = digests,
            Archive = Archive(folder, fields),
        };
    }

    private static DataSetDeclaration SingleFiles(string name, JsonFields fields)
    {
        string folder = Folder(name, fields);
        Dictionary<string, NumberedNames> names = new(StringComparer.Ordinal);
        if (fields.OptionalObject("names") is { } groups)
        {
            foreach (string group in groups.Keys)
            {
                names[group] = Pattern(groups, group);
            }

            RequireFew(fields, names.Values);
        }

        return new DataSetDeclaration(name, DataSetKind.Files)
        {
            Folder = folder,
            Files = Files(folder, fields),
            Names = names,
        };
    }

    private static string Folder(string name, JsonFields fields) =>
        FileDeclaration.RequirePath(fields, "folder", fields.OptionalText("folder") ?? name);

    private static FileDeclaration OneFile(JsonFields fields, string otherwise) =>
        FileDeclaration.Read(FileDeclaration.RequirePath(fields, "file", fields.OptionalText("file") ?? otherwise), fields);

    private static FileDeclaration[] Files(string folder, JsonFields fields) =>
        [
            .. (fields.OptionalObject("files")?.Entries() ?? []).Select(entry =>
            {
                FileDeclaration file = FileDeclaration.Read(
                    FileDeclaration.RequirePath(fields, "files", $"{folder}/{entry.Name}"),
                    entry.Value
                );
                entry.Value.End();
                return file;
            }),
        ];

    /// <param name="ofOneFile">Whether the names are those of arrays in one file, which may be of several outputs and of weights.</param>
    private static IReadOnlyDictionary<string, ArrayNames> Arrays(
        JsonFields fields,
        Dictionary<string, ArrayNames> otherwise,
        bool ofOneFile = false
    )
    {
        Dictionary<string, ArrayNames> arrays = new(StringComparer.Ordinal);
        foreach ((string split, JsonFields inner) in Nested(fields, "arrays", []))
        {
            arrays[split] = ofOneFile ? NamesInFile(inner) : new ArrayNames(ArrayName(inner, "x"), ArrayName(inner, "y"));
            inner.End();
        }

        return arrays.Count > 0 ? arrays : otherwise;
    }

    private static ArrayNames NamesInFile(JsonFields fields)
    {
        JsonFields? targets = fields.OptionalObject("targets");
        if (targets is not null && fields.Has("y"))
        {
            throw fields.Wrong("y", "and 'targets' exclude each other: targets has the arrays of all outputs.");
        }

        if (targets is { Keys.Count: 0 })
        {
            throw fields.Wrong("targets", "must name at least one output.");
        }

        return new ArrayNames(ArrayName(fields, "x"), targets is null ? ArrayName(fields, "y") : "")
        {
            Targets = targets?.Keys.ToDictionary(output => output, output => ArrayName(targets, output), StringComparer.Ordinal),
            SampleWeight = fields.Has("sample_weight") ? ArrayName(fields, "sample_weight") : null,
        };
    }

    private static string ArrayName(JsonFields fields, string key) =>
        fields.Text(key) is var text && PlainName.IsValid(text) ? text : throw fields.Wrong(key, $"is '{text}'; {PlainName.Rule}.");

    private static ArchiveDeclaration? Archive(string folder, JsonFields fields)
    {
        if (fields.OptionalObject("archive") is not { } inner)
        {
            return null;
        }

        string top =
            inner.OptionalText("top") is { } given && given != "." ? FileDeclaration.RequirePath(inner, "top", given)
            : inner.Has("top") ? ""
            : folder;
        ArchiveDeclaration archive = new(OneFile(inner, $"{folder}.zip"), top);
        inner.End();
        return archive;
    }

    private static IReadOnlyList<string> Classes(JsonFields fields)
    {
        IReadOnlyList<string> classes = fields.OptionalTexts("classes");
        return classes.Distinct().Count() == classes.Count && classes.Count != 1
            ? classes
            : throw fields.Wrong("classes", "must list at least two different classes.");
    }

    // Classes of an image folder are names of folders.
    private static IReadOnlyList<string> FolderNames(JsonFields fields, string key, IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => !RelativePath.IsPart(name)) is { } wrong
            ? throw fields.Wrong(key, $"names '{wrong}', which cannot be the name of a folder.")
            : names;

    private static IReadOnlyList<string> PlainNames(JsonFields fields, string key)
    {
        IReadOnlyList<string> names = fields.OptionalTexts(key);
        if (names.FirstOrDefault(name => !PlainName.IsValid(name)) is { } wrong)
        {
            throw fields.Wrong(key, $"lists '{wrong}'; {PlainName.Rule}.");
        }

        return names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw fields.Wrong(key, $"lists '{twice.Key}' more than once. List each name once.")
            : names;
    }

    private static IEnumerable<(string Split, JsonFields Fields)> Nested(JsonFields fields, string key, IReadOnlyList<string> splits)
    {
        foreach ((string split, JsonFields inner) in fields.OptionalObject(key)?.Entries() ?? [])
        {
            RequireSplit(fields, split, splits, key);
            yield return (split, inner);
        }
    }

    private static void RequireSplit(JsonFields fields, string split, IReadOnlyList<string> splits, string? key = null)
    {
        if (!PlainName.IsValid(split) || (splits.Count > 0 && !splits.Contains(split, StringComparer.Ordinal)))
        {
            throw fields.Wrong(key ?? split, $"names the split '{split}', but must be one of 'splits'.");
        }
    }

    private static void RequireClass(JsonFields fields, string label, IReadOnlyList<string> classes)
    {
        FolderNames(fields, label, [label]);
        if (classes.Count > 0 && !classes.Contains(label, StringComparer.Ordinal))
        {
            throw fields.Wrong(label, "is not one of 'classes'.");
        }
    }

    private static void RequireFew(JsonFields fields, IEnumerable<NumberedNames> names)
    {
        if (names.Sum(pattern => (long)pattern.Count) is var sum && sum > NumberedNames.Most)
        {
            throw fields.Wrong("names", $"gives {sum} file names; a data set has at most {NumberedNames.Most}. Make the ranges smaller.");
        }
    }

    private static NumberedNames Pattern(JsonFields fields, string key) =>
        NumberedNames.Parse(fields.Text(key))
        ?? throw fields.Wrong(
            key,
            $"is '{fields.Text(key)}', but must be names that differ in one number, like img.{{0..999}}.jpg, and at most {NumberedNames.Most}."
        );
}

using Repro.Inputs;

namespace Repro.Claims.Files;

/// <summary>A claim file that has errors: none of its claims are used.</summary>
/// <param name="Document">The id of the document, from the file's name.</param>
/// <param name="Errors">Each with file and line.</param>
internal sealed record BrokenClaimFile(string Name, string Document, IReadOnlyList<string> Errors);

/// <summary>The claims of all documents, in the documents' order.</summary>
internal sealed class ClaimSet
{
    private const long MostBytes = 8 << 20;

    private ClaimSet(IReadOnlyList<Claim> claims, IReadOnlyList<BrokenClaimFile> broken)
    {
        Claims = claims;
        Broken = broken;
    }

    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>The files with errors.</summary>
    public IReadOnlyList<BrokenClaimFile> Broken { get; }

    public IEnumerable<Claim> Executable => Claims.Where(claim => claim.Check is not null);

    /// <summary>
    /// Reads every claim file of a folder, <c>DOCUMENT.csv</c>. The files that have errors are left out; <see cref="Broken"/> has these.
    /// </summary>
    /// <param name="folder">May be missing: then there are no claims.</param>
    /// <param name="shown">The folder as messages name it: its path in the project.</param>
    /// <param name="probes">The prefixes that addresses may have.</param>
    /// <param name="documents">Ids of the project's documents, in the order in which their claims come. A file of another document is an
    /// error; where no document is declared, files come in the order of names.</param>
    /// <param name="known">What the column <c>needs</c> can name.</param>
    /// <exception cref="InputException">The folder cannot be listed.</exception>
    public static ClaimSet Load(
        string folder,
        string shown,
        IReadOnlyCollection<string> probes,
        KnownNeeds known,
        IReadOnlyList<string> documents
    )
    {
        IReadOnlyList<string> files = Directory.Exists(folder) ? InputFolder.Files(folder, "*.csv") : [];
        string? Objection(string name) =>
            documents.Count == 0 || documents.Contains(ClaimFileReader.DocumentOf(name), StringComparer.Ordinal)
                ? null
                : $"{name}: the project file declares no document '{ClaimFileReader.DocumentOf(name)}'.{Spelling.Suggestion(ClaimFileReader.DocumentOf(name), documents)} It declares {string.Join(", ", documents)}.";
        return Made(
            [
                .. from file in files
                let name = $"{shown.TrimEnd('/')}/{Path.GetFileName(file)}"
                let place = documents
                    .Index()
                    .Where(document => document.Item == ClaimFileReader.DocumentOf(name))
                    .Select(document => document.Index)
                    .DefaultIfEmpty(int.MaxValue)
                    .First()
                orderby place
                select (name, (Func<string>)(() => InputFile.ReadText(file, MostBytes, "a claim file"))),
            ],
            probes,
            known,
            Objection
        );
    }

    /// <summary>The claims of files by their names and contents; files that have errors are left out.</summary>
    /// <param name="probes">The prefixes that addresses may have.</param>
    public static ClaimSet Of(IReadOnlyCollection<string> probes, params IReadOnlyList<(string Name, string Content)> files) =>
        Made([.. files.Select(file => (file.Name, (Func<string>)(() => file.Content)))], probes, known: null);

    /// <summary>The same claims, where no file has errors.</summary>
    /// <exception cref="InputException">A file or row is wrong; the message lists all errors, each with file and line.</exception>
    public ClaimSet Whole() => Broken.Count == 0 ? this : throw Refusal(Broken);

    /// <summary>What is wrong with the files, for one message.</summary>
    public static string ErrorsOf(IReadOnlyList<BrokenClaimFile> broken) => Refusal(broken).Message;

    /// <summary>The refusal of files with errors.</summary>
    public static InputException Refusal(IReadOnlyList<BrokenClaimFile> broken)
    {
        string[] errors = [.. broken.SelectMany(file => file.Errors)];
        return new InputException($"The claim files have {errors.Length} error{(errors.Length == 1 ? "" : "s")}:", errors);
    }

    private static ClaimSet Made(
        IReadOnlyList<(string Name, Func<string> Content)> files,
        IReadOnlyCollection<string> probes,
        KnownNeeds? known,
        Func<string, string?>? objection = null
    )
    {
        List<Claim> all = [];
        List<BrokenClaimFile> broken = [];
        Dictionary<string, ClaimLine> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Func<string> content) in files)
        {
            List<Claim> claims = [];
            List<string> errors = [];
            try
            {
                ClaimFileReader.Read(name, content(), probes, known, claims, errors);
            }
            catch (InputException exception)
            {
                errors.Add(exception.Message);
            }

            // Errors of a row come first; a draft, for example, is no document either.
            if (errors.Count == 0 && objection?.Invoke(name) is { } undeclared)
            {
                errors.Add(undeclared);
            }

            foreach (Claim claim in claims)
            {
                if (!seen.TryAdd(claim.Id, claim.Source))
                {
                    errors.Add($"{claim.Source}: id: '{claim.Id}' is already used at {seen[claim.Id]}; ids must be unique in the project");
                }
            }

            if (errors.Count > 0)
            {
                broken.Add(new BrokenClaimFile(name, ClaimFileReader.DocumentOf(name), errors));
                continue;
            }

            all.AddRange(claims);
        }

        return new ClaimSet(all, broken);
    }
}

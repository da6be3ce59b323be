using Repro.Claims.Book;

namespace Repro.Claims;

/// <summary>A claim file that has errors: none of its claims are in the book.</summary>
/// <param name="Document">Null where the file's name does not say.</param>
/// <param name="Errors">Each with file and line.</param>
public sealed record BrokenClaimFile(string Name, int? Document, IReadOnlyList<string> Errors);

/// <summary>The claims of all documents, in the documents' order.</summary>
public sealed class ClaimBook
{
    private const long MostBytes = 8 << 20;

    private static readonly Lazy<ClaimBook> LazyReadable = new(() => LoadReadable(Repository.PathOf("src", "Repro", "Claims", "Book")));

    private ClaimBook(IReadOnlyList<Claim> claims, IReadOnlyList<BrokenClaimFile> broken)
    {
        Claims = claims;
        Broken = broken;
    }

    /// <summary>The project's own book.</summary>
    /// <exception cref="InputException">The book has errors.</exception>
    public static ClaimBook Default => LazyReadable.Value.Whole();

    /// <summary>The project's own book without the files that have errors; <see cref="Broken"/> has these.</summary>
    /// <exception cref="InputException">The folder of the book is missing.</exception>
    public static ClaimBook Readable => LazyReadable.Value;

    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>The files with errors.</summary>
    public IReadOnlyList<BrokenClaimFile> Broken { get; }

    public IEnumerable<Claim> Executable => Claims.Where(claim => claim.Check is not null);

    /// <summary>Reads every <c>document-NNN.csv</c> of a folder.</summary>
    /// <exception cref="InputException">A file or row is wrong; the message lists all errors, each with file and line.</exception>
    public static ClaimBook Load(string folder) => LoadReadable(folder).Whole();

    /// <summary>A book from files' names and contents.</summary>
    /// <exception cref="InputException">As <see cref="Load"/>.</exception>
    public static ClaimBook Of(params IReadOnlyList<(string Name, string Content)> files) => ReadableOf(files).Whole();

    /// <summary>A book from those of the files that have no errors.</summary>
    public static ClaimBook ReadableOf(params IReadOnlyList<(string Name, string Content)> files) =>
        Made([.. files.Select(file => (file.Name, (Func<string>)(() => file.Content)))]);

    /// <summary>What is wrong with the files, for one message.</summary>
    public static string ErrorsOf(IReadOnlyList<BrokenClaimFile> broken) => Refusal(broken).Message;

    /// <summary>The refusal of files with errors.</summary>
    public static InputException Refusal(IReadOnlyList<BrokenClaimFile> broken)
    {
        string[] errors = [.. broken.SelectMany(file => file.Errors)];
        return new InputException($"The claim book has {errors.Length} error{(errors.Length == 1 ? "" : "s")}:", errors);
    }

    private static ClaimBook LoadReadable(string folder)
    {
        IReadOnlyList<string> files = Directory.Exists(folder) ? InputFolder.Files(folder, "document-*.csv") : [];
        return files.Count > 0
            ? Made([.. files.Select(file => (Path.GetFileName(file), (Func<string>)(() => InputFile.ReadText(file, MostBytes, "a claim file"))))])
            : throw new InputException($"The claim book's folder '{folder}' holds no document-NNN.csv. Restore it from the repository.");
    }

    private static ClaimBook Made(IReadOnlyList<(string Name, Func<string> Content)> files)
    {
        List<Claim> all = [];
        List<BrokenClaimFile> broken = [];
        Dictionary<string, BookLine> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Func<string> content) in files)
        {
            List<Claim> claims = [];
            List<string> errors = [];
            try
            {
                BookReader.Read(name, content(), claims, errors);
            }
            catch (InputException exception)
            {
                errors.Add(exception.Message);
            }

            foreach (Claim claim in claims)
            {
                if (!seen.TryAdd(claim.Id, claim.Source))
                {
                    errors.Add($"{claim.Source}: id: '{claim.Id}' is already used at {seen[claim.Id]}; ids must be unique in the whole book");
                }
            }

            if (errors.Count > 0)
            {
                broken.Add(new BrokenClaimFile(name, BookReader.TryDocument(name, out int document) ? document : null, errors));
                continue;
            }

            all.AddRange(claims);
        }

        return new ClaimBook(all, broken);
    }

    private ClaimBook Whole() => Broken.Count == 0 ? this : throw Refusal(Broken);
}

using Repro.Claims.Book;

namespace Repro.Claims;

/// <summary>The claims of all documents, in the documents' order.</summary>
public sealed class ClaimBook
{
    private static readonly Lazy<ClaimBook> LazyDefault = new(() => Load(Repository.PathOf("src", "Repro", "Claims", "Book")));

    private ClaimBook(IReadOnlyList<Claim> claims)
    {
        Claims = claims;
    }

    /// <summary>The project's own book.</summary>
    /// <exception cref="InputException">The book has errors.</exception>
    public static ClaimBook Default => LazyDefault.Value;

    public IReadOnlyList<Claim> Claims { get; }

    public IEnumerable<Claim> Executable => Claims.Where(claim => claim.Check is not null);

    /// <summary>Reads every <c>document-NNN.csv</c> of a folder.</summary>
    /// <exception cref="InputException">A file or row is wrong; the message lists all errors, each with file and line.</exception>
    public static ClaimBook Load(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "document-*.csv") : [];
        if (files.Length == 0)
        {
            throw new InputException($"The claim book's folder '{folder}' holds no document-NNN.csv. Restore it from the repository.");
        }

        return Of([.. files.Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Read(file)))]);
    }

    /// <summary>A book from files' names and contents.</summary>
    /// <exception cref="InputException">As <see cref="Load"/>.</exception>
    public static ClaimBook Of(params IReadOnlyList<(string Name, string Content)> files)
    {
        List<Claim> claims = [];
        List<string> errors = [];
        foreach ((string name, string content) in files)
        {
            BookReader.Read(name, content, claims, errors);
        }

        Dictionary<string, BookLine> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (Claim claim in claims)
        {
            if (!seen.TryAdd(claim.Id, claim.Source))
            {
                errors.Add($"{claim.Source}: id: '{claim.Id}' is already used at {seen[claim.Id]}; ids must be unique in the whole book");
            }
        }

        if (errors.Count > 0)
        {
            throw new InputException($"The claim book has {errors.Count} error{(errors.Count == 1 ? "" : "s")}:\n{string.Join('\n', errors)}");
        }

        return new ClaimBook(claims);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The claim book's file '{file}' cannot be read: {exception.Message}", exception);
        }
    }
}

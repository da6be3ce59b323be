using System.Net;
using System.Net.Http.Headers;
using Repro.Outputs;

namespace Repro.Data.Fetching;

/// <summary>Brings a file of known length and checksum from the web; an interrupted transfer goes on where it stopped.</summary>
internal static class Download
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);

    // With a patience of a minute some 1 kB a second, less than any line that would ever bring the larger files.
    private const int LeastBytes = 1 << 16;

    // Of a file whose length neither the declaration nor the server gives.
    private const long MostBytes = 1L << 34;

    /// <summary>
    /// Fetches into <c>DESTINATION.part</c>, asks for what is still missing where a part is there already, and moves the file into place
    /// only when its checksum is the expected one. A part with a wrong checksum is deleted, so that the next try starts afresh.
    /// <c>DESTINATION.part.lock</c> exists meanwhile and is locked, so that two commands never write into one part.
    /// </summary>
    /// <param name="sha256">The checksum, or null where none is known: then only the length is checked here, and the caller looks
    /// closer.</param>
    /// <param name="progress">Told the bytes that are there so far.</param>
    /// <param name="patience">How long a transfer may take for 64 KiB before it counts as broken off; a minute if not given.</param>
    /// <exception cref="InputException">
    /// The server refuses or sends other bytes, the transfer breaks off or is too slow, another command downloads the same file, or the
    /// folder cannot be written to.
    /// </exception>
    public static Task FetchAsync(
        HttpClient client,
        Uri source,
        string destination,
        long length,
        string? sha256,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default,
        TimeSpan? patience = null
    ) => FetchAsync(client, source, destination, length, sha256 is null ? null : Checksum.Sha256(sha256), progress, cancellation, patience);

    /// <inheritdoc cref="FetchAsync(HttpClient, Uri, string, long, string, IProgress{long}, CancellationToken, TimeSpan?)"/>
    /// <param name="length">In bytes; null where it is not known: then an interrupted transfer starts again.</param>
    /// <param name="checksum">Of any kind that was published.</param>
    public static async Task FetchAsync(
        HttpClient client,
        Uri source,
        string destination,
        long? length,
        Checksum? checksum,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default,
        TimeSpan? patience = null
    )
    {
        string part = destination + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
            using IDisposable taken = Lock(part, destination);
            long have = PartialFile.LengthOf(part);

            // Without the file's length nobody can tell whether a part is of the same file.
            if (length is null || have > length)
            {
                File.Delete(part);
                have = 0;
            }

            if (length is null || have < length)
            {
                await TransferAsync(client, source, part, have, length, progress, patience ?? DefaultPatience, cancellation);
            }

            if (checksum is not null && checksum.Of(part) is var found && found != checksum.Value)
            {
                File.Delete(part);
                throw new InputException(
                    $"{source}: wrong checksum: {checksum.Kind} {found}, expected {checksum.Value}. Nothing was kept; try again, or give another source with --from."
                );
            }

            OutputFile.MoveIntoPlace(part, destination);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            string what =
                exception is HttpRequestException || HasPart(part) ? Kept(part, destination) : $"The file belongs to '{destination}'.";
            throw new InputException($"{source}: the download failed: {exception.Message.TrimEnd('.')}. {what}", exception);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new InputException($"{source}: the server did not answer in time. {Kept(part, destination)}", exception);
        }
    }

    private static IDisposable Lock(string part, string destination)
    {
        string path = part + ".lock";
        try
        {
            return LockFile.Take(path, delete: true);
        }
        catch (IOException exception) when (LockFile.IsHeld(path))
        {
            throw new InputException(
                $"Another command is downloading '{destination}'. Wait until it has finished, then try again.",
                exception
            );
        }
    }

    private static bool HasPart(string part) => File.Exists(part) && new FileInfo(part).Length > 0;

    private static string Kept(string part, string destination) =>
        HasPart(part)
            ? "The downloaded part is kept; the same command continues."
            : $"Nothing was downloaded. Without a network, copy the file to '{destination}'.";

    private static async Task TransferAsync(
        HttpClient client,
        Uri source,
        string part,
        long have,
        long? length,
        IProgress<long>? progress,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        using HttpResponseMessage response = await SendAsync(client, request, source, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new InputException(
                $"{source}: the server answers {(int)response.StatusCode} ({response.ReasonPhrase}). Try again later, or give another source with --from."
            );
        }

        // A server that knows no ranges, or answers with another one, sends the file from its start.
        bool resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        if (response.StatusCode == HttpStatusCode.PartialContent && !resumes)
        {
            throw new InputException($"{source}: the server sent another part than the requested one. Delete '{part}' and try again.");
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        await using FileStream file = PartialFile.Open(part, resumes);
        long total = resumes ? have : 0;
        long? announced = length ?? response.Content.Headers.ContentLength;
        long most = announced ?? MostBytes;
        byte[] buffer = new byte[LeastBytes];
        using LeastRate rate = new(source, LeastBytes, patience, cancellation);
        int read;
        while ((read = await rate.ReadAsync(body, buffer)) > 0)
        {
            total += read;
            if (total > most)
            {
                file.Close();
                File.Delete(part);
                throw new InputException(
                    $"{source}: the server sends more than the {most} bytes of the expected file. Nothing was kept; give another source with --from."
                );
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(total);
        }

        await file.FlushAsync(cancellation);
        if (total < announced)
        {
            throw new InputException(
                $"{source}: the transfer broke off after {total} of {announced} bytes. {(length is null ? "Try again." : "The downloaded part is kept; the same command continues.")}"
            );
        }
    }

    // A server may answer with an address of any kind, which .NET follows or fails on in several ways.
    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        Uri source,
        CancellationToken cancellation
    )
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception exception)
            when (exception is UriFormatException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new InputException(
                $"{source}: the server redirects to an address that cannot be followed: {exception.Message.TrimEnd('.')}. Give another source with --from.",
                exception
            );
        }
    }
}

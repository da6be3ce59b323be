using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Repro.Data;

/// <summary>Brings a file of known length and checksum from the web; an interrupted transfer goes on where it stopped.</summary>
public static class Download
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Fetches into <c>DESTINATION.part</c>, asks for what is still missing where a part is there already, and moves the file into place
    /// only when its checksum is the expected one. A part with a wrong checksum is deleted, so that the next try starts afresh.
    /// </summary>
    /// <param name="sha256">The checksum, or null where none is known: then only the length is checked here, and the caller looks closer.</param>
    /// <param name="progress">Told the bytes that are there so far.</param>
    /// <param name="patience">How long a transfer may stand still before it counts as broken off; a minute if not given.</param>
    /// <exception cref="InputException">The server refuses or sends other bytes, the transfer breaks off or stands still, or the folder cannot be written to.</exception>
    public static Task FetchAsync(
        HttpClient client,
        Uri source,
        string destination,
        long length,
        string? sha256,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default,
        TimeSpan? patience = null) =>
        FetchAsync(client, source, destination, length, sha256 is null ? null : Checksum.Sha256(sha256), progress, cancellation, patience);

    /// <inheritdoc cref="FetchAsync(HttpClient, Uri, string, long, string, IProgress{long}, CancellationToken, TimeSpan?)"/>
    /// <param name="checksum">Of any kind that was published.</param>
    public static async Task FetchAsync(
        HttpClient client,
        Uri source,
        string destination,
        long length,
        Checksum? checksum,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default,
        TimeSpan? patience = null)
    {
        string part = destination + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
            long have = File.Exists(part) ? new FileInfo(part).Length : 0;
            if (have > length)
            {
                File.Delete(part);
                have = 0;
            }

            if (have < length)
            {
                await TransferAsync(client, source, part, have, length, progress, patience ?? DefaultPatience, cancellation);
            }

            if (checksum is not null && checksum.Of(part) is var found && found != checksum.Value)
            {
                File.Delete(part);
                throw new InputException($"{source}: wrong checksum: {checksum.Kind} {found}, expected {checksum.Value}. Nothing was kept; try again, or name another source with --from.");
            }

            File.Move(part, destination, overwrite: true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            string what = exception is HttpRequestException || HasPart(part) ? Kept(part, destination) : $"The file belongs to '{destination}'.";
            throw new InputException($"{source}: the download failed: {exception.Message.TrimEnd('.')}. {what}", exception);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new InputException($"{source}: the server did not answer in time. {Kept(part, destination)}", exception);
        }
    }

    private static bool HasPart(string part) => File.Exists(part) && new FileInfo(part).Length > 0;

    private static string Kept(string part, string destination) => HasPart(part)
        ? "What has arrived is kept; the same command goes on from there."
        : $"Nothing has arrived. Where there is no network the file can be brought by hand: '{destination}'.";

    private static async Task TransferAsync(
        HttpClient client, Uri source, string part, long have, long length, IProgress<long>? progress, TimeSpan patience, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new InputException($"{source}: the server answers {(int)response.StatusCode} ({response.ReasonPhrase}). Try again later, or name another source with --from.");
        }

        // A server that knows no ranges, or answers with another one, sends the file from its start.
        bool resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
        if (response.StatusCode == HttpStatusCode.PartialContent && !resumes)
        {
            throw new InputException($"{source}: the server sends another part than was asked for. Delete '{part}' and try again.");
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        await using FileStream file = new(part, resumes ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        long total = resumes ? have : 0;
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await ReadAsync(source, body, buffer, patience, cancellation)) > 0)
        {
            total += read;
            if (total > length)
            {
                file.Close();
                File.Delete(part);
                throw new InputException($"{source}: the server sends more than the {length} bytes of the expected file. Nothing was kept; name another source with --from.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(total);
        }

        await file.FlushAsync(cancellation);
        if (total < length)
        {
            throw new InputException($"{source}: the transfer broke off after {total} of {length} bytes. What has arrived is kept; the same command goes on from there.");
        }
    }

    // The client's own timeout ends with the headers; a body that stands still would hold the command for ever.
    private static async Task<int> ReadAsync(Uri source, Stream body, byte[] buffer, TimeSpan patience, CancellationToken cancellation)
    {
        using CancellationTokenSource stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(patience);
        try
        {
            return await body.ReadAsync(buffer, stalled.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && stalled.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            string seconds = patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new InputException($"{source}: the transfer stands still: nothing came for {seconds} s. What has arrived is kept; the same command goes on from there.", exception);
        }
    }
}

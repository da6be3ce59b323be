using System.Net;

namespace Repro.Specs.Data;

/// <summary>
/// What specs of fetching share: an empty data root, what the fetch reports, and a server that notes what it is asked for.
/// </summary>
internal abstract class FetchFixture
{
    private protected List<string> Said { get; } = [];

    private protected List<string> Asked { get; } = [];

    private protected TemporaryFolder Root { get; private set; } = null!;

    [SetUp]
    public void MakeRoot()
    {
        Root = new TemporaryFolder();
        Said.Clear();
        Asked.Clear();
    }

    [TearDown]
    public void RemoveRoot() => Root.Dispose();

    private protected static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 37 % 241))];

    /// <summary>Answers every request with the same bytes.</summary>
    private protected Func<HttpListenerRequest, HttpListenerResponse, Task> Answer(byte[] content) =>
        async (request, response) =>
        {
            Asked.Add(request.Url!.AbsolutePath);
            response.StatusCode = 200;
            await response.OutputStream.WriteAsync(content);
        };
}

namespace Repro.Cli.Output;

/// <summary>A standard stream that stops writing after its first error.</summary>
/// <param name="failed">Receives the error. If it returns false, the writer gets a <see cref="StandardOutputException"/>. Null: errors are
/// ignored.</param>
internal sealed class GuardedStream(Stream stream, Func<IOException, bool>? failed) : Stream
{
    private bool _broken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            stream.Write(buffer);
        }
        catch (IOException exception)
        {
            _broken = true;
            if (failed is not null && !failed(exception))
            {
                throw new StandardOutputException(exception);
            }
        }
    }

    // The standard streams of .NET have no buffer.
    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

namespace Repro;

/// <summary>
/// Refuses work that needs more memory than the process may use, before anything of it is allocated: the runtime would abort.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>Compares with the memory of the machine, of its container, or of the limit that .NET was given.</summary>
    /// <param name="bytes">What is allocated at least.</param>
    /// <param name="what">What needs it: <c>model 'vgg16'</c>.</param>
    /// <exception cref="InputException">It is more than the process may use.</exception>
    public static void Require(long bytes, string what) => Require(bytes, what, Available);

    /// <summary>Bytes that the process may use.</summary>
    internal static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <param name="available">Bytes that the process may use.</param>
    /// <inheritdoc cref="Require(long, string)"/>
    internal static void Require(long bytes, string what, long available)
    {
        if (bytes > available)
        {
            throw new InputException(
                $"There is not enough memory: {what} needs at least {ByteSize.Text(bytes)}, and this process may use {ByteSize.Text(available)}. Use a machine with more memory, or raise the limit."
            );
        }
    }
}

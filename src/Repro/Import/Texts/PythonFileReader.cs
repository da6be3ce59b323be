namespace Repro.Import.Texts;

/// <summary>Reads a program: all of it is code. Its comments and docstrings are prose; see <see cref="CodeComments"/>.</summary>
internal static class PythonFileReader
{
    /// <exception cref="InputException">The text is too large.</exception>
    public static SourceText Read(string name, string text) =>
        SourceText.Of(name, [new TextBlock(BlockKind.Code, null, 1, TextLines.Of(SourceText.Short(name, text)))]);
}

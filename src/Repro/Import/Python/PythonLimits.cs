namespace Repro.Import.Python;

/// <summary>
/// What the reader of Python accepts. Text from outside may be of any size and depth; no tutorial comes near these numbers.
/// </summary>
internal static class PythonLimits
{
    /// <summary>Characters of one piece of code.</summary>
    public const int MostCharacters = 2 << 20;

    /// <summary>Tokens of one statement.</summary>
    public const int MostTokens = 50_000;

    /// <summary>Brackets within brackets.</summary>
    public const int DeepestBrackets = 40;

    /// <summary>Blocks within blocks.</summary>
    public const int DeepestBlocks = 30;

    /// <summary>The words <c>lambda</c> and <c>else</c> of one statement, each of which may nest an expression.</summary>
    public const int MostNestingWords = 100;

    /// <summary>Levels of one expression's tree: chains of operators, calls and attributes count too.</summary>
    public const int DeepestExpression = 150;

    /// <summary>Formatted strings within formatted strings.</summary>
    public const int DeepestFormats = 2;
}

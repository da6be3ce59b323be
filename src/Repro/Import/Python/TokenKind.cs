namespace Repro.Import.Python;

/// <summary>The kinds of Python's tokens. Line ends and indentation are not tokens: see <see cref="LogicalLine"/>.</summary>
internal enum TokenKind
{
    None,
    Name,
    Keyword,
    Number,

    /// <summary>A string literal with its prefix and quotes, formatted or not.</summary>
    Text,

    /// <summary>An operator, bracket or delimiter.</summary>
    Symbol,
}

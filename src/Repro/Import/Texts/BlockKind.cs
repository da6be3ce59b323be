namespace Repro.Import.Texts;

/// <summary>What a part of a tutorial is.</summary>
internal enum BlockKind
{
    /// <summary>Text for readers. Link targets and markup of HTML are replaced by spaces, so that columns stay.</summary>
    Prose,

    /// <summary>Python, with its comments and docstrings.</summary>
    Code,

    /// <summary>What a program printed.</summary>
    Output,

    /// <summary>Shown and not read: code of other languages, examples inside a notebook's prose, front matter.</summary>
    Other,
}

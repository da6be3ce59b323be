namespace Repro.Import.Numerals;

/// <summary>How a number is written.</summary>
internal enum NumberForm
{
    /// <summary>12, 3,453,121, 0.91, 1e-4, ten, half a million.</summary>
    Plain,

    /// <summary>97.8 %, 99 percent.</summary>
    Percent,

    /// <summary>70-72 %, 90% to 93%.</summary>
    PercentSpan,

    /// <summary>0 to 255, between 0 and 1, [0, 1].</summary>
    Span,

    /// <summary>(28, 28, 1), (None, 10), (576,).</summary>
    Tuple,

    /// <summary>150x150, 28 by 28.</summary>
    Product,

    /// <summary>1/10, 1./255.</summary>
    Fraction,

    /// <summary>$2,550.</summary>
    Money,
}

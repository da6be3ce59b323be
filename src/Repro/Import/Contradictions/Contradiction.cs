using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Contradictions;

/// <summary>Two places of a text that disagree in a number, or in what they name.</summary>
/// <param name="Text">What disagrees, in one sentence.</param>
/// <param name="Places">In the order in which the sentence names them.</param>
/// <param name="Statements">Those that are claims; they get a group.</param>
internal sealed record Contradiction(string Text, IReadOnlyList<Place> Places, IReadOnlyList<Statement> Statements);

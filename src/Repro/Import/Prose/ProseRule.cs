using Repro.Claims;
using Repro.Import.Statements;

namespace Repro.Import.Prose;

/// <summary>What a rule makes of a number.</summary>
/// <param name="Relation">Null for what the words beside the number say.</param>
/// <param name="Value">Null for the number as it is written.</param>
internal sealed record Reading(StatementKind Kind, Topic Topic, Relation? Relation = null, StatedValue? Value = null);

/// <summary>A rule looks at a number in its sentence. The first rule that applies decides.</summary>
/// <returns>Null where it does not apply; an empty list where the number is no statement.</returns>
internal delegate IReadOnlyList<Reading>? ProseRule(Mention mention);

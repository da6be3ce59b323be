using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Import.Naming;
using Repro.Import.Programs;
using Repro.Import.Reading;
using Repro.Import.Statements;

namespace Repro.Import.Meaning;

/// <summary>
/// Which network a statement speaks of: the one that it names, else the one that was last made or changed before it, or the next one
/// behind it. Prose directly in front of the code of another network may mean either, unless its words or a heading decide, or it directly
/// follows the network before.
/// </summary>
/// <param name="placed">The networks at their places, in the order of the text.</param>
internal sealed partial class MeantNetworks(IReadOnlyList<PlacedNetwork> placed, TextOrder order)
{
    // How far behind a sentence the network that it announces may be.
    private const int NearCells = 4;
    private const int NearLines = 25;

    // Between a comment and the first layer is at most the call that begins the network.
    private const int CommentLines = 2;

    // A published network is spoken of even where it only serves as a layer.
    private readonly PlacedNetwork[] _whole =
    [
        .. placed.Where(network => !network.Model.IsPart || network.Model.Form == ModelForm.Application),
    ];

    /// <returns>The network; several where it could be any of them; none where the text has none.</returns>
    public IReadOnlyList<PlacedNetwork> Of(Statement statement)
    {
        if (Named(statement) is { } named)
        {
            return [Complete(named)];
        }

        if (Pronoun().IsMatch(statement.Quote) && Named(Before(statement)) is { } before)
        {
            return [Complete(before)];
        }

        PlacedNetwork? last = _whole.LastOrDefault(network => network.State.Place <= statement.Place);
        PlacedNetwork? next = _whole.FirstOrDefault(network =>
            network.State.Place > statement.Place && (last is null || IsOther(last, network, statement))
        );
        IReadOnlyList<PlacedNetwork> meant =
            last is null || next is null ? [.. new[] { last ?? next }.OfType<PlacedNetwork>()]
            : OneWithLayer(last, next, statement) is { } one && IsDirectlyBehind(statement, Begin(last, next)) ? [one]
            : statement.Origin switch
            {
                Origin.Prose => OfProse(statement, last, next),
                Origin.Comment => OfComment(statement, last, next),
                _ => [last],
            };
        return [.. meant.Select(Complete).DistinctBy(network => network.Written?.Name ?? network.Reason)];
    }

    /// <summary>The model that is named in front of the number of a statement, in the same clause; null for none.</summary>
    public ImportedModel? NamedWith(Statement statement)
    {
        int number = PercentIn(statement);
        string clause = number < 0 ? "" : NewClause().Split(statement.Quote[..number])[^1];
        return
            placed
                .Select(network => network.Model)
                .Where(model =>
                    model.Variable.Contains('_', StringComparison.Ordinal) && Names(model).Any(name => LastIndexOf(name, clause) >= 0)
                )
                .DistinctBy(model => model.Variable)
                .ToArray()
                is [var only]
            ? only
            : null;
    }

    private static int PercentIn(Statement statement) =>
        statement.Value is StatedValue.Number number
            ? Math.Max(
                NumberIn(statement),
                statement.Quote.IndexOf(
                    ((decimal)number.Amount * 100).ToString("0.####", CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                )
            )
            : -1;

    [GeneratedRegex(
        @"[,;]|\b(?:and|but|while|whereas|than|et|mais|que|y|und|pero)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex NewClause();

    /// <summary>Whether a place is close behind another one.</summary>
    public static bool IsNear(Place at, Place behind) =>
        at.Cell is { } cell && behind.Cell is { } other ? other - cell <= NearCells : behind.Line - at.Line <= NearLines;

    private PlacedNetwork[] OfProse(Statement statement, PlacedNetwork last, PlacedNetwork next)
    {
        Place begin = Begin(last, next);
        bool isOfNewSection =
            IsNear(statement.Place, begin)
            && !order.HasHeadingBetween(statement.Place, begin)
            && order.HasHeadingBetween(last.State.Place, statement.Place);
        // "A larger network was trained for 20 epochs", in front of its code.
        if (isOfNewSection && Introduces(statement))
        {
            return [next];
        }

        if (Backward().IsMatch(statement.Quote) || (!isOfNewSection && Seen().IsMatch(statement.Quote)))
        {
            return [last];
        }

        if (begin <= statement.Place)
        {
            return [next];
        }

        bool directly = IsDirectlyBehind(statement, begin);
        bool isNear = IsNear(statement.Place, begin);
        bool isInSection = isNear && !order.HasHeadingBetween(statement.Place, begin);
        if (statement.Topic.IsHeading)
        {
            // A heading speaks of its own section.
            return directly || isInSection ? [next]
                : isNear ? [last, next]
                : [last];
        }

        // The section of the last network ends between them.
        if (
            isNear
            && !isInSection
            && !order.HasHeadingBetween(last.State.Place, statement.Place)
            && !NewNetwork().IsMatch(statement.Quote)
            && !Announcement().IsMatch(statement.Quote)
        )
        {
            return [last];
        }

        bool isNewSection = isInSection && order.HasHeadingBetween(last.State.Place, statement.Place);
        return isNewSection || (directly && (Announcement().IsMatch(statement.Quote) || statement.Quote.EndsWith(':'))) ? [next]
            : (directly && !IsDirectlyAfter(last, statement)) || (isNear && NewNetwork().IsMatch(statement.Quote)) ? [last, next]
            : [last];
    }

    /// <summary>Whether a sentence introduces another network than those before it.</summary>
    public static bool Introduces(Statement statement) => Introduction().IsMatch(statement.Quote) && !Earlier().IsMatch(statement.Quote);

    // Nothing but prose is between them, and none of it speaks of what follows. "A network with ..." may introduce one.
    private bool IsDirectlyAfter(PlacedNetwork last, Statement statement) =>
        !Indefinite().IsMatch(statement.Quote)
        && order.CodeBetween(last.State.Place, statement.Place) == 0
        && order.ProseBefore(last.State.Place, statement.Place, statement.Quote) is var before
        && !Announcement().IsMatch(before)
        && !NewNetwork().IsMatch(before);

    private PlacedNetwork[] OfComment(Statement statement, PlacedNetwork last, PlacedNetwork next)
    {
        Place begin = Begin(last, next);
        return !IsDirectlyBehind(statement, begin) || last.State.Place.Overlaps(statement.Place) ? [last]
            : begin.Line - statement.Place.LastLine <= CommentLines || order.CodeBetween(last.State.Place, statement.Place) > 0 ? [next]
            : [last, next];
    }

    // Between them is no other code.
    private bool IsDirectlyBehind(Statement statement, Place begin) =>
        order.CodeBetween(statement.Place, begin) <= (statement.Origin == Origin.Prose ? 1 : 0);

    // The first layer that is not part of the network before; a function may contain it.
    private static Place Begin(PlacedNetwork last, PlacedNetwork next) =>
        next
            .State.Layers.Where(layer => layer.Nested is null)
            .Select(layer => layer.Place)
            .Where(place => place > last.State.Place)
            .Append(next.State.Place)
            .Min()!;

    // A network of the same layers is another one only for its trainable parameters.
    private static bool IsOther(PlacedNetwork last, PlacedNetwork next, Statement statement) =>
        last.Model != next.Model
        || last.State.Layers.Count != next.State.Layers.Count
        || (statement.Kind == StatementKind.Parameters && last.State.Json != next.State.Json);

    // "the Dropout layer": where one of the two has such a layer.
    private static PlacedNetwork? OneWithLayer(PlacedNetwork last, PlacedNetwork next, Statement statement)
    {
        if (statement.Topic.LayerClass is not { } layer || statement.Value is StatedValue.Number { Amount: 0 })
        {
            return null;
        }

        bool Has(PlacedNetwork network) => network.State.Layers.Any(one => one.ClassName == layer);
        return (Has(last), Has(next)) switch
        {
            (true, false) => last,
            (false, true) => next,
            _ => null,
        };
    }

    // A network that the code completes later, e.g. by a call that gives the shape of its input, is that later one.
    private PlacedNetwork Complete(PlacedNetwork network) =>
        network.Written is not null
            ? network
            : placed.FirstOrDefault(later =>
                later.Model == network.Model && later.Written is not null && later.State.Place >= network.State.Place
            ) ?? network;

    // "the convolutional base", "the smaller model": a network that the sentence names by its variable or by the application that it is.
    private PlacedNetwork? Named(Statement statement)
    {
        PlacedNetwork[] named = [.. placed.Where(network => Names(network.Model).Any(name => LastIndexOf(name, statement.Quote) >= 0))];

        // "The autoencoder has 50,992 parameters, the encoder 25,120": the name in front of the number.
        if (
            named.Select(network => network.Model.Variable).Distinct(StringComparer.Ordinal).Count() > 1
            && NumberIn(statement) is > 0 and var number
        )
        {
            string front = statement.Quote[..number];
            int last = named.Max(network => Names(network.Model).Max(name => LastIndexOf(name, front)));
            named = last < 0 ? named : [.. named.Where(network => Names(network.Model).Max(name => LastIndexOf(name, front)) == last)];
        }

        // Networks of the same name that the text makes later are not meant yet.
        PlacedNetwork[] before = [.. named.Where(network => network.State.Place <= statement.Place)];
        PlacedNetwork[] meant = before.Length > 0 ? before : named;
        return meant.Select(network => network.Model.Variable).Distinct(StringComparer.Ordinal).Count() != 1 ? null
            : before.Length > 0 ? before[^1]
            : named[0];
    }

    // The statement with the sentence in front of it as its words: "The generator takes ... It has ...".
    private Statement Before(Statement statement)
    {
        string words = order
            .ProseBefore(new Place(statement.Place.Cell, Math.Max(0, statement.Place.Line - NearLines)), statement.Place, statement.Quote)
            .TrimEnd()
            .TrimEnd('.');
        return statement with { Quote = words[(words.LastIndexOfAny(['.', '!', '?', '\n']) + 1)..] };
    }

    private static int LastIndexOf(string name, string words)
    {
        for (int at = words.Length; at > 0; )
        {
            at = words.LastIndexOf(name, at - 1, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return -1;
            }

            if (
                !IsBeforeNoun(name, words[(at + name.Length)..])
                && !IsWord(words, at - 1)
                && (!IsWord(words, at + name.Length) || char.IsAsciiDigit(words[at + name.Length]))
            )
            {
                return at;
            }
        }

        return -1;
    }

    // "The base network of our comparison" is not the base of a network.
    private static bool IsBeforeNoun(string name, string behind) => name == Base && OtherBase().IsMatch(behind);

    private static bool IsWord(string words, int at) =>
        at >= 0 && at < words.Length && (char.IsAsciiLetterOrDigit(words[at]) || words[at] == '_');

    /// <summary>Where the quote has the number of a statement; -1 where it writes the number in another way.</summary>
    public static int NumberIn(Statement statement) =>
        statement.Value is StatedValue.Number number
            ? Math.Max(
                statement.Quote.IndexOf(number.Amount.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal),
                statement.Quote.IndexOf(number.ToString(), StringComparison.Ordinal)
            )
            : -1;

    // What networks have as a variable and in prose; every text has a "model".
    private static readonly string[] Roles =
    [
        "autoencoder",
        "encoder",
        "decoder",
        "generator",
        "discriminator",
        "critic",
        "student",
        "teacher",
        "vae",
        "gan",
        "lenet",
        "alexnet",
    ];

    private const string Base = "the base";

    // What stands before "model" in every text.
    private static readonly string[] Determiners = ["a", "an", "another", "my", "new", "one", "other", "our", "the", "this", "that"];

    private static IEnumerable<string> Names(ImportedModel model)
    {
        if (Roles.Contains(model.Variable, StringComparer.OrdinalIgnoreCase))
        {
            yield return model.Variable;
        }

        if (model.Variable.Contains('_', StringComparison.Ordinal))
        {
            string words = model.Variable.Replace('_', ' ');
            yield return model.Variable;
            yield return words;
            yield return words.Replace("model", "network", StringComparison.Ordinal);
            yield return words.Replace("model", "modèle", StringComparison.Ordinal);
            // "a model" is any model, not "model_a".
            if (
                words.StartsWith("model ", StringComparison.OrdinalIgnoreCase)
                && !Determiners.Contains(words["model ".Length..], StringComparer.OrdinalIgnoreCase)
            )
            {
                yield return $"{words["model ".Length..]} model";
                yield return $"{words["model ".Length..]} network";
            }
        }

        if (model.Application is { } application)
        {
            yield return application;
            yield return "convolutional base";
            yield return "convolutional part";
            yield return "backbone";
            yield return Base;
        }
    }

    [GeneratedRegex(
        @"\b(?:above|previous(?:ly)?|so far|earlier|was|were|had|ended|(?:just|already) (?:\w+ed|built|made))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Backward();

    [GeneratedRegex(
        @"\b(?:an?|another) (?:[\w-]+ )?(?:new|larger|smaller|bigger|deeper|simpler|different|second|third) (?:[\w-]+ ){0,2}(?:network|model|convnet|CNN)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"\b(?:above|previous(?:ly)?|so far|earlier|before)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Earlier();

    // What can be seen may be printed by the code of a new section, too.
    [GeneratedRegex(
        @"\b(?:as (?:you|we) can see|you can see)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Seen();

    [GeneratedRegex(
        @"^[ -]?(?:networks?|models?|lines?|cases?|versions?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex OtherBase();

    [GeneratedRegex(@"^\W*(?:It|Its)\b", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex Pronoun();

    [GeneratedRegex(
        @"^\W*(?:An?|Here|This time)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex Indefinite();

    [GeneratedRegex(
        @"\b(?:will|we'll|let's|let us|below|following|going to|next|now|new|this time|instead|another|final (?:network|model)|complete (?:the|our|this)|(?:complete|whole|entire) (?:network|model)|add(?:ing|s)?|creat(?:e|es|ing)|build(?:s|ing)?|defin(?:e|es|ing)|instantiat(?:e|es|ing))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Announcement();

    [GeneratedRegex(
        @"\b(?:next|new|another|following|larger|smaller|bigger|deeper|simpler|different) (?:\w+ )?(?:network|model|convnet|CNN)\b|\b(?:will|let's|let us|going to) (?:\w+ )?(?:creat|build|defin|instantiat|mak)e?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NewNetwork();
}

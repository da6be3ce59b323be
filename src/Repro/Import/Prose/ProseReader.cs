using System.Text.RegularExpressions;
using Repro.Import.Numerals;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Import.Prose;

/// <summary>Finds what the prose of a tutorial states in numbers.</summary>
internal sealed partial class ProseReader(bool decimalCommas, FolderClasses classes)
{
    private const int LongestQuote = 160;

    // Characters of a sentence that rules look at on either side of a number.
    private const int Reach = 400;

    // A printed line with more numbers is an array.
    private const int MostNumbersOfLine = 12;
    private const int MostNumbers = 50_000;
    private int _read;
    private bool _isTask;

    // The first rule that applies decides, so the narrow ones come first.
    private static readonly ProseRule[] Rules =
    [
        ResultRules.Money,
        .. NoiseRules.All,
        .. TrainingRules.Batches,
        .. ResultRules.Comparisons,
        .. TrainingRules.Settings,
        .. DataRules.Ranges,
        .. NetworkRules.Counts,
        .. ResultRules.Scores,
        .. ShapeRules.All,
        .. DataRules.Sizes,
        .. NetworkRules.Layouts,
    ];

    private readonly NumberReader _numbers = new(decimalCommas);

    /// <param name="byLine">Whether each line is read for itself, as printed text is.</param>
    public IEnumerable<Statement> Read(TextBlock block, Origin origin, bool byLine = false)
    {
        IEnumerable<Statement> statements = (byLine ? Passages.LinesOf(block) : Passages.Of(block)).SelectMany(passage =>
            Read(passage, origin)
        );
        return origin == Origin.Output && block.Lines.Any(line => SearchLine().IsMatch(line))
            ? statements.Select(statement => statement with { Topic = statement.Topic with { IsOfSearch = true } })
            : statements;
    }

    // What a search over settings prints of its trials, as keras_tuner does.
    [GeneratedRegex(
        @"^\W*(?:Trial \d+ (?:Complete|summary)|Best \w+ So Far:|Hyperparameters:|Results summary|Showing \d+ best trials)",
        RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex SearchLine();

    [GeneratedRegex(@"\?['""”’)]*[.\s]*$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex IsQuestion();

    /// <summary>Whether a task is in front, of which what follows may be a part.</summary>
    public bool IsInTask => _isTask;

    /// <summary>What follows is no part of a task in front of it.</summary>
    public void EndTask() => _isTask = false;

    // "Question: define a network as follows:" and the list below it: what the reader shall make.
    private List<Statement> Read(Passage passage, Origin origin)
    {
        if (origin != Origin.Prose)
        {
            return ReadSentences(passage, origin);
        }

        bool opens = Topics.OpensTask(passage.Text);
        bool isTask = _isTask && passage.IsItem && !passage.IsHeading;
        _isTask = opens || isTask;
        List<Statement> statements = ReadSentences(passage, origin);
        return isTask
            ? [.. statements.Select(statement => statement with { Topic = statement.Topic with { Elsewhere = true } })]
            : statements;
    }

    private List<Statement> ReadSentences(Passage passage, Origin origin)
    {
        List<Statement> statements = [];
        IReadOnlyList<NumberToken> tokens = [.. _numbers.Read(passage.Text).Select(token => Grouped(token, passage.Text))];
        if (origin == Origin.Output && tokens.Count > MostNumbersOfLine)
        {
            return statements;
        }

        _read += tokens.Count;
        if (_read > MostNumbers)
        {
            throw new InputException(
                FormattableString.Invariant($"the text has more than {MostNumbers} numbers; it is data rather than a tutorial.")
            );
        }

        foreach ((int start, int end) in Sentences.Of(passage.Text))
        {
            string sentence = passage.Text[start..end];
            NumberToken[] within = [.. tokens.Where(token => token.Start >= start && token.End <= end)];
            NumberToken[] others = [.. within.Where(token => token.Form != NumberForm.Money)];
            List<(int Offset, Statement Statement)> found = [];
            foreach (NumberToken token in within)
            {
                Mention mention = new(
                    token,
                    Words.Tail(passage.Text[start..token.Start], Reach),
                    Words.Head(passage.Text[token.End..end], Reach),
                    Words.Tail(passage.Text[..start], Reach),
                    origin,
                    others,
                    classes
                );
                foreach (Reading reading in Apply(mention))
                {
                    StatedValue value = reading.Value ?? token.Value;
                    Topic topic = reading.Kind
                        is StatementKind.DataSize
                            or StatementKind.ClassCount
                            or StatementKind.Accuracy
                            or StatementKind.Loss
                            or StatementKind.ImageSize
                            or StatementKind.Shape
                        ? reading.Topic with
                        {
                            DataSets = string.Join(' ', Topics.DataSetsOf(mention)),
                        }
                        : reading.Topic;
                    found.Add(
                        (
                            token.Start,
                            new Statement(
                                passage.PlaceOf(token.Start),
                                origin,
                                reading.Kind,
                                reading.Relation ?? mention.Relation,
                                value,
                                topic,
                                Quote(sentence, token.Start - start)
                            )
                        )
                    );
                }
            }

            foreach (
                (int offset, Reading reading) in IsQuestion().IsMatch(sentence)
                    ? []
                    : WordRules.In(sentence, Words.Tail(passage.Text[..start], Reach))
            )
            {
                found.Add(
                    (
                        start + offset,
                        new Statement(
                            passage.PlaceOf(start + offset),
                            origin,
                            reading.Kind,
                            reading.Relation!.Value,
                            reading.Value!,
                            reading.Topic,
                            Quote(sentence, offset)
                        )
                    )
                );
            }

            statements.AddRange(Distinct([.. found.OrderBy(one => one.Offset).Select(one => one.Statement)]));
        }

        return passage.IsHeading
            ? [.. statements.Select(statement => statement with { Topic = statement.Topic with { IsHeading = true } })]
            : statements;
    }

    // "70.000 images": nothing has a fraction of images, so the point stands between groups of digits.
    private static NumberToken Grouped(NumberToken token, string text) =>
        token is { Form: NumberForm.Plain, Value: StatedValue.Number { Digits: 3 } }
        && ThreeZeros().IsMatch(text[token.Start..token.End])
        && CountedNoun().IsMatch(Words.Head(text[token.End..], Reach))
            ? token with
            {
                Value = new StatedValue.Number(Math.Round(1000 * token.Amount)),
            }
            : token;

    [GeneratedRegex(@"^\d{1,3}\.000$", RegexOptions.CultureInvariant, PatternTime.LimitMilliseconds)]
    private static partial Regex ThreeZeros();

    [GeneratedRegex(
        $@"^[ -]?{Vocabulary.Adjectives}(?:{Vocabulary.Samples}|{Vocabulary.Parameters}|{Vocabulary.Classes}|words\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        PatternTime.LimitMilliseconds
    )]
    private static partial Regex CountedNoun();

    private static IReadOnlyList<Reading> Apply(Mention mention)
    {
        foreach (ProseRule rule in Rules)
        {
            if (rule(mention) is { } readings)
            {
                return readings;
            }
        }

        return [];
    }

    // "about 0.91 (or 91%)" states one thing twice.
    private static List<Statement> Distinct(IReadOnlyList<Statement> statements)
    {
        List<Statement> distinct = [];
        foreach (Statement statement in statements)
        {
            bool again = distinct.Any(other =>
                other.Kind == statement.Kind
                && Same(other.Value, statement.Value)
                && other.Topic.Raw == statement.Topic.Raw
                && other.Topic.Class == statement.Topic.Class
                && (other.Kind is not (StatementKind.DataSize or StatementKind.Shape) || other.Topic.Part == statement.Topic.Part)
            );
            if (!again)
            {
                distinct.Add(statement);
            }
        }

        return distinct;
    }

    private static bool Same(StatedValue one, StatedValue other) =>
        (one, other) is (StatedValue.Number left, StatedValue.Number right) ? left.Amount == right.Amount : one.Equals(other);

    private static string Quote(string sentence, int offset)
    {
        string words = string.Join(' ', sentence.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        if (words.Length <= LongestQuote)
        {
            return words;
        }

        // The words around the number, cut between two of them where there are spaces.
        int from = Math.Clamp(offset - (LongestQuote / 2), 0, sentence.Length);
        int to = Math.Min(sentence.Length, from + LongestQuote);
        int begin =
            from == 0 ? 0
            : sentence.IndexOf(' ', from, offset - from) is >= 0 and var space ? space
            : from;
        int end =
            to == sentence.Length ? to
            : sentence.LastIndexOf(' ', to - 1, to - offset) is >= 0 and var last ? last
            : to;
        string part = string.Join(' ', sentence[begin..end].Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return $"{(begin > 0 ? "… " : "")}{part}{(end < sentence.Length ? " …" : "")}";
    }
}

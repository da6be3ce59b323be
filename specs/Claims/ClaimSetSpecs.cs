using Repro.Claims;
using Repro.Claims.Files;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class ClaimSetSpecs
{
    private const string Header = "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n";
    private static readonly string[] Probes = ["model", "run"];

    [Test]
    public void Reads_a_claim_with_all_its_parts()
    {
        Claim claim = Book("a-claim,003,124,It reaches 99 %.,small,mnist run:m,run:m/test_acc@last,~,0.99,0.005,C01 C02,open,printed")
            .Claims.Single();

        claim
            .Should()
            .BeEquivalentTo(
                new
                {
                    Id = "a-claim",
                    Document = "003",
                    Where = new
                    {
                        Cell = (int?)null,
                        Line = 124,
                        LastLine = 124,
                    },
                    Statement = "It reaches 99 %.",
                    Reason = "printed",
                    Place = "document-003:124",
                }
            );
        claim.Groups.Should().Equal("C01", "C02");
        claim.Check!.Needs.Should().Equal("mnist", "run:m");
        claim.Check.ToString().Should().Be("run:m/test_acc@last ~ 0.99 +- 0.005");
        (claim.Check.Tier, claim.Check.Standing).Should().Be((Tier.Small, ExpectedVerdict.Open));
    }

    [TestCase("12-20", "document-003:12-20")]
    [TestCase("cell 8:3", "document-003:cell 8:3")]
    public void A_place_may_be_a_range_or_a_cell(string line, string place) =>
        Book($"a,003,{line},Prose.,,,,,,,,,a matter of taste").Claims.Single().Place.Should().Be(place);

    [Test]
    public void A_row_without_an_address_is_not_executable()
    {
        Claim claim = Book("a,003,1,Prose.,,,,,,,,,a matter of taste").Claims.Single();

        claim.Check.Should().BeNull();
        Judge
            .Decide(claim, new ProbeRegistry())
            .Should()
            .BeEquivalentTo(new { Verdict = Verdict.NotExecutable, Why = "a matter of taste" });
    }

    [Test]
    public void The_columns_of_the_reference_are_those_that_the_reader_requires()
    {
        Action read = () => ClaimSet.Of(Probes, ("003.csv", "nothing\n")).Whole();

        read.Should()
            .Throw<InputException>()
            .WithMessage($"*the header does not have {string.Join(", ", ClaimColumn.All.Select(column => column.Name))}");
        Header.Should().Be(string.Join(',', ClaimColumn.All.Select(column => column.Name)) + "\n");
    }

    [Test]
    public void The_forms_of_the_reference_are_read()
    {
        Expectation
            .Forms.Select(form => Expectation.Parse(form.Form).ToString())
            .Should()
            .Equal(Expectation.Forms.Select(form => form.Form));
        Relations
            .Described.Should()
            .OnlyContain(relation => Relations.Parse(relation.Sign) != null)
            .And.HaveCount(Enum.GetValues<Relation>().Length);
    }

    [Test]
    public void A_column_that_is_there_twice_is_refused()
    {
        Action read = () =>
            ClaimSet.Of(Probes, ("003.csv", Header.Trim() + ",expected\na,003,1,S,fast,,model:m/q,=,1,,,holds,,2\n")).Whole();

        read.Should().Throw<InputException>().WithMessage("*003.csv:1: the header has the column 'expected' twice*");
    }

    [Test]
    public void A_file_that_is_not_UTF_8_is_refused()
    {
        Action read = () => Book("a,003,1,Caf\uFFFD.,,,,,,,,,taste");

        read.Should().Throw<InputException>().WithMessage("*003.csv:2: a character is not valid UTF-8; save the file as UTF-8*");
    }

    [TestCase("a,003,1,S,,,,,,,,,", "reason")]
    [TestCase("a,003,1,S,fast,,,,,,,,prose", "tier")]
    [TestCase("a,003,1,,fast,,model:m/q,=,1,,,holds,", "statement")]
    [TestCase("a,004,1,S,fast,,model:m/q,=,1,,,holds,", "document")]
    [TestCase("a,003,zero,S,fast,,model:m/q,=,1,,,holds,", "line")]
    [TestCase("a b,003,1,S,fast,,model:m/q,=,1,,,holds,", "id")]
    [TestCase("a,003,1,S,quick,,model:m/q,=,1,,,holds,", "tier")]
    [TestCase("a,003,1,S,fast,mnist,model:m/q,=,1,,,holds,", "tier")]
    [TestCase("a,003,1,S,fast,,model:m,=,1,,,holds,", "address")]
    [TestCase("a,003,1,S,fast,,modle:m/q,=,1,,,holds,", "address")]
    [TestCase("a,003,1,S,fast,,model:m/q,==,1,,,holds,", "relation")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,abc,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,modle:m/q,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,in,5,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,1..2,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,in,2..1,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,contains,7,,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,<,\"\"\"x\"\"\",,,holds,", "expected")]
    [TestCase("a,003,1,S,fast,,model:m/q,~,1,,,holds,", "margin")]
    [TestCase("a,003,1,S,fast,,model:m/q,~,1,-1,,holds,", "margin: '-1' is not a number above 0.")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,1,,,true,", "standing")]
    [TestCase("a,003,1,S,small,mnist,run:m/test_acc@last,~,0.99,0.005,,holds,", "needs: a claim on the run 'm' needs 'run:m'")]
    [TestCase("a,003,1,S,small,run:m,run:m[vs n]/test_acc_gain@last,>,0,,,holds,", "needs: a claim on the run 'n' needs 'run:n'")]
    [TestCase("a,003,1,S,small,run:m,run:m/test_acc@last,>,run:n/test_acc@last,,,holds,", "needs: a claim on the run 'n' needs 'run:n'")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,1,,,refuted,", "reason: a refuted claim must have a reason why")]
    [TestCase(
        "a,003,1,S,small,run:m;run:n,run:m/test_acc@last,>,run:n/test_acc@last,,,holds,",
        "needs: a claim on the run 'm' needs 'run:m'; names in this column are separated by spaces"
    )]
    [TestCase("a,003,1,S,prose,,,,,,,,taste", "tier: 'prose' has no meaning without an address; leave the column empty")]
    [TestCase(
        "a,003,1,A \"quoted\" word,fast,,model:m/q,=,1,,,holds,",
        "the row cannot be parsed: it has a quotation mark inside a text;*"
    )]
    [TestCase("a,003,1,S,fats,,model:m/q,=,1,,,holds,", "tier: 'fats' must be one of fast, small, long. Did you mean 'fast'?")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,1,,,hold,", "standing: 'hold' must be one of *. Did you mean 'holds'?")]
    [TestCase("a,003,1,S,fast,,model:m/q,==,1,,,holds,", "relation: '==' must be one of *. Did you mean '='?")]
    [TestCase("a,003,1,S,fast,,model:m/q,≥,1,,,holds,", "relation: '≥' must be one of *. Did you mean '>='?")]
    [TestCase("a,003,1,S,fast,,model:m/q,contain,1,,,holds,", "relation: 'contain' must be one of *. Did you mean 'contains'?")]
    [TestCase("a,003,1,\"S,fast,,model:m/q,=,1,,,holds,", "the row cannot be parsed: it has an odd number of quotation marks")]
    [TestCase(
        "a,003,1,\"S,fast,,model:m/q,=,1,,,holds,\nb,003,1,S,fast,,model:m/q,=,1,,,holds,",
        "the row cannot be parsed: it has an odd number of quotation marks"
    )]
    [TestCase("a,003,1,S,fast", "the row cannot be parsed: it has 5 columns and the header has 13")]
    [TestCase(
        "a,003,1,S, and more,fast,,model:m/q,=,1,,,holds,",
        "the row cannot be parsed: it has 14 columns and the header has 13; put a text with a comma in quotation marks"
    )]
    [TestCase("a,003,1,S,fast,,model:m/q,=,99 %,,,holds,", "expected: '99 %' is not an expected value. Write 0.99.")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,99.08%,,,holds,", "expected: '99.08%' is not an expected value. Write 0.9908.")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,\"79,332\",,,holds,", "expected: '79,332' is not an expected value. Write 79332.")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,\"(28, 28, 1)\",,,holds,", "expected: '(28, 28, 1)' is not an expected value. Write 28x28x1.")]
    [TestCase("a,003,1,S,fast,,model:m/q,=,\"0,9\",,,holds,", "expected: '0,9' is not an expected value. Write 0.9.")]
    [TestCase("a,003,1,S,fast,,model:m/q,~,0.9,\"0,01\",,holds,", "margin: '0,01' is not a number above 0. Write 0.01.")]
    [TestCase(
        "a,003,1,S,fast,,model:m/q,=,relu,,,holds,",
        "expected: 'relu' is not an expected value. Write a text in quotation marks; in a CSV file that is \"\"\"relu\"\"\"."
    )]
    public void An_error_names_file_line_and_column(string row, string column)
    {
        Action read = () => Book(row);

        read.Should().Throw<InputException>().WithMessage($"*003.csv:2: {column}*");
    }

    [TestCase("a,003,1,S,fast,,data:s/count,=,1,,,holds,", "needs: a claim on the data set 's' needs 's'")]
    [TestCase("a,003,1,S,fast,s,data:s/count,=,1,,,holds,", "tier: a fast claim must not need data")]
    public void A_claim_about_a_data_set_needs_it_and_is_not_fast(string row, string error)
    {
        Action read = () => ClaimSet.Of(["data"], ("003.csv", Header + row)).Whole();

        read.Should().Throw<InputException>().WithMessage($"*003.csv:2: {error}*");
    }

    [Test]
    public void A_line_number_counts_lines_of_the_file_through_quoted_fields()
    {
        Action read = () => Book("a,003,1,\"two\nlines\",,,,,,,,,prose\nb,003,1,S,,,,,,,,,");

        read.Should().Throw<InputException>().WithMessage("*003.csv:4: reason*");
    }

    [Test]
    public void All_errors_are_reported_at_once()
    {
        Action read = () => Book("a,003,1,S,fast,,model:m,=,1,,,holds,\nA,003,x,S,,,,,,,,,prose");

        read.Should().Throw<InputException>().WithMessage("*2 errors*csv:2: address*csv:3: line*");
    }

    [Test]
    public void An_id_is_used_once_in_the_whole_book()
    {
        Action read = () => Book("a,003,1,S,,,,,,,,,prose\nA,003,2,S,,,,,,,,,prose");

        read.Should().Throw<InputException>().WithMessage("*csv:3: id: 'A' is already used at 003.csv:2*");
    }

    [TestCase("003.csv", "", "empty")]
    [TestCase("003.csv", "id,document,line\n", "does not have statement")]
    [TestCase(
        "003.csv",
        "id,document,line,statement,tier,needs,adress,relation,expected,margin,group,standing,reason,note\n",
        "does not have address; 'adress' is unknown. Did you mean 'address'?"
    )]
    [TestCase("003.csv", "id;document;line\n", "separated by commas")]
    [TestCase("a b.csv", "id\n", "called DOCUMENT.csv")]
    public void A_file_that_is_no_book_is_refused(string name, string content, string message)
    {
        Action read = () => ClaimSet.Of(Probes, (name, content)).Whole();

        read.Should().Throw<InputException>().WithMessage($"*{name}:1:*{message}*");
    }

    [Test]
    public void A_file_with_an_error_is_left_out_and_the_others_are_read()
    {
        ClaimSet book = ClaimSet.Of(
            Probes,
            ("001.csv", Header + "a,001,x,S,,,,,,,,,prose\nb,001,2,S,,,,,,,,,prose\n"),
            ("003.csv", Header + "c,003,1,S,,,,,,,,,prose\n"),
            ("004.csv", Header + "C,004,1,S,,,,,,,,,prose\n")
        );

        book.Claims.Select(claim => claim.Id).Should().Equal("c");
        book.Broken.Select(file => (file.Name, file.Document)).Should().Equal(("001.csv", "001"), ("004.csv", "004"));
        ClaimSet
            .ErrorsOf(book.Broken)
            .Should()
            .Match("The claim files have 2 errors:\n*001.csv:2: line*\n*004.csv:2: id: 'C' is already used*");
    }

    [TestCase("\0")]
    [TestCase("\u001b]0;title\a")]
    public void A_control_character_in_a_claim_file_is_refused(string text)
    {
        Action read = () => Book($"a,003,1,S,,,,,,,,,prose\nb,003,2,{text},,,,,,,,,prose");

        read.Should()
            .Throw<InputException>()
            .Which.Message.Should()
            .MatchRegex(@"003\.csv:3: the control character U\+00[01][0B] is not allowed")
            .And.NotContain(text);
    }

    // 1.2 million rows of nothing but commas fit into the longest file.
    [Test]
    public void Errors_are_counted_up_to_a_hundred_rows()
    {
        Action read = () => Book(string.Concat(Enumerable.Repeat(",,,,,,,,,,,,\n", 1000)));

        read.Should().Throw<InputException>().Which.Message.Split('\n').Length.Should().BeLessThan(110);
    }

    private static ClaimSet Book(string rows) => ClaimSet.Of(Probes, ("003.csv", Header + rows + "\n")).Whole();
}

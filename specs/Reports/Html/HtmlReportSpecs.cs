using System.Globalization;
using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Claims.Files;
using Repro.Project;
using Repro.Reports.Html;
using Repro.Specs.Claims;
using Repro.Training.State;

namespace Repro.Specs.Reports.Html;

/// <summary>The page that people read; .ci/report looks at a whole one in a browser.</summary>
[Category("Fast")]
internal sealed partial class HtmlReportSpecs
{
    private const string Hostile = "</script><script>alert(\"1\")</script> & 'it' <img src=x onerror=alert(2)>";

    // What everybody sees of it; style and script are files of their own.
    [Test]
    public async Task A_made_verification()
    {
        string page = Page("");

        await Verify(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<script>", StringComparison.Ordinal)].TrimEnd())
            .UseDirectory("../../Snapshots");
    }

    [Test]
    public void A_commit_that_the_files_differ_from_is_marked()
    {
        ReportContents made = MadeReport.Contents();
        ReportContents modified = made with { Origin = made.Origin with { Source = new CheckedOut("0123456789", IsModified: true) } };

        HtmlReport.Of(modified).Should().Contain("at commit <code>0123456789</code> with uncommitted changes by");
        HtmlReport.Of(made).Should().NotContain("uncommitted");
    }

    [TestCase("ko-KR")]
    [TestCase("de-DE")]
    [TestCase("ru-RU")]
    public void It_is_the_same_to_the_byte_under_every_culture(string culture) => Page(culture).Should().Be(Page(""));

    [Test]
    public void Text_that_is_markup_stays_text()
    {
        string page = HtmlReport.Of(MadeReport.Contents(Hostile));

        page.Should().Contain("&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)");
        ScriptTag().Matches(page).Should().HaveCount(1, "the page's own");
        page.Should().NotContain("<img src=x");
    }

    [Test]
    public void Lines_of_a_published_document_are_links()
    {
        ReportContents made = MadeReport.Contents();
        LineAddress.TryParse("https://example.org/a.md?a&b#L{line}-L{last_line}", out LineAddress? lines).Should().BeTrue();
        DocumentDeclaration published = made.Project.Documents[0] with { Url = "https://example.org/a?\"&", LineUrl = lines };
        string page = HtmlReport.Of(made with { Project = made.Project with { Documents = [published] } });

        page.Should().Contain("<td><a href=\"https://example.org/a.md?a&amp;b#L12-L12\" rel=\"noopener noreferrer\">12</a></td>");
        page.Should().Contain("<a href=\"https://example.org/a?&quot;&amp;\" rel=\"noopener noreferrer\">");
        page.Should().Contain("<td>124</td>", "document 003 is not published");
    }

    [Test]
    public void It_asks_nothing_of_any_network()
    {
        string page = Page("").Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);

        page.Should()
            .NotContain("http:")
            .And.NotContain("https:")
            .And.NotContain("url(")
            .And.NotContain("@import")
            .And.Contain(System.Net.WebUtility.HtmlEncode("default-src 'none'"));
        Source()
            .Matches(page)
            .Should()
            .OnlyContain(match => match.Groups[1].Value.StartsWith("data:", StringComparison.Ordinal))
            .And.NotBeEmpty();
    }

    [Test]
    public void Links_lead_to_places_of_the_page_and_no_place_is_there_twice()
    {
        string page = Page("");
        string[] ids = [.. Ids().Matches(page).Select(match => match.Groups[1].Value)];
        IEnumerable<string> links = Links().Matches(page).Select(match => match.Groups[1].Value);

        ids.Should().OnlyHaveUniqueItems();
        links.Should().NotBeEmpty().And.BeSubsetOf(ids);
    }

    [Test]
    public void The_policy_names_the_script_that_is_in_the_page()
    {
        string page = Page("");
        string script = page[
            (page.IndexOf("<script>", StringComparison.Ordinal) + "<script>".Length)..page.IndexOf("</script>", StringComparison.Ordinal)
        ];
        string digest = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));

        page.Should().Contain(System.Net.WebUtility.HtmlEncode($"'sha256-{digest}'"));
    }

    [Test]
    public void Headline_claims_are_claims_of_the_project_with_one_number_each()
    {
        ClaimResult[] results = [.. Own.Claims.Executable.Select(claim => new ClaimResult(claim, Finding.Missing("trainings", "train")))];
        IReadOnlyList<DocumentDeclaration> documents = Own.Host.Project.File.Documents;

        HeadlineAnswer
            .Of(documents, results, Own.Host.Probes())
            .Select(answer => answer.Result.Claim.Id)
            .Should()
            .Equal(documents.SelectMany(document => document.Headline).Select(card => card.Claim));
    }

    [TestCase("cout", "*'003' names the claim 'cout', which does not exist. Did you mean 'count'?*")]
    [TestCase("text", "*names the claim 'text', whose expected value is not a number.")]
    [TestCase("prose", "*names the claim 'prose', whose expected value is not a number.")]
    public void A_headline_that_no_report_would_show_is_refused(string claim, string message)
    {
        const string Header = "id,document,line,statement,tier,needs,address,relation,expected,margin,group,standing,reason\n";
        ClaimSet book = ClaimSet
            .Of(
                ["model"],
                (
                    "003.csv",
                    Header
                        + "count,003,1,s,fast,,model:m/total_params,=,1,,,holds,\ntext,003,2,s,fast,,model:m/layers,=,\"\"\"a\"\"\",,,holds,\nprose,003,3,s,,,,,,,,,an opinion\n"
                )
            )
            .Whole();
        IReadOnlyList<DocumentDeclaration> documents =
        [
            new DocumentDeclaration("003", null, null, null, null, [new HeadlineCard("count", "A"), new HeadlineCard(claim, "B")], []),
        ];

        FluentActions.Invoking(() => HeadlineAnswer.Require(documents, book)).Should().Throw<InputException>().WithMessage(message);
    }

    [TestCase("run:mnist-convnet/test_acc@last", 0.9908, "99.08 %")]
    [TestCase("run:mnist-convnet/val_acc@argmax", 7, "7")]
    [TestCase("run:mnist-convnet/test_loss@last", 0.0271, "0.0271")]
    [TestCase("model:m/total_params", 13610, "13610")]
    public void Only_accuracies_are_shown_in_percent(string address, double number, string text) =>
        new HeadlineAnswer("A", new ClaimResult(Made.Claim("a", Made.Check(address, "=", "1", null)), Finding.Missing("a", "b")), [])
            .Show(number)
            .Should()
            .Be(text);

    private static string Page(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return HtmlReport.Of(MadeReport.Contents());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [GeneratedRegex("<script")]
    private static partial Regex ScriptTag();

    [GeneratedRegex(" src=\"([^\"]*)\"")]
    private static partial Regex Source();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex Links();
}

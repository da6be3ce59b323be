namespace Repro.Reports.Html;

/// <summary>The drawn pictures.</summary>
internal static class PicturesSection
{
    public static Markup Of(ReportContents contents) => Markup.If(contents.Pictures.Count > 0, () => Markup.Of(
        $"""
        <section id="pictures" aria-labelledby="pictures-h">
        <h2 id="pictures-h">What the networks see</h2>
        {contents.Pictures.GroupBy(picture => picture.Subject).Select(Subject)}</section>

        """));

    private static Markup Subject(IGrouping<string, ReportPicture> pictures) => Markup.Of(
        $"""
        <h3>{char.ToUpperInvariant(pictures.Key[0]).ToString()}{pictures.Key[1..]}</h3>
        <div class="pictures">
        {pictures.Select(Picture)}</div>

        """);

    private static Markup Picture(ReportPicture picture) => Markup.Of(
        $"<figure><img alt=\"{picture.Title}\" loading=\"lazy\" src=\"data:{picture.Type};base64,{Convert.ToBase64String(picture.Content)}\"><figcaption><strong>{picture.Title}</strong> {picture.Caption}</figcaption></figure>\n");
}

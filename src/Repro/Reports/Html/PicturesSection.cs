namespace Repro.Reports.Html;

/// <summary>The drawn pictures.</summary>
internal static class PicturesSection
{
    public static Markup Of(ReportContents contents) => Markup.If(contents.Pictures.Count > 0, () => Markup.Of(
        $"""
        <section id="pictures" aria-labelledby="pictures-h">
        <h2 id="pictures-h">What the networks see</h2>
        <div class="pictures">
        {contents.Pictures.Select(Picture)}</div>
        </section>

        """));

    private static Markup Picture(ReportPicture picture) => Markup.Of(
        $"<figure><img alt=\"{picture.Name}\" loading=\"lazy\" src=\"data:{picture.Type};base64,{Convert.ToBase64String(picture.Content)}\"><figcaption>{picture.Caption}</figcaption></figure>\n");
}

namespace Repro.Reports.Html;

/// <summary>The drawn images.</summary>
internal static class FiguresSection
{
    public static Markup Of(ReportContents contents) =>
        Markup.If(
            contents.Images.Count > 0,
            () =>
                Markup.Of(
                    $"""
                    <section id="pictures" aria-labelledby="pictures-h">
                    <h2 id="pictures-h">Figures</h2>
                    {contents.Images.GroupBy(image => image.Subject).Select(Subject)}</section>

                    """
                )
        );

    private static Markup Subject(IGrouping<string, ReportFigure> images) =>
        Markup.Of(
            $"""
            <h3>{char.ToUpperInvariant(images.Key[0]).ToString()}{images.Key[1..]}</h3>
            <div class="pictures">
            {images.Select(Image)}</div>

            """
        );

    private static Markup Image(ReportFigure image) =>
        Markup.Of(
            $"<figure><img alt=\"{image.Title}\" loading=\"lazy\" src=\"data:{image.Type};base64,{Convert.ToBase64String(image.Content)}\"><figcaption><strong>{image.Title}</strong> {image.Caption}</figcaption></figure>\n"
        );
}

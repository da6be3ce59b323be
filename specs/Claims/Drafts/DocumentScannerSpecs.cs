using Repro.Claims;
using Repro.Claims.Drafts;
using Repro.Claims.Files;

namespace Repro.Specs.Claims.Drafts;

/// <summary>Figures are found by their form, with their line; nothing of a draft is a claim.</summary>
[Category("Fast")]
public class DocumentScannerSpecs
{
    private const string Text = """
        # A tutorial
        conv2d_1 (Conv2D)   (None, 26, 26, 32)   320
        input_3 (InputLayer)   [(None, 150, 150, 3)]   0
        Total params: 55,744
        Non-trainable params: 0
        model.add(layers.Conv2D(64, (3, 3), activation='relu'))
        model.fit(images, labels, epochs=5, batch_size=64)
        datagen = ImageDataGenerator(rescale=1./255, target_size=(150, 150), loss='mse')
        It reaches 97.8% in the end, in version 1.5.
        """;

    [Test]
    public void It_finds_rows_totals_layers_settings_and_percentages() =>
        DocumentScanner.Scan(Text).Select(draft => $"{draft.Line} {draft.Address} {draft.Relation} {draft.Expected}").Should().Equal(
            "2 model:?/summary_row = \"conv2d_1 (Conv2D) (None, 26, 26, 32) 320\"",
            "3 model:?/summary_row = \"input_3 (InputLayer) (None, 150, 150, 3) 0\"",
            "4 model:?/total_params = 55744",
            "5 model:?/non_trainable_params = 0",
            "6 model:?/keras_call = \"Conv2D(64, (3, 3), activation='relu')\"",
            "7 config:?/epochs = 5",
            "7 config:?/batch_size = 64",
            "8 config:?/rescale = 0.00392156862745098",
            "8 config:?/target_size = 150x150",
            "8 config:?/loss = \"mse\"",
            "9 run:?/? ~ 0.978");

    [Test]
    public void The_claim_book_takes_no_draft()
    {
        string draft = DraftFile.Write(DocumentScanner.Scan(Text), "900", Text.Length);

        draft.Should().Contain("\nno,,900,4,,,,model:?/total_params,=,55744,,,open,\n");
        FluentActions.Invoking(() => ClaimSet.Of(["model"], ("900.csv", draft)).Whole()).Should().Throw<InputException>();
    }

    [Test]
    public void A_score_counts_what_the_book_has_and_what_the_draft_found()
    {
        Claim[] claims = [Made.Claim("total", Made.Check("model:m/total_params", "=", "55744", null)) with { Where = new Place(null, 4) }, Made.Claim("other", Made.Check("model:m/q", "=", "1", null)) with { Where = new Place(null, 4) }];

        DraftScore score = DraftScore.Of([.. DocumentScanner.Scan(Text)], claims);

        score.Should().Be(new DraftScore(11, 1, 2, 1));
        score.Recall.Should().Be(0.5);
    }
}

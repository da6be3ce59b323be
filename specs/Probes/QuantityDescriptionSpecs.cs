using System.Text.RegularExpressions;
using Repro.Claims;
using Repro.Cli.Hosting;
using Repro.Hosting;

namespace Repro.Specs.Probes;

/// <summary>Every probe describes all that it measures, in forms that it understands.</summary>
[Category("Fast")]
internal sealed partial class QuantityDescriptionSpecs
{
    // Without data, so that no address reads files of this machine.
    private static readonly Lazy<ReproHost> Host = new(() => HostSource.Of(Own.Host.Project, Own.Settings with { DataRoot = null }));

    private static readonly Lazy<ProbeRegistry> Probes = new(() => Host.Value.Probes());

    private static readonly Lazy<IReadOnlyList<QuantityDescription>> Descriptions = new(() => Probes.Value.Quantities);

    // Words in capital letters stand for names; a pattern for each form.
    private static readonly Lazy<Dictionary<QuantityDescription, Regex>> Patterns = new(() =>
        All.ToDictionary(
            quantity => quantity,
            quantity => new Regex($"^{Name(quantity.Address[(quantity.Address.LastIndexOf('/') + 1)..])}$", RegexOptions.CultureInvariant)
        )
    );

    private static IReadOnlyList<QuantityDescription> All => Descriptions.Value;

    // What stands for the words in capital letters where addresses name things of a project.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["RUN"] = "catsdogs-augmented",
        ["OTHER"] = "catsdogs-scratch",
        ["METRIC"] = "val_acc",
        ["IMAGE"] = "cat.1700",
        ["LAYER"] = "conv2d_5",
        ["CHANNEL"] = "0",
        ["ROW"] = "0",
        ["COLUMN"] = "0",
        ["SET"] = "cats_and_dogs_small",
        ["SPLIT"] = "train",
        ["PART"] = "train",
        ["CLASS"] = "cats",
        ["N"] = "1",
        ["NAME"] = "vgg16-top-224",
        ["BASE"] = "vgg16-base-150",
        ["LEFT"] = "0",
        ["TOP"] = "0",
        ["RIGHT"] = "2",
        ["BOTTOM"] = "2",
        ["INDEX"] = "1",
        ["IDENTIFIER"] = "n1",
        ["QUANTITY"] = "samples",
        ["NETWORK"] = "activation-model, after catsdogs-scratch",
        ["STYLE"] = "003",
        ["FIGURE"] = "accuracy",
        ["ENTRY"] = "Training acc",
        ["CURVE"] = "acc",
    };

    // Forms that need other words.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["prediction:NAME[IMAGE CLASS]/probability"] = "prediction:vgg16-top-224[elephant tusker]/probability",
        ["algorithm:validation-pass{RUN}[made pictures]/changed_pixels"] =
            "algorithm:validation-pass{catsdogs-augmented}[made pictures]/changed_pixels",
        ["config:RUN/PART_QUANTITY"] = "config:catsdogs-scratch/train_samples",
        ["data:SET/archive_mib"] = "data:cats_and_dogs_filtered/archive_mib",
        ["data:SET/bytes"] = "data:vgg16_top/bytes",
        ["data:SET[FILE]/bytes"] = "data:elephant[creative_commons_elephant.jpg]/bytes",
        ["data:SET[ARRAY]/count"] = "data:mnist[test_labels]/count",
        ["data:SET[ARRAY]/shape"] = "data:mnist[train_images]/shape",
        ["data:SET[ARRAY]/loaded_shape"] = "data:mnist[train_images]/loaded_shape",
        ["data:SET[ARRAY]/channels"] = "data:mnist[train_images]/channels",
        ["data:SET[ARRAY]/class_count"] = "data:mnist[train_labels]/class_count",
        ["data:SET{RUN}[ARRAY]/max_value"] = "data:mnist{mnist-convnet}[train_images]/max_value",
    };

    // Whether a quantity applies depends on the network, the layer or the run; these stand in the table that measures.
    private static bool IsTable(QuantityDescription quantity) =>
        quantity.Probe == "model"
        || quantity.Address.StartsWith("config:RUN", StringComparison.Ordinal)
        // No run of this repository has several losses; Project/SeveralOutputsSpecs has one.
        || quantity.Address.Contains("OUTPUT", StringComparison.Ordinal);

    [Test]
    public void Every_probe_describes_itself() =>
        All.Select(quantity => quantity.Probe).Distinct().Should().BeEquivalentTo(Probes.Value.Prefixes);

    [Test]
    public void Each_form_is_described_once_in_a_sentence()
    {
        All.Select(quantity => quantity.Address).Should().OnlyHaveUniqueItems();
        All.Should().OnlyContain(quantity => Sentence().IsMatch(quantity.Meaning));
    }

    [Test]
    public void Each_form_is_understood()
    {
        List<string> wrong = [];
        foreach (QuantityDescription quantity in All.Where(quantity => !IsTable(quantity)))
        {
            string address =
                quantity.Example
                ?? Others.GetValueOrDefault(quantity.Address)
                ?? Capitals().Replace(quantity.Address, word => Words.GetValueOrDefault(word.Value, word.Value));
            try
            {
                Probes.Value.Measure(Address.Parse(address));
            }
            // Understood: the run of the form records the loss and the accuracy alone.
            catch (AddressException exception) when (exception.Message.Contains(" does not record ", StringComparison.Ordinal)) { }
            catch (AddressException exception)
            {
                wrong.Add($"{quantity.Address} as {exception.Message}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Each_example_has_its_form() =>
        All.Where(quantity => quantity.Example is not null && !Describes(quantity, Address.Parse(quantity.Example))).Should().BeEmpty();

    [Test]
    public void Each_quantity_of_a_claim_is_described()
    {
        IEnumerable<Address> asked = Own
            .Claims.Claims.Select(claim => claim.Check)
            .OfType<Check>()
            .SelectMany(check => new[] { check.Address, (check.Expected as Expectation.Quantity)?.Address })
            .OfType<Address>();

        asked.Where(address => !All.Any(quantity => Describes(quantity, address))).Select(address => address.Text).Should().BeEmpty();
    }

    private static bool Describes(QuantityDescription quantity, Address address)
    {
        string name = address.Quantity + (address.Selector is null ? "" : $"@{address.Selector}");
        return quantity.Probe == address.Probe
            && (quantity.ChoosesSubject || quantity.Subject == address.Subject)
            && Patterns.Value[quantity].IsMatch(name)
            && (address.Argument is null || quantity.Address.Contains('[') || quantity.Meaning.Contains('['));
    }

    // What a name with words in capital letters stands for.
    private static string Name(string form)
    {
        string metric = string.Join(
            '|',
            All.Where(quantity =>
                    quantity.Address.StartsWith("run:RUN/", StringComparison.Ordinal)
                    && quantity.Address.EndsWith("@last", StringComparison.Ordinal)
                )
                .Select(quantity => quantity.Quantity)
                .Where(name => !name.Any(char.IsUpper))
        );
        string part = string.Join(
            '|',
            All.Where(quantity => quantity.Address.StartsWith("config:RUN[PART]/", StringComparison.Ordinal))
                .Select(quantity => quantity.Quantity)
        );
        string name = form.Replace("METRIC", $"({metric})", StringComparison.Ordinal)
            .Replace("PART_QUANTITY", $"((train|validation|test|extraction)_)?({part})", StringComparison.Ordinal)
            .Replace("=N", "=[0-9]+", StringComparison.Ordinal);
        return
            form.Contains("smoothed@", StringComparison.Ordinal)
            || form.Contains("gain@", StringComparison.Ordinal)
            || form.Contains("reduction@", StringComparison.Ordinal)
            ? name.Replace("@last", "@.+", StringComparison.Ordinal)
            : name;
    }

    [GeneratedRegex(@"^[A-Z\[].*\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex("[A-Z]+")]
    private static partial Regex Capitals();
}

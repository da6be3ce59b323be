using System.Text.Json.Nodes;
using Repro.Cli.Output;
using Repro.Cli.Reference;

namespace Repro.Specs.Cli;

/// <summary>Quantities by the beginning of their addresses.</summary>
[Category("Fast")]
internal sealed class QuantitiesSpecs
{
    [TestCase("model", "model:NAME/total_params")]
    [TestCase("model:", "model:NAME/total_params")]
    [TestCase("model:vgg16-top-224", "model:vgg16-top-224/total_params")]
    [TestCase("model:vgg16-top-224/", "model:vgg16-top-224/total_params")]
    [TestCase("model:vgg16-top-224/tot", "model:vgg16-top-224/total_params")]
    [TestCase("model:vgg16-top-224{frozen}[block1_conv1]/par", "model:vgg16-top-224[LAYER]/params")]
    [TestCase("model:vgg16-top-2", "model:NAME/total_params")]
    [TestCase("run:RUN/val_acc@best", "run:RUN/val_acc@last")]
    [TestCase("algorithm:conv2d{same}", "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/positions")]
    [TestCase("alg", "algorithm:conv2d{PADDING, stride=N}[NxN KxK]/positions")]
    public void A_beginning_finds(string prefix, string address) =>
        QuantitySearch.Find(Own.Host, prefix).Select(quantity => quantity.Address).Should().Contain(address);

    [Test]
    public void Nothing_else_is_found() => QuantitySearch.Find(Own.Host, "model:vgg16-top-224/total_p").Should().HaveCount(1);

    [TestCase("modle", "There is no probe 'modle'. Did you mean 'model'? The probes are algorithm, *, run.")]
    [TestCase("modle:x/y", "There is no probe 'modle'. Did you mean 'model'? *")]
    [TestCase(
        "model:vgg16-top-225/",
        "No quantity begins with 'model:vgg16-top-225/'. Did you mean 'vgg16-top-224'? See: repro quantities model"
    )]
    [TestCase(
        "model:vgg16-top-224/total_prams",
        "No quantity begins with *. Did you mean 'total_params'? See: repro quantities model:vgg16-top-224"
    )]
    [TestCase(
        "algorithm:conv3d{same}",
        "No quantity begins with 'algorithm:conv3d{same}'. Did you mean 'conv2d'? See: repro quantities algorithm"
    )]
    public void An_unknown_beginning_names_the_nearest(string prefix, string message) =>
        FluentActions.Invoking(() => QuantitySearch.Find(Own.Host, prefix)).Should().Throw<InputException>().WithMessage(message);

    [Test]
    public void Lines_fit_into_80_columns_unless_an_address_does_not()
    {
        (string, string)[] rows = [.. QuantitySearch.Find(Own.Host, null).Select(quantity => (quantity.Address, quantity.Meaning))];

        TwoColumns.Of(rows).Where(line => line.Length > 80).Should().OnlyContain(line => rows.Any(row => row.Item1 == line.Trim()));
    }

    [Test]
    public void Json_has_what_the_text_has()
    {
        (int code, string output, _) = Tool.Run("quantities", "arithmetic", "--json");

        code.Should().Be(0);
        JsonNode.Parse(output)!["quantities"]!
            .AsArray()
            .Select(quantity => (string?)quantity!["address"])
            .Should()
            .Equal(QuantitySearch.Find(Own.Host, "arithmetic").Select(quantity => quantity.Address));
    }
}

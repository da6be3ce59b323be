using FsCheck;
using FsCheck.Fluent;
using Repro.Claims;

namespace Repro.Specs.Claims;

[Category("Fast")]
internal sealed class AddressSpecs
{
    [TestCase("model:vgg16-base-150/total_params", "model", "vgg16-base-150", 0, null, "total_params", null)]
    [TestCase("model:vgg16-plus-dense256{base frozen, tf.keras}[1]/trainable", "model", "vgg16-plus-dense256", 2, "1", "trainable", null)]
    [TestCase(
        "run:catsdogs-augmented[vs catsdogs-scratch]/val_acc_relative_gain@tail",
        "run",
        "catsdogs-augmented",
        0,
        "vs catsdogs-scratch",
        "val_acc_relative_gain",
        "tail"
    )]
    [TestCase(
        "arithmetic:expression[ceil(553467096/8192)*8192]/value",
        "arithmetic",
        "expression",
        0,
        "ceil(553467096/8192)*8192",
        "value",
        null
    )]
    [TestCase(
        "data:cats_and_dogs_small{catsdogs-scratch}[train/cats]/count",
        "data",
        "cats_and_dogs_small",
        1,
        "train/cats",
        "count",
        null
    )]
    [TestCase("model:nets/lenet5.json/total_params", "model", "nets/lenet5.json", 0, null, "total_params", null)]
    [TestCase("model:lenet5.h5{frozen}[1]/trainable", "model", "lenet5.h5", 1, "1", "trainable", null)]
    [TestCase("model:nets/lenet5.keras[1]/trainable", "model", "nets/lenet5.keras", 0, "1", "trainable", null)]
    [TestCase("run:mnist-convnet/train_acc@epoch=12", "run", "mnist-convnet", 0, null, "train_acc", "epoch=12")]
    public void Reads_all_parts(
        string text,
        string probe,
        string subject,
        int variants,
        string? argument,
        string quantity,
        string? selector
    )
    {
        Address address = Address.Parse(text);

        address
            .Should()
            .BeEquivalentTo(
                new
                {
                    Probe = probe,
                    Subject = subject,
                    Argument = argument,
                    Quantity = quantity,
                    Selector = selector,
                    Text = text,
                }
            );
        address.Variants.Should().HaveCount(variants);
        address.Canonical.Should().Be(text);
    }

    [TestCase("", "the probe's name")]
    [TestCase("model", "':'")]
    [TestCase("model:/params", "the subject")]
    [TestCase("model:vgg16", "'/'")]
    [TestCase("model:vgg16/", "the quantity")]
    [TestCase("model:vgg16{frozen/params", "closes the '{'")]
    [TestCase("model:vgg16{a,,b}/params", "a variant")]
    [TestCase("model:vgg16[]/params", "an argument")]
    [TestCase("model:vgg16[a[b]]/params", "closes the '['")]
    [TestCase("model:vgg16[1]{frozen}/params", "'/'")]
    [TestCase("run:mnist/acc@final", "a selector")]
    [TestCase("run:mnist/acc@epoch=0", "a selector")]
    [TestCase("run:mnist/acc@last more", "a selector")]
    [TestCase("model:vgg16/params extra", "nothing more")]
    public void Says_what_it_expected_where(string text, string expected)
    {
        Action parse = () => Address.Parse(text);

        parse.Should().Throw<AddressException>().WithMessage($"*expected *{expected}*at character*");
    }

    [Test]
    public void Spacing_makes_no_other_address() => Address.Parse("model:m{a,b}/q").Should().Be(Address.Parse("model:m{ a, b }/q"));

    [Test]
    public void What_is_printed_is_read_back()
    {
        Gen<string> name = Gen.Elements("model", "vgg16-base-150", "a.b_c", "x1");
        Gen<string[]> variants = Gen.Elements("base frozen", "tf.keras", "rotation_range=40", "0..7 as 1x2x2x2").ArrayOf();
        Gen<string?> argument = Gen.Elements<string?>(null, "1", "train/cats", "dog.1573 pug", "3*(4+5)", "-1 2 4");
        Gen<string?> selector = Gen.Elements<string?>(null, "last", "best", "argmin", "tail", "epoch=30");
        Gen<Address> addresses =
            from probe in name
            from subject in name
            from some in variants
            from inside in argument
            from quantity in name
            from at in selector
            select new Address(probe, subject, some, inside, quantity, at) { Text = "" };

        Prop.ForAll(Arb.From(addresses), address => Address.Parse(address.Canonical).Equals(address)).QuickCheckThrowOnFailure();
    }
}

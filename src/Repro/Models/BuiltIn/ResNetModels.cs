using System.Globalization;
using Repro.Models.Layers;
using Repro.Models.Naming;

namespace Repro.Models.BuiltIn;

/// <summary>
/// ResNet50 (He et al. 2015) without top for 150x150 images, in the two generations of keras.applications, which name layers
/// differently. Layers are in the order of Keras's <c>model.layers</c>, by depth: in a block with a projection, the shortcut's
/// layers beside the main branch's last convolution.
/// </summary>
internal static class ResNetModels
{
    private static readonly Stage[] Stages = [new(2, 3, 64, 1), new(3, 4, 128, 2), new(4, 6, 256, 2), new(5, 3, 512, 2)];

    /// <summary>keras.applications up to 1.0.7, with <c>res2a_branch2a</c> and <c>bn2a_branch2a</c>.</summary>
    public static Model Old(KerasSession session) => Build(session, new OldNames(session), epsilon: 1e-3f);

    /// <summary>Keras 2.15's: <c>conv2_block1_1_conv</c> and <c>conv2_block1_1_bn</c>.</summary>
    public static Model Keras215(KerasSession session) => Build(session, new NewNames(), epsilon: 1.001e-5f);

    private static Model Build(KerasSession session, INames names, float epsilon)
    {
        ModelBuilder model = ModelBuilder.Functional("resnet50", session.Input(new Shape(150, 150, 3)));
        model
            .Add(new ZeroPadding2D(3) { Name = "conv1_pad" })
            .Add(new Conv2D(64, 7) { Name = names.Stem, Strides = 2 })
            .Add(new BatchNormalization { Name = names.StemNormalization, Epsilon = epsilon })
            .Add(new ActivationLayer(Activation.Relu) { Name = names.StemActivation })
            .Add(new ZeroPadding2D(1) { Name = "pool1_pad" })
            .Add(
                new MaxPooling2D
                {
                    Name = names.StemPooling,
                    PoolSize = 3,
                    Strides = 2,
                }
            );
        foreach (Stage stage in Stages)
        {
            for (int block = 1; block <= stage.Blocks; block++)
            {
                AddBlock(model, names, stage, block, epsilon);
            }
        }

        return model.Build();
    }

    private static void AddBlock(ModelBuilder model, INames names, Stage stage, int block, float epsilon)
    {
        bool projected = block == 1;
        int stride = projected ? stage.Stride : 1;
        int input = model.Last;
        int shortcut = input;

        int Convolve(int part, int from, int filters, Size kernel, int by, Padding padding) =>
            model.Connect(
                new Conv2D(filters, kernel)
                {
                    Name = names.Convolution(stage.Number, block, part),
                    Strides = by,
                    Padding = padding,
                },
                from
            );
        int Normalize(int part, int from) =>
            model.Connect(new BatchNormalization { Name = names.Normalization(stage.Number, block, part), Epsilon = epsilon }, from);
        int Activate(string name, int from) => model.Connect(new ActivationLayer(Activation.Relu) { Name = name }, from);

        int main = Normalize(1, Convolve(1, input, stage.Filters, 1, stride, Padding.Valid));
        main = Activate(names.Activation(stage.Number, block, 1), main);
        main = Normalize(2, Convolve(2, main, stage.Filters, 3, 1, Padding.Same));
        main = Activate(names.Activation(stage.Number, block, 2), main);
        if (!projected)
        {
            main = Normalize(3, Convolve(3, main, 4 * stage.Filters, 1, 1, Padding.Valid));
        }
        else if (names.ShortcutFirst)
        {
            shortcut = Convolve(0, input, 4 * stage.Filters, 1, stride, Padding.Valid);
            main = Convolve(3, main, 4 * stage.Filters, 1, 1, Padding.Valid);
            shortcut = Normalize(0, shortcut);
            main = Normalize(3, main);
        }
        else
        {
            main = Convolve(3, main, 4 * stage.Filters, 1, 1, Padding.Valid);
            shortcut = Convolve(0, input, 4 * stage.Filters, 1, stride, Padding.Valid);
            main = Normalize(3, main);
            shortcut = Normalize(0, shortcut);
        }

        Add add = new() { Name = names.Sum(stage.Number, block) };
        int sum = names.ShortcutFirst ? model.Connect(add, shortcut, main) : model.Connect(add, main, shortcut);
        Activate(names.Result(stage.Number, block), sum);
    }

    private sealed record Stage(int Number, int Blocks, int Filters, int Stride);

    /// <summary>What the two generations differ in; part 0 is the shortcut's projection, 1 to 3 the main branch.</summary>
    private interface INames
    {
        bool ShortcutFirst { get; }

        string Stem { get; }

        string StemNormalization { get; }

        string StemActivation { get; }

        string StemPooling { get; }

        string Convolution(int stage, int block, int part);

        string Normalization(int stage, int block, int part);

        string Activation(int stage, int block, int part);

        string Sum(int stage, int block);

        string Result(int stage, int block);
    }

    // Activations, sums and the pooling have no name of their own there, so the session numbers them.
    private sealed class OldNames(KerasSession session) : INames
    {
        public bool ShortcutFirst => false;

        public string Stem => "conv1";

        public string StemNormalization => "bn_conv1";

        public string StemActivation => session.Next("activation");

        public string StemPooling => session.Next("max_pooling2d");

        public string Convolution(int stage, int block, int part) => "res" + Branch(stage, block, part);

        public string Normalization(int stage, int block, int part) => "bn" + Branch(stage, block, part);

        public string Activation(int stage, int block, int part) => session.Next("activation");

        public string Sum(int stage, int block) => session.Next("add");

        public string Result(int stage, int block) => session.Next("activation");

        private static string Branch(int stage, int block, int part) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{stage}{(char)('a' + block - 1)}_branch{(part == 0 ? "1" : $"2{(char)('a' + part - 1)}")}"
            );
    }

    private sealed class NewNames : INames
    {
        public bool ShortcutFirst => true;

        public string Stem => "conv1_conv";

        public string StemNormalization => "conv1_bn";

        public string StemActivation => "conv1_relu";

        public string StemPooling => "pool1_pool";

        public string Convolution(int stage, int block, int part) => Name(stage, block, $"{Number(part)}_conv");

        public string Normalization(int stage, int block, int part) => Name(stage, block, $"{Number(part)}_bn");

        public string Activation(int stage, int block, int part) => Name(stage, block, $"{Number(part)}_relu");

        public string Sum(int stage, int block) => Name(stage, block, "add");

        public string Result(int stage, int block) => Name(stage, block, "out");

        private static string Number(int part) => part.ToString(CultureInfo.InvariantCulture);

        private static string Name(int stage, int block, string rest) =>
            string.Create(CultureInfo.InvariantCulture, $"conv{stage}_block{block}_{rest}");
    }
}

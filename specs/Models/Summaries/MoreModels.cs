using Repro.Models;
using Repro.Models.Naming;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;
using static Repro.Specs.Models.Summaries.Described;

namespace Repro.Specs.Models.Summaries;

/// <summary>The models of which Keras 2.15 and 3.15 printed tables beside those of all generations.</summary>
internal sealed class MoreModels(KerasVersion version)
{
    private const int ImageChannels = 3;

    private readonly KerasSession _session = new(version);

    public static (SummaryModel Model, SummaryOptions Options) Get(string name, KerasVersion version)
    {
        SummaryOptions options = new()
        {
            ExpandNested = name.Contains("-expanded", StringComparison.Ordinal),
            ShowTrainable = name.EndsWith("-show-trainable", StringComparison.Ordinal),
        };
        return (new MoreModels(version).Build(name), options);
    }

    private SummaryModel Build(string name) =>
        name switch
        {
            "sequential-input" => SequentialInput(),
            "sequential-unbuilt" => SequentialUnbuilt(),
            "sequential-built-later" => SequentialBuiltLater(),
            "functional-add" => FunctionalAdd(),
            "two-inputs-two-outputs" => GenerationModels.Get("two-inputs", version).Model,
            "nested" or "nested-expanded" or "nested-expanded-show-trainable" => Nested(),
            "shared-layer" => SharedLayer(),
            "augmentation" => Augmentation(),
            "batchnorm-frozen" or "batchnorm-frozen-show-trainable" => BatchnormFrozen(),
            "recurrent-text" => RecurrentText(),
            "long-names" => LongNames(),
            "optimizer-state" => OptimizerState(),
            "subclassed" => Subclassed(),
            _ => throw new ArgumentException($"no model '{name}'", nameof(name)),
        };

    private SummaryModel Sequential(params SummaryLayer[] layers) => new(_session.Next("sequential"), SummaryKind.Sequential, layers);

    private string Next(string kind) => _session.Next(kind);

    private SummaryModel SequentialInput() =>
        Sequential(
            Conv(Next("conv2d"), 26, 3, 1, 8),
            Layer(Next("max_pooling2d"), "MaxPooling2D", [13, 13, 8]),
            Layer(Next("flatten"), "Flatten", [1352]),
            Layer(Next("dropout"), "Dropout", [1352]),
            Dense(Next("dense"), 1352, 10)
        );

    private SummaryModel SequentialUnbuilt() =>
        Sequential(Unbuilt(Next("dense"), "Dense"), Unbuilt(Next("dropout"), "Dropout"), Unbuilt(Next("dense"), "Dense"));

    private SummaryModel SequentialBuiltLater() =>
        Sequential(Dense(Next("dense"), 12, 16), Layer(Next("dropout"), "Dropout", [16]), Dense(Next("dense"), 16, 3));

    private SummaryModel FunctionalAdd()
    {
        SummaryLayer input = Input(Next("input"), 16, 16, ImageChannels);
        SummaryLayer first = Conv(Next("conv2d"), 16, 3, ImageChannels, 8, From(input.Name));
        SummaryLayer left = Conv(Next("conv2d"), 16, 3, 8, 8, From(first.Name));
        SummaryLayer right = Conv(Next("conv2d"), 16, 1, 8, 8, From(first.Name));
        SummaryLayer sum = Layer(Next("add"), "Add", [16, 16, 8], From(left.Name), From(right.Name));
        SummaryLayer activation = Layer(Next("activation"), "Activation", [16, 16, 8], From(sum.Name));
        SummaryLayer pool = Layer(Next("global_average_pooling2d"), "GlobalAveragePooling2D", [8], From(activation.Name));
        return new SummaryModel(
            Next("model"),
            SummaryKind.Functional,
            [input, first, left, right, sum, activation, pool, Dense(Next("dense"), 8, 5, From(pool.Name))]
        );
    }

    private SummaryModel Nested()
    {
        SummaryLayer input = Input(Next("input"), 8, 8, ImageChannels);
        SummaryModel inner = new(
            "inner",
            SummaryKind.Sequential,
            [
                Conv("inner_conv", 6, 3, ImageChannels, 4),
                Normalization("inner_bn", [6, 6, 4], 4),
                Layer("inner_pool", "GlobalAveragePooling2D", [4]),
            ]
        );
        SummaryLayer first = Dense(Next("dense"), 4, 6, From("inner"));
        return new SummaryModel(
            "outer",
            SummaryKind.Functional,
            [input, Described.Nested(inner, [4], From(input.Name)), first, Dense(Next("dense"), 6, 2, From(first.Name))]
        );
    }

    private static SummaryModel SharedLayer() =>
        new(
            "twins",
            SummaryKind.Functional,
            [
                Input("a", 5),
                Input("b", 5),
                Dense("shared", 5, 4) with
                {
                    Calls = [new SummaryCall([From("a")]), new SummaryCall([From("b")])],
                },
                Layer("difference", "Subtract", [4], From("shared"), From("shared", 1)),
            ]
        );

    private SummaryModel Augmentation() =>
        Sequential(
            Layer(Next("rescaling"), "Rescaling", [32, 32, ImageChannels]),
            Layer(Next("random_flip"), "RandomFlip", [32, 32, ImageChannels]),
            Layer(Next("random_rotation"), "RandomRotation", [32, 32, ImageChannels]),
            Layer(Next("random_zoom"), "RandomZoom", [32, 32, ImageChannels]),
            Conv(Next("conv2d"), 30, 3, ImageChannels, 4),
            Layer(Next("global_average_pooling2d"), "GlobalAveragePooling2D", [4]),
            Dense(Next("dense"), 4, 1)
        );

    private SummaryModel BatchnormFrozen() =>
        Sequential(
            Conv("c1", 10, 3, ImageChannels, 4) with
            {
                Weights = [new SummaryWeight(3 * 3 * ImageChannels * 4)],
                Trainable = false,
            },
            Normalization("b1", [10, 10, 4], 4) with
            {
                Trainable = false,
            },
            Layer("r1", "Activation", [10, 10, 4]),
            Conv("c2", 8, 3, 4, 6),
            Normalization("b2", [8, 8, 6], 6),
            Layer("f", "Flatten", [384]),
            Dense("head", 384, 2)
        );

    private SummaryModel RecurrentText() =>
        Sequential(
            Layer(Next("embedding"), "Embedding", [null, 16]) with
            {
                Weights = [new SummaryWeight(1000 * 16)],
            },
            Layer(Next("lstm"), "LSTM", [null, 8]) with
            {
                Weights = [new SummaryWeight(16 * 32), new SummaryWeight(8 * 32), new SummaryWeight(32)],
            },
            Layer(Next("bidirectional"), "Bidirectional", [8]) with
            {
                Weights = [new SummaryWeight(2 * 8 * 16), new SummaryWeight(2 * 4 * 16), new SummaryWeight(2 * 16)],
            },
            Dense(Next("dense"), 8, 1)
        );

    private SummaryModel LongNames() =>
        GenerationModels.Get("long-names", version).Model with
        {
            Name = "a_model_with_a_name_that_is_far_too_long_for_the_width_of_a_terminal_window_with_eighty_columns",
        };

    // Adam after one step: two slots per weight, the learning rate, and the iteration count of 8 bytes.
    private SummaryModel OptimizerState() =>
        new("trained", SummaryKind.Sequential, [Dense(Next("dense"), 6, 5), Dense(Next("dense"), 5, 1)])
        {
            Optimizer = new SummaryOptimizer((2 * 41) + 2, (2 * 41 * 4) + 4 + 8),
        };

    // Called with three samples.
    private SummaryModel Subclassed() =>
        new(
            "own",
            SummaryKind.Subclassed,
            [
                Dense(Next("dense"), 5, 4) with
                {
                    OutputShapes = CalledWithThree(4),
                },
                Dense(Next("dense"), 4, 2) with
                {
                    OutputShapes = CalledWithThree(2),
                },
            ]
        );

    private int?[][]? CalledWithThree(int units) =>
        version < new KerasVersion(3, 0)
            ? null
            :
            [
                [3, units],
            ];
}

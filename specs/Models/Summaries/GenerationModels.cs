using Repro.Models;
using Repro.Models.Naming;
using Repro.Models.Summaries.Description;
using Repro.Models.Summaries.Rules;
using static Repro.Specs.Models.Summaries.Described;

namespace Repro.Specs.Models.Summaries;

/// <summary>
/// The models whose tables were printed by every generation of Keras (fixtures/summaries/README.md), with each version's names.
/// </summary>
internal sealed class GenerationModels(KerasVersion version)
{
    private static readonly KerasVersion Keras3 = new(3, 0);

    private readonly KerasSession _session = new(version);

    /// <summary>The model of that name and the options that its table was printed with.</summary>
    public static (SummaryModel Model, SummaryOptions Options) Get(string name, KerasVersion version)
    {
        GenerationModels models = new(version);
        SummaryOptions options = new()
        {
            ExpandNested = name.Contains("-expanded", StringComparison.Ordinal),
            ShowTrainable = name.EndsWith("-trainable", StringComparison.Ordinal),
            LineLength =
                name.EndsWith("-line-50", StringComparison.Ordinal) ? 50
                : name.EndsWith("-line-80", StringComparison.Ordinal) ? 80
                : null,
        };
        return (models.Build(name), options);
    }

    private SummaryModel Build(string name) =>
        name switch
        {
            "convnet" or "convnet-line-50" => Convnet(),
            "branches" or "branches-line-80" => Branches(),
            "nested" or "nested-expanded" or "nested-trainable" or "nested-expanded-trainable" => Nested(),
            "nested-branches" or "nested-branches-expanded-trainable" => NestedBranches(),
            "two-inputs" => TwoInputs(),
            "long-names" => LongNames(),
            "long-names-branches" => LongNamesBranches(),
            "no-weights" => NoWeights(),
            "residual" => Residual(),
            "shared" => Shared(),
            "frozen-after-compile" => FrozenAfterCompile(),
            "default-names" => DefaultNames(),
            "unbuilt" => Unbuilt(),
            "unused-layer" => UnusedLayer(),
            _ => throw new ArgumentException($"no model '{name}'", nameof(name)),
        };

    private SummaryModel Sequential(params SummaryLayer[] layers) => new(_session.Next("sequential"), SummaryKind.Sequential, layers);

    private static SummaryModel Functional(string name, params SummaryLayer[] layers) => new(name, SummaryKind.Functional, layers);

    private string Next(string kind) => _session.Next(kind);

    private SummaryModel Convnet() =>
        Sequential(
            Conv(Next("conv2d"), 26, 3, 1, 32),
            Layer(Next("max_pooling2d"), "MaxPooling2D", [13, 13, 32]),
            Conv(Next("conv2d"), 11, 3, 32, 64),
            Layer(Next("max_pooling2d"), "MaxPooling2D", [5, 5, 64]),
            Layer(Next("flatten"), "Flatten", [1600]),
            Layer(Next("dropout"), "Dropout", [1600]),
            Dense(Next("dense"), 1600, 1000),
            Dense(Next("dense"), 1000, 10)
        );

    private SummaryModel Branches()
    {
        SummaryLayer input = Input(Next("input"), 16, 16, 3);
        SummaryLayer first = Conv(Next("conv2d"), 16, 3, 3, 8, From(input.Name));
        SummaryLayer second = Conv(Next("conv2d"), 16, 3, 8, 8, From(first.Name));
        SummaryLayer sum = Layer(Next("add"), "Add", [16, 16, 8], From(first.Name), From(second.Name));
        SummaryLayer third = Conv(Next("conv2d"), 16, 1, 8, 4, From(sum.Name));
        SummaryLayer all = Layer(Next("concatenate"), "Concatenate", [16, 16, 20], From(sum.Name), From(second.Name), From(third.Name));

        // Keras 1.0 has no global pooling.
        SummaryLayer flat =
            version < new KerasVersion(1, 1)
                ? Layer(Next("flatten"), "Flatten", [5120], From(all.Name))
                : Layer(Next("global_average_pooling2d"), "GlobalAveragePooling2D", [20], From(all.Name));
        return Functional(
            "branches",
            input,
            first,
            second,
            sum,
            third,
            all,
            flat,
            Dense(Next("dense"), flat.OutputShapes![0][1]!.Value, 5, From(flat.Name))
        );
    }

    private SummaryModel Nested()
    {
        SummaryModel inner = Functional(
            "base",
            Input(Next("input"), 16, 16, 3),
            Conv("block1_conv1", 14, 3, 3, 8, From("input")),
            Normalization("block1_bn", [14, 14, 8], 8, From("block1_conv1")),
            Layer("block1_pool", "MaxPooling2D", [7, 7, 8], From("block1_bn"))
        );
        return Sequential(
            Described.Nested(WithFlags(inner), [7, 7, 8]) with
            {
                Trainable = false,
            },
            Layer(Next("flatten"), "Flatten", [392]),
            Dense(Next("dense"), 392, 256),
            Dense(Next("dense"), 256, 1)
        ) with
        {
            Called = false,
        };
    }

    private SummaryModel NestedBranches()
    {
        SummaryModel inner = Functional(
            "inner",
            Input("inner_input", 8),
            Dense("inner_left", 8, 4, From("inner_input")),
            Dense("inner_right", 8, 4, From("inner_input")),
            Layer("inner_sum", "Add", [4], From("inner_left"), From("inner_right"))
        );
        return Functional(
            "outer",
            Input("outer_input", 8),
            Described.Nested(WithFlags(inner), [4], From("outer_input")) with
            {
                Trainable = false,
            },
            Dense("beside", 8, 4, From("outer_input")),
            Layer("outer_sum", "Add", [4], From("inner"), From("beside")),
            Dense("head", 4, 2, From("outer_sum"))
        );
    }

    // Freezing a model sets the flags of its layers in tf.keras and later; before, its own alone.
    private SummaryModel WithFlags(SummaryModel model) =>
        version < new KerasVersion(1, 0, 0, InsideTensorFlow: true)
            ? model
            : model with
            {
                Layers = [.. model.Layers.Select(layer => layer with { Trainable = false })],
            };

    private static SummaryModel TwoInputs() =>
        Functional(
            "pair",
            Input("left", 10),
            Input("right", 6, 2),
            Dense("d1", 10, 4, From("left")),
            Layer("flat", "Flatten", [12], From("right")),
            Layer("both", "Concatenate", [16], From("d1"), From("flat")),
            Dense("score", 16, 1, From("both")),
            Dense("kind", 16, 3, From("both"))
        );

    private SummaryModel LongNames() =>
        Sequential(
            Dense("a_very_long_layer_name_that_does_not_fit_into_its_column_at_all", 20, 8),
            Dense("another_rather_long_name_for_a_dense_layer", 8, 123456),
            Dense("short", 123456, 2)
        );

    private static SummaryModel LongNamesBranches()
    {
        const string input = "an_input_with_a_rather_long_name_too";
        const string left = "a_very_long_layer_name_that_does_not_fit_into_its_column_at_all";
        return Functional(
            "long",
            Input(input, 20),
            Dense(left, 20, 123456, From(input)),
            Dense("b", 20, 123456, From(input)),
            Layer("sum", "Add", [123456], From(left), From("b"))
        );
    }

    private SummaryModel NoWeights() => Sequential(Layer(Next("flatten"), "Flatten", [48]), Layer(Next("activation"), "Activation", [48]));

    private static SummaryModel Residual() =>
        Functional("residual", Input("i", 8), Dense("d", 8, 8, From("i")), Layer("sum", "Add", [8], From("i"), From("d")));

    private static SummaryModel Shared() =>
        Functional("shared", Input("i", 8), Dense("d", 8, 8) with { Calls = [new SummaryCall([From("i")]), new SummaryCall([From("d")])] });

    private static SummaryModel FrozenAfterCompile() =>
        new("compiled", SummaryKind.Sequential, [Dense("body", 4, 8) with { Trainable = false }, Dense("head", 8, 2)])
        {
            CompiledTrainable = 58,
        };

    private SummaryModel DefaultNames()
    {
        SummaryLayer input = Input(Next("input"), 4);
        return Functional(Next("model"), input, Dense(Next("dense"), 4, 2, From(input.Name)));
    }

    private SummaryModel Unbuilt() =>
        Sequential(
            Described.Unbuilt(Next("dense"), "Dense"),
            Described.Unbuilt(Next("dropout"), "Dropout"),
            Described.Unbuilt(Next("dense"), "Dense")
        );

    // Built for an input of 5; Keras 3 does not build a layer before it is called.
    private SummaryModel UnusedLayer() =>
        new(
            "own",
            SummaryKind.Subclassed,
            [Dense("used", 5, 4) with { OutputShapes = null, Built = version < Keras3 }, Described.Unbuilt("unused", "Dense")]
        );
}

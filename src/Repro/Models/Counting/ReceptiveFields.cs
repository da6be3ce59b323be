using Repro.Models.Layers;

namespace Repro.Models.Counting;

/// <summary>Receptive fields of all layers of a model, exact for windows, strides, padding and branches.</summary>
internal static class ReceptiveFields
{
    /// <summary>By layer path (<c>conv2d_3</c>, <c>vgg16/block1_conv1</c>), the input layer included.</summary>
    /// <exception cref="ModelException">A dense layer stands behind an image of unknown size, or a layer has no rule.</exception>
    public static IReadOnlyDictionary<string, ReceptiveField> Of(Model model)
    {
        FlattenedModel expansion = FlattenedModel.Of(model);
        ReceptiveField[] fields = new ReceptiveField[expansion.Nodes.Count];
        Dictionary<string, ReceptiveField> byPath = new(StringComparer.Ordinal);
        for (int index = 0; index < fields.Length; index++)
        {
            FlatNode node = expansion.Nodes[index];
            fields[index] =
                node.Inputs.Count == 0
                    ? Input(node.OutputShape)
                    : Behind(node, [.. node.Inputs.Select(from => fields[from])], model.InputShape, Spread(expansion, node));
            byPath[node.Path] = fields[index];
        }

        return byPath;
    }

    // A flat input has no neighbours: each number sees itself.
    private static ReceptiveField Input(Shape shape) =>
        shape.Rank == 3 ? new ReceptiveField.Window(new FieldAxis(0, 1, 1), new FieldAxis(0, 1, 1)) : new ReceptiveField.Whole(1);

    private static ReceptiveField Behind(FlatNode node, ReceptiveField[] inputs, Shape input, Shape map) =>
        node.Layer switch
        {
            Conv2D conv => Slide(inputs[0], node, Windows.Dilated(conv.KernelSize, conv.Dilation), conv.Strides, conv.Padding),
            DepthwiseConv2D conv => Slide(inputs[0], node, Windows.Dilated(conv.KernelSize, conv.Dilation), conv.Strides, conv.Padding),
            SeparableConv2D conv => Slide(inputs[0], node, Windows.Dilated(conv.KernelSize, conv.Dilation), conv.Strides, conv.Padding),
            Pooling2D pool => Slide(inputs[0], node, pool.PoolSize, pool.EffectiveStrides, pool.Padding),
            ZeroPadding2D padding when inputs[0] is ReceptiveField.Window window => new ReceptiveField.Window(
                window.Rows with
                {
                    First = window.Rows.First - padding.Top * window.Rows.Jump,
                },
                window.Columns with
                {
                    First = window.Columns.First - padding.Left * window.Columns.Jump,
                }
            ),
            Cropping2D cropping when inputs[0] is ReceptiveField.Window window => new ReceptiveField.Window(
                window.Rows with
                {
                    First = window.Rows.First + cropping.Top * window.Rows.Jump,
                },
                window.Columns with
                {
                    First = window.Columns.First + cropping.Left * window.Columns.Jump,
                }
            ),
            Dense or GlobalPooling => Everything(inputs[0], input, map),
            Merge or Concatenate { Axis: null } => inputs.Aggregate(Cover),
            UpSampling2D
            or Conv2DTranspose
            or Reshape
            or Permute
            or RepeatVector
            or Concatenate
            or Dot
            or Conv1D
            or Conv3D
            or Pooling1D
            or Embedding
            or Recurrent
            or Bidirectional
            or TimeDistributed
            or UpSampling1D
            or ZeroPadding1D
            or Cropping1D
            or LayerNormalization
            or GroupNormalization
            or UnitNormalization
            or SoftmaxAlong => throw new ModelException(
                $"Layer '{node.Path}' ({node.Layer.TypeName}): receptive fields are not computed behind this kind of layer."
            ),
            _ => inputs[0],
        };

    private static ReceptiveField Slide(ReceptiveField field, FlatNode node, Size window, Size strides, Padding padding)
    {
        ReceptiveField.Window before = (ReceptiveField.Window)field;
        Shape input = node.InputShapes[0];
        return new ReceptiveField.Window(
            before.Rows.Slide(window.Height, strides.Height, Before(input[0], window.Height, strides.Height, padding)),
            before.Columns.Slide(window.Width, strides.Width, Before(input[1], window.Width, strides.Width, padding))
        );
    }

    // TensorFlow's padding depends on the input's size; of an image of unknown size, a multiple of the stride is assumed.
    private static int Before(int? input, int window, int stride, Padding padding) =>
        new WindowAxis(input ?? stride * window, window, stride, padding).Before;

    private static ReceptiveField Everything(ReceptiveField field, Shape input, Shape map) =>
        field switch
        {
            ReceptiveField.Window window => new ReceptiveField.Whole(
                window.Rows.Span(Known(map[0]), Known(input[0])) * window.Columns.Span(Known(map[1]), Known(input[1])) * Known(input[2])
            ),
            _ => new ReceptiveField.Whole(input.Elements),
        };

    private static int Known(int? axis) =>
        axis ?? throw new ModelException("What a dense layer sees of an image of unknown size cannot be counted.");

    private static ReceptiveField Cover(ReceptiveField one, ReceptiveField other) =>
        (one, other) switch
        {
            (ReceptiveField.Window a, ReceptiveField.Window b) => new ReceptiveField.Window(
                a.Rows.Cover(b.Rows),
                a.Columns.Cover(b.Columns)
            ),
            (ReceptiveField.Whole a, ReceptiveField.Whole b) => new ReceptiveField.Whole(Math.Max(a.Elements, b.Elements)),
            _ => throw new ModelException("Branches with and without an image cannot be merged."),
        };

    // The map that a dense layer reads: the shape before Flatten, since its output has no rows and columns any more.
    private static Shape Spread(FlattenedModel expansion, FlatNode node)
    {
        FlatNode from = expansion.Nodes[node.Inputs[0]];
        while (from.OutputShape.Rank == 1 && from.Inputs.Count > 0)
        {
            from = expansion.Nodes[from.Inputs[0]];
        }

        return from.OutputShape;
    }
}

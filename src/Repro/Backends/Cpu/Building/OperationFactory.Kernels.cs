using Repro.Backends.Cpu.Kernels;
using Repro.Backends.Cpu.Operations;
using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Backends.Cpu.Operations.Convolutions;
using Repro.Backends.Cpu.Operations.Pooling;
using Repro.Backends.Cpu.Operations.Sequences;
using Repro.Models;
using Repro.Models.Layers;

namespace Repro.Backends.Cpu.Building;

/// <summary>Convolutions, dense layers, pooling and recurrent layers.</summary>
internal sealed partial class OperationFactory
{
    private static LayerTable<OperationFactory> WithKernels(LayerTable<OperationFactory> table) =>
        table
            .With<Conv2D>((factory, node, layer, inputs) => factory.Convolution(node, layer, inputs[0]))
            .With<Conv3D>((factory, node, layer, inputs) => factory.Convolution(node, layer, inputs[0]))
            .With<Conv1D>((factory, node, layer, inputs) => factory.Sequence(node, layer, inputs[0]))
            .With<DepthwiseConv2D>((factory, node, layer, inputs) => factory.DepthwiseLayer(node, layer, inputs[0]))
            .With<SeparableConv2D>((factory, node, layer, inputs) => factory.Separable(node, layer, inputs[0]))
            .With<Conv2DTranspose>((factory, node, layer, inputs) => factory.Transposed(node, layer, inputs[0]))
            .With<Dense>((factory, node, layer, inputs) => factory.Dense(node, layer, node.InputShapes[0], node.OutputShape, inputs[0]))
            .With<MaxPooling2D>((factory, node, layer, inputs) => factory.Append(new MaxPoolOperation(inputs[0], Geometry(node, layer))))
            .With<AveragePooling2D>(
                (factory, node, layer, inputs) => factory.Append(new AveragePoolOperation(inputs[0], Geometry(node, layer)))
            )
            .With<MaxPooling1D>((factory, node, layer, inputs) => factory.Append(new MaxPoolOperation(inputs[0], Geometry(node, layer))))
            .With<AveragePooling1D>(
                (factory, node, layer, inputs) => factory.Append(new AveragePoolOperation(inputs[0], Geometry(node, layer)))
            )
            .With<GlobalAveragePooling2D>((factory, node, _, inputs) => factory.GlobalAverage(node.InputShapes[0], inputs[0]))
            .With<GlobalAveragePooling1D>((factory, node, _, inputs) => factory.GlobalAverage(node.InputShapes[0], inputs[0]))
            .With<GlobalMaxPooling2D>((factory, node, _, inputs) => factory.GlobalMax(node.InputShapes[0], inputs[0]))
            .With<GlobalMaxPooling1D>((factory, node, _, inputs) => factory.GlobalMax(node.InputShapes[0], inputs[0]))
            .With<Embedding>(
                (factory, node, layer, inputs) =>
                    factory.Append(
                        new EmbeddingOperation(
                            node.Path,
                            inputs[0],
                            node.InputShapes[0].Elements,
                            layer.InputDim,
                            layer.OutputDim,
                            factory.Named(node, "embeddings")
                        )
                    )
            )
            .With<SimpleRNN>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<LSTM>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<GRU>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<Bidirectional>((factory, node, layer, inputs) => factory.Both(node, layer, inputs[0]))
            .With<TimeDistributed>((factory, node, layer, inputs) => factory.Distributed(node, layer, inputs[0]));

    private static WindowGeometry Geometry(Shape input, Shape output, Size window, Size stride, Padding padding)
    {
        WindowAxis rows = new(Length(input, 0), window.Height, stride.Height, padding);
        WindowAxis columns = new(Length(input, 1), window.Width, stride.Width, padding);
        return new WindowGeometry(
            rows.Input,
            columns.Input,
            Length(input, 2),
            rows.Output,
            columns.Output,
            Length(output, 2),
            window,
            stride,
            rows.Before,
            columns.Before
        );
    }

    private static WindowGeometry Geometry(FlatNode node, Pooling2D pool) =>
        Geometry(node.InputShapes[0], node.OutputShape, pool.PoolSize, pool.EffectiveStrides, pool.Padding);

    // A sequence is an image of one row.
    private static WindowGeometry Geometry(FlatNode node, Pooling1D pool) =>
        Geometry(
            AsImage(node.InputShapes[0]),
            AsImage(node.OutputShape),
            new Size(1, pool.PoolSize),
            new Size(1, pool.EffectiveStrides),
            pool.Padding
        );

    private static Shape AsImage(Shape sequence) => new(1, sequence[0], sequence[1]);

    private void Convolution(FlatNode node, Conv2D conv, int input)
    {
        WindowGeometry window = Geometry(
            node.InputShapes[0],
            node.OutputShape,
            Windows.Dilated(conv.KernelSize, conv.Dilation),
            conv.Strides,
            conv.Padding
        );
        Convolve(window, input, conv.KernelSize, conv.Dilation, conv.Groups, Named(node, "kernel"), Find(node, "bias"));
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void Convolve(in WindowGeometry window, int input, Size kernel, Size dilation, int groups, Parameter weights, Parameter? bias)
    {
        if (groups == 1 && dilation == 1)
        {
            Append(new ConvOperation(input, window, weights, bias));
            return;
        }

        WindowGeometry group = window with { InChannels = window.InChannels / groups, OutChannels = window.OutChannels / groups };
        Append(
            new DilatedConvOperation(
                input,
                group,
                groups,
                StretchedKernel.For(kernel, dilation, group.InChannels * group.OutChannels),
                weights,
                bias
            )
        );
    }

    private void Convolution(FlatNode node, Conv3D conv, int input)
    {
        Shape from = node.InputShapes[0];
        VolumeGeometry volume = new(
            new WindowAxis(Length(from, 0), conv.KernelSize.Depth, conv.Strides.Depth, conv.Padding),
            new WindowAxis(Length(from, 1), conv.KernelSize.Height, conv.Strides.Height, conv.Padding),
            new WindowAxis(Length(from, 2), conv.KernelSize.Width, conv.Strides.Width, conv.Padding),
            Length(from, 3),
            conv.Filters
        );
        Append(new Conv3DOperation(input, volume, Named(node, "kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void Sequence(FlatNode node, Conv1D conv, int input)
    {
        Size kernel = new(1, conv.KernelSize);
        Size dilation = new(1, conv.Dilation);
        Shape image = new(1, Length(node.InputShapes[0], 0) + conv.ZerosBefore, node.InputShapes[0][1]);
        WindowGeometry window = Geometry(
            image,
            AsImage(node.OutputShape),
            Windows.Dilated(kernel, dilation),
            new Size(1, conv.Strides),
            conv.Padding
        );
        // Zeros before a sequence are padding, and not part of it.
        window = window with
        {
            InWidth = Length(node.InputShapes[0], 0),
            PadLeft = window.PadLeft + conv.ZerosBefore,
        };
        Convolve(window, input, kernel, dilation, conv.Groups, Named(node, "kernel"), Find(node, "bias"));
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void DepthwiseLayer(FlatNode node, DepthwiseConv2D conv, int input)
    {
        Depthwise(node.InputShapes[0], conv, Named(node, "depthwise_kernel"), Find(node, "bias"), input);
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void Depthwise(Shape shape, DepthwiseConv2D conv, Parameter kernel, Parameter? bias, int input)
    {
        int channels = Length(shape, 2) * conv.DepthMultiplier;
        Shape repeated = new(shape[0], shape[1], channels);
        if (conv.DepthMultiplier > 1)
        {
            Append(new GatherOperation(input, shape.Elements, Sources.Repeated(shape, [1, 1, conv.DepthMultiplier], repeated)));
            input = Last;
        }

        WindowGeometry window = Geometry(
            repeated,
            conv.OutputShape([shape]),
            Windows.Dilated(conv.KernelSize, conv.Dilation),
            conv.Strides,
            conv.Padding
        );
        Append(new DepthwiseOperation(input, window, kernel, bias, StretchedKernel.For(conv.KernelSize, conv.Dilation, channels)));
    }

    private void Separable(FlatNode node, SeparableConv2D conv, int input)
    {
        Depthwise(node.InputShapes[0], conv.Depthwise, Named(node, "depthwise_kernel"), null, input);
        Shape between = conv.Depthwise.OutputShape(node.InputShapes);
        Convolve(
            Geometry(between, node.OutputShape, 1, 1, Padding.Valid),
            Last,
            1,
            1,
            1,
            Named(node, "pointwise_kernel"),
            Find(node, "bias")
        );
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void Transposed(FlatNode node, Conv2DTranspose conv, int input)
    {
        // The convolution whose input is this layer's output. Its padding follows from that size.
        Shape from = node.OutputShape;
        WindowAxis rows = new(Length(from, 0), conv.KernelSize.Height, conv.Strides.Height, conv.Padding);
        WindowAxis columns = new(Length(from, 1), conv.KernelSize.Width, conv.Strides.Width, conv.Padding);
        Shape to = node.InputShapes[0];
        WindowGeometry window = new(
            rows.Input,
            columns.Input,
            conv.Filters,
            Length(to, 0),
            Length(to, 1),
            Length(to, 2),
            conv.KernelSize,
            conv.Strides,
            rows.Before,
            columns.Before
        );
        Append(new ConvTransposeOperation(input, window, Named(node, "kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.OutputShape, inPlace: true);
    }

    private void Dense(FlatNode node, Dense dense, Shape from, Shape to, int input)
    {
        int width = Length(from, from.Rank - 1);
        Append(new DenseOperation(input, from.Elements / width, width, dense.Units, Named(node, "kernel"), Find(node, "bias")));
        Activate(dense.Activation, to, inPlace: true);
    }

    private void GlobalAverage(Shape shape, int input) =>
        Append(
            shape.Rank == 3
                ? new GlobalAveragePoolOperation(input, Length(shape, 0), Length(shape, 1), Length(shape, 2))
                : new GlobalAveragePoolOperation(input, 1, Length(shape, 0), Length(shape, 1))
        );

    private void GlobalMax(Shape shape, int input)
    {
        int channels = Length(shape, shape.Rank - 1);
        Append(new GlobalMaxPoolOperation(input, shape.Elements / channels, channels));
    }

    private void Recurrent(FlatNode node, Recurrent layer, IEnumerable<FlatWeight> weights, int input) =>
        Append(
            new RecurrentOperation(
                node.Path,
                input,
                layer,
                Length(node.InputShapes[0], 0),
                Length(node.InputShapes[0], 1),
                [.. weights.Select(Weight)]
            )
        );

    private void Both(FlatNode node, Bidirectional layer, int input)
    {
        int half = node.Weights.Count / 2;
        Recurrent(node, layer.Forward, node.Weights.Take(half), input);
        int forward = Last;
        Recurrent(node, layer.Backward, node.Weights.Skip(half), input);
        Shape one = layer.Forward.OutputShape(node.InputShapes);
        // The second direction's steps come in the order in which they were read.
        if (layer.Backward.ReturnSequences)
        {
            Append(new GatherOperation(Last, one.Elements, Sources.Reversed(one)));
        }

        if (layer.Mode == MergeMode.Concat)
        {
            Append(
                new ConcatenateOperation([forward, Last], one.Elements / layer.Forward.Units, [layer.Forward.Units, layer.Backward.Units])
            );
            return;
        }

        MergeKind kind = layer.Mode switch
        {
            MergeMode.Sum => MergeKind.Add,
            MergeMode.Mul => MergeKind.Multiply,
            _ => MergeKind.Average,
        };
        Append(new MergeOperation([forward, Last], one.Elements, kind, [one.Elements, one.Elements], [null, null]));
    }

    private void Distributed(FlatNode node, TimeDistributed layer, int input)
    {
        switch (layer.Inner)
        {
            case Dense dense:
                Dense(node, dense, node.InputShapes[0], node.OutputShape, input);
                break;
            case Flatten:
                Append(new IdentityOperation(input, node.OutputShape.Elements));
                break;
            case ActivationLayer activation:
                ActivationOf(node.OutputShape, activation.Function, input);
                break;
            default:
                throw new ModelException(
                    $"Layer '{node.Path}' (TimeDistributed): the Cpu backend computes TimeDistributed of Dense, Flatten and Activation, not of {layer.Inner.TypeName}."
                );
        }
    }
}

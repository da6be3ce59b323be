using Repro.Backends;
using Repro.Backends.Cpu.Operations.Arrangement;
using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Graph;

namespace Repro.TensorFlow.Ops;

/// <summary>Convolutions, dense layers and pooling.</summary>
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
            .With<MaxPooling2D>(
                (factory, node, layer, inputs) => factory.Append(new MaxPoolOperation(factory.Eager, inputs[0], node.Path, layer))
            )
            .With<AveragePooling2D>(
                (factory, node, layer, inputs) =>
                    factory.Append(new AveragePoolOperation(factory.Eager, inputs[0], node.Path, layer, node.InputShapes[0]))
            )
            .With<MaxPooling1D>((factory, node, layer, inputs) => factory.PoolSequence(node, layer, inputs[0]))
            .With<AveragePooling1D>((factory, node, layer, inputs) => factory.PoolSequence(node, layer, inputs[0]))
            .With<GlobalAveragePooling2D>((factory, node, _, inputs) => factory.GlobalAverage(node, node.InputShapes[0], inputs[0]))
            .With<GlobalAveragePooling1D>((factory, node, _, inputs) => factory.GlobalAverage(node, node.InputShapes[0], inputs[0]))
            .With<GlobalMaxPooling2D>(
                (factory, node, _, inputs) =>
                    factory.Append(new GlobalMaxPoolOperation(factory.Eager, inputs[0], node.Path, node.InputShapes[0], node.OutputShape))
            )
            .With<GlobalMaxPooling1D>(
                (factory, node, _, inputs) =>
                    factory.Append(new GlobalMaxPoolOperation(factory.Eager, inputs[0], node.Path, node.InputShapes[0], node.OutputShape))
            )
            .With<Embedding>(
                (factory, node, _, inputs) =>
                    factory.Append(
                        new EmbeddingOperation(factory.Eager, inputs[0], node.Path, node.OutputShape, factory.Named(node, "embeddings"))
                    )
            )
            .With<SimpleRNN>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<LSTM>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<GRU>((factory, node, layer, inputs) => factory.Recurrent(node, layer, node.Weights, inputs[0]))
            .With<Bidirectional>((factory, node, layer, inputs) => factory.Both(node, layer, inputs[0]))
            .With<TimeDistributed>((factory, node, layer, inputs) => factory.Distributed(node, layer, inputs[0]));

    private Seam.IEager Eager => eager;

    private static Shape AsImage(Shape sequence) => new(1, sequence[0], sequence[1]);

    private void Reshape(string layer, int input, Shape from, Shape to) => Append(new FlattenOperation(Eager, input, layer, from, to));

    private void Convolution(FlatNode node, Conv2D conv, int input)
    {
        ConvShapes shapes = Shapes(
            node.InputShapes[0],
            node.OutputShape,
            (conv.KernelSize, conv.Dilation, conv.Groups),
            conv.Strides,
            conv.Padding
        );
        Append(new ConvOperation(Eager, input, node.Path, shapes, Named(node, "kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.Path, Last);
    }

    private void Convolution(FlatNode node, Conv3D conv, int input)
    {
        Append(new Conv3DOperation(Eager, input, node.Path, conv, node.InputShapes[0], Named(node, "kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.Path, Last);
    }

    private void Sequence(FlatNode node, Conv1D conv, int input)
    {
        Shape sequence = node.InputShapes[0];
        if (conv.ZerosBefore > 0)
        {
            Shape longer = new(sequence[0] + conv.ZerosBefore, sequence[1]);
            Move(node.Path, input, sequence, longer, Sources.Window(sequence, [-conv.ZerosBefore, 0], longer));
            (sequence, input) = (longer, Last);
        }

        Shape image = AsImage(sequence);
        ConvShapes shapes = Shapes(
            image,
            AsImage(node.OutputShape),
            (new Size(1, conv.KernelSize), new Size(1, conv.Dilation), conv.Groups),
            new Size(1, conv.Strides),
            conv.Padding
        );
        Append(
            new ConvOperation(
                Eager,
                input,
                node.Path,
                shapes,
                Named(node, "kernel"),
                Find(node, "bias"),
                (Lengths.Batch(sequence), Lengths.Batch(node.OutputShape))
            )
        );
        Activate(conv.Activation, node.Path, Last);
    }

    // A kernel of (tap, channels of a group, filters) in one of all channels, with its cells apart.
    private static ConvShapes Shapes(Shape from, Shape to, (Size Size, Size Dilation, int Groups) kernel, Size strides, Padding padding)
    {
        int channels = Length(from, 2);
        int filters = Length(to, 2);
        (Size size, Size dilation, int groups) = kernel;
        Size window = Windows.Dilated(size, dilation);
        int[] shape = [window.Height, window.Width, channels, filters];
        if (dilation == 1 && groups == 1)
        {
            return new ConvShapes(from, to, shape, strides, padding);
        }

        (int inside, int each) = (channels / groups, filters / groups);
        int[] places = new int[size.Height * size.Width * inside * filters];
        for (int i = 0; i < places.Length; i++)
        {
            int filter = i % filters;
            int channel = filter / each * inside + i / filters % inside;
            int tap = i / filters / inside;
            places[i] =
                ((tap / size.Width * dilation.Height * window.Width + tap % size.Width * dilation.Width) * channels + channel) * filters
                + filter;
        }

        return new ConvShapes(from, to, shape, strides, padding, new ExpandedKernel(shape, places));
    }

    private void DepthwiseLayer(FlatNode node, DepthwiseConv2D conv, int input)
    {
        Depthwise(node, conv, node.OutputShape, Find(node, "bias"), input);
        Activate(conv.Activation, node.Path, Last);
    }

    private void Depthwise(FlatNode node, DepthwiseConv2D conv, Shape to, Parameter? bias, int input)
    {
        Shape from = node.InputShapes[0];
        Parameter kernel = Named(node, "depthwise_kernel");
        if (conv.Dilation == 1 && conv.Strides.Height == conv.Strides.Width)
        {
            Append(new DepthwiseOperation(Eager, input, node.Path, conv, from, kernel, bias));
            return;
        }

        (int channels, int filters) = (Length(from, 2), Length(to, 2));
        Size window = Windows.Dilated(conv.KernelSize, conv.Dilation);
        int[] shape = [window.Height, window.Width, channels, filters];
        int[] places = new int[conv.KernelSize.Height * conv.KernelSize.Width * filters];
        for (int i = 0; i < places.Length; i++)
        {
            int filter = i % filters;
            int tap = i / filters;
            int cell =
                tap / conv.KernelSize.Width * conv.Dilation.Height * window.Width + tap % conv.KernelSize.Width * conv.Dilation.Width;
            places[i] = (cell * channels + filter / conv.DepthMultiplier) * filters + filter;
        }

        ConvShapes shapes = new(from, to, shape, conv.Strides, conv.Padding, new ExpandedKernel(shape, places));
        Append(new ConvOperation(Eager, input, node.Path, shapes, kernel, bias));
    }

    private void Separable(FlatNode node, SeparableConv2D conv, int input)
    {
        Shape between = conv.Depthwise.OutputShape(node.InputShapes);
        Depthwise(node, conv.Depthwise, between, null, input);
        ConvShapes shapes = new(between, node.OutputShape, [1, 1, Length(between, 2), conv.Filters], 1, Padding.Valid);
        Append(new ConvOperation(Eager, Last, node.Path, shapes, Named(node, "pointwise_kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.Path, Last);
    }

    private void Transposed(FlatNode node, Conv2DTranspose conv, int input)
    {
        Append(new ConvTransposeOperation(Eager, input, node.Path, conv, node.OutputShape, Named(node, "kernel"), Find(node, "bias")));
        Activate(conv.Activation, node.Path, Last);
    }

    private void Dense(FlatNode node, Dense dense, Shape from, Shape to, int input)
    {
        Append(new DenseOperation(Eager, input, node.Path, from, to, Named(node, "kernel"), Find(node, "bias")));
        Activate(dense.Activation, node.Path, Last);
    }

    private void PoolSequence(FlatNode node, Pooling1D pool, int input)
    {
        (Shape from, Shape to) = (AsImage(node.InputShapes[0]), AsImage(node.OutputShape));
        (Size size, Size strides) = (new Size(1, pool.PoolSize), new Size(1, pool.EffectiveStrides));
        Reshape(node.Path, input, node.InputShapes[0], from);
        Append(
            pool is MaxPooling1D
                ? new MaxPoolOperation(
                    Eager,
                    Last,
                    node.Path,
                    new MaxPooling2D
                    {
                        Name = pool.Name,
                        PoolSize = size,
                        Strides = strides,
                        Padding = pool.Padding,
                    }
                )
                : new AveragePoolOperation(
                    Eager,
                    Last,
                    node.Path,
                    new AveragePooling2D
                    {
                        Name = pool.Name,
                        PoolSize = size,
                        Strides = strides,
                        Padding = pool.Padding,
                    },
                    from
                )
        );
        Reshape(node.Path, Last, to, node.OutputShape);
    }

    private void GlobalAverage(FlatNode node, Shape shape, int input)
    {
        Shape image = shape;
        if (shape.Rank == 2)
        {
            image = AsImage(shape);
            Reshape(node.Path, input, shape, image);
            input = Last;
        }

        Append(new GlobalAveragePoolOperation(Eager, input, node.Path, image));
        if (node.OutputShape.Rank > 1)
        {
            Reshape(node.Path, Last, new Shape(image[2]), node.OutputShape);
        }
    }

    private void Recurrent(FlatNode node, Recurrent layer, IEnumerable<FlatWeight> weights, int input) =>
        Append(new RecurrentOperation(Eager, input, node.Path, layer, Length(node.InputShapes[0], 0), [.. weights.Select(Weight)]));

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
            Move(node.Path, Last, one, one, Sources.Reversed(one));
        }

        if (layer.Mode == MergeMode.Concat)
        {
            Append(new ConcatenateOperation(Eager, [forward, Last], node.Path, [one, one], one.Rank - 1));
            return;
        }

        MergeKind kind = layer.Mode switch
        {
            MergeMode.Sum => MergeKind.Add,
            MergeMode.Mul => MergeKind.Multiply,
            _ => MergeKind.Average,
        };
        Append(new MergeOperation(Eager, [forward, Last], node.Path, kind, [one, one], one));
    }

    private void Distributed(FlatNode node, TimeDistributed layer, int input)
    {
        switch (layer.Inner)
        {
            case Dense dense:
                Dense(node, dense, node.InputShapes[0], node.OutputShape, input);
                break;
            case Flatten:
                Reshape(node.Path, input, node.InputShapes[0], node.OutputShape);
                break;
            case ActivationLayer activation:
                ActivationOf(node, activation.Function, input);
                break;
            default:
                throw new ModelException(
                    $"Layer '{node.Path}' (TimeDistributed): the TensorFlow backend computes TimeDistributed of Dense, Flatten and Activation, not of {layer.Inner.TypeName}."
                );
        }
    }
}

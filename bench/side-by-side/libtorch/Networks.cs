using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.LibTorchPeer;

/// <summary>The networks of <c>src/Repro.Cli/Benchmarks/BenchNetworks.cs</c> in PyTorch's modules.</summary>
internal static class Networks
{
    /// <summary>Blocks of a 3x3 convolution, ReLU and 2x2 maximum, then two dense layers.</summary>
    /// <param name="poolsLast">Whether the last block has a maximum too.</param>
    public static Sequential Convnet(int channels, int[] filters, (int Inputs, int Hidden, int Outputs) dense, bool poolsLast)
    {
        List<(string, Module<Tensor, Tensor>)> layers = [];
        for (int block = 0; block < filters.Length; block++)
        {
            layers.Add(($"conv{block}", Conv2d(channels, filters[block], 3)));
            layers.Add(($"relu{block}", ReLU()));
            if (poolsLast || block + 1 < filters.Length)
            {
                layers.Add(($"pool{block}", MaxPool2d(2)));
            }

            channels = filters[block];
        }

        layers.Add(("flatten", Flatten()));
        layers.Add(("dense1", Linear(dense.Inputs, dense.Hidden)));
        layers.Add(("relu", ReLU()));
        layers.Add(("dense2", Linear(dense.Hidden, dense.Outputs)));
        return Sequential(layers);
    }

    /// <summary>VGG16's base: 13 convolutions that keep the size, in five blocks.</summary>
    public static Sequential Vgg16()
    {
        List<(string, Module<Tensor, Tensor>)> layers = [];
        int channels = 3;
        foreach ((int filters, int depth) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (int i = 0; i < depth; i++)
            {
                layers.Add(($"conv{layers.Count}", Conv2d(channels, filters, 3, padding: 1)));
                layers.Add(($"relu{layers.Count}", ReLU(inplace: true)));
                channels = filters;
            }

            layers.Add(($"pool{layers.Count}", MaxPool2d(2)));
        }

        return Sequential(layers);
    }

    /// <summary>
    /// Depthwise and 1x1 convolutions, each with batch normalization and ReLU6. A stride of 2 is padded on both sides, which has the same
    /// sizes as Keras's.
    /// </summary>
    public static Sequential MobileNet()
    {
        List<(string, Module<Tensor, Tensor>)> layers = [("conv1", Conv2d(3, 16, 3, stride: 2, padding: 1, bias: false))];
        Normalize(16);
        int channels = 16;
        foreach ((int filters, int stride) in new[] { (32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1) })
        {
            layers.Add(
                ($"depthwise{layers.Count}", Conv2d(channels, channels, 3, stride: stride, padding: 1, groups: channels, bias: false))
            );
            Normalize(channels);
            layers.Add(($"pointwise{layers.Count}", Conv2d(channels, filters, 1, bias: false)));
            Normalize(filters);
            channels = filters;
        }

        layers.Add(("pool", AdaptiveAvgPool2d(1)));
        layers.Add(("flatten", Flatten()));
        layers.Add(("dense", Linear(channels, 1)));
        return Sequential(layers);

        void Normalize(int features)
        {
            layers.Add(($"normalization{layers.Count}", BatchNorm2d(features, eps: 1e-3, momentum: 0.01)));
            layers.Add(($"relu{layers.Count}", ReLU6()));
        }
    }

    /// <summary>Stores the kernels of convolutions with their channels last, as the images are.</summary>
    public static void PutChannelsLast(Sequential network)
    {
        foreach ((string _, Module module) in network.named_children())
        {
            if (module is not Conv2d convolution)
            {
                continue;
            }

            using IDisposable scope = torch.no_grad();
            Tensor kernel = convolution.weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
            convolution.weight = new Parameter(kernel.detach());
        }
    }
}

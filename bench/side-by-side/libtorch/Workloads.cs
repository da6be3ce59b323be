using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Repro.LibTorchPeer;

/// <summary>The workloads of <c>repro bench</c> on made data: each is one step.</summary>
internal static class Workloads
{
    private const int Images = 20;
    private const int FineTunedFrom = 10;

    public static IReadOnlyDictionary<string, Func<bool, Action>> All { get; } =
        new Dictionary<string, Func<bool, Action>>(StringComparer.Ordinal)
        {
            ["convnet-150"] = last =>
                Training(
                    Networks.Convnet(3, [32, 64, 128, 128], (6272, 512, 1), poolsLast: true),
                    Pictures(last, Images, 150, 3),
                    YesOrNo(),
                    RmsProp(1e-4),
                    last
                ),
            ["convnet-28"] = last => Training(Digits(), Pictures(last, 64, 28, 1), torch.randint(0, 10, [64]), RmsProp(1e-3), last),
            ["convnet-28-adam"] = last => Training(Digits(), Pictures(last, 64, 28, 1), torch.randint(0, 10, [64]), Adam, last),
            ["mobilenet"] = last => Training(Networks.MobileNet(), Pictures(last, Images, 150, 3), YesOrNo(), Adam, last),
            ["vgg16-forward"] = Forward,
            ["vgg16-frozen"] = last => FineTuning(last, openFrom: int.MaxValue),
            ["vgg16-fine-tune"] = last => FineTuning(last, FineTunedFrom),
        };

    private static Sequential Digits() => Networks.Convnet(1, [32, 64, 64], (576, 64, 10), poolsLast: false);

    // Drawn with the channels last, and copied where they are to come first.
    private static Tensor Pictures(bool channelsLast, int count, int side, int channels)
    {
        Tensor pictures = torch.rand([count, side, side, channels]).permute(0, 3, 1, 2);
        return channelsLast ? pictures : pictures.contiguous();
    }

    private static Tensor YesOrNo() => torch.randint(0, 2, [Images, 1]).@float();

    private static Func<IEnumerable<Parameter>, optim.Optimizer> RmsProp(double rate) =>
        parameters => torch.optim.RMSProp(parameters, rate, alpha: 0.9, eps: 1e-7);

    private static optim.Optimizer Adam(IEnumerable<Parameter> parameters) => torch.optim.Adam(parameters, 1e-3, eps: 1e-7);

    private static Action Training(
        Sequential network,
        Tensor x,
        Tensor y,
        Func<IEnumerable<Parameter>, optim.Optimizer> optimizer,
        bool channelsLast
    )
    {
        if (channelsLast)
        {
            Networks.PutChannelsLast(network);
        }

        return Step(network.forward, x, y, optimizer(network.parameters()));
    }

    private static Action Forward(bool channelsLast)
    {
        Sequential network = Networks.Vgg16();
        if (channelsLast)
        {
            Networks.PutChannelsLast(network);
        }

        network.eval();
        Tensor x = Pictures(channelsLast, Images, 150, 3);
        return () =>
        {
            using IDisposable scope = torch.NewDisposeScope();
            using IDisposable inference = torch.inference_mode();
            network.forward(x);
        };
    }

    /// <param name="openFrom">The first convolution of the base that is trained, from 0.</param>
    private static Action FineTuning(bool channelsLast, int openFrom)
    {
        Sequential network = Networks.Vgg16();
        if (channelsLast)
        {
            Networks.PutChannelsLast(network);
        }

        Sequential head = Sequential(("flatten", Flatten()), ("dense1", Linear(8192, 256)), ("relu", ReLU()), ("dense2", Linear(256, 1)));
        Module[] convolutions = [.. network.named_children().Select(child => child.module).OfType<Conv2d>()];
        for (int i = 0; i < convolutions.Length; i++)
        {
            foreach (Parameter parameter in convolutions[i].parameters())
            {
                parameter.requires_grad_(i >= openFrom);
            }
        }

        IEnumerable<Parameter> trained = network.parameters().Where(parameter => parameter.requires_grad).Concat(head.parameters());
        return Step(x => head.forward(network.forward(x)), Pictures(channelsLast, Images, 150, 3), YesOrNo(), RmsProp(1e-5)(trained));
    }

    // Labels of one number per image are for a sigmoid, numbers of classes for a softmax.
    private static Action Step(Func<Tensor, Tensor> forward, Tensor x, Tensor y, optim.Optimizer optimizer) =>
        () =>
        {
            using IDisposable scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            Tensor outputs = forward(x);
            Tensor loss =
                y.dtype == ScalarType.Float32
                    ? functional.binary_cross_entropy_with_logits(outputs, y)
                    : functional.cross_entropy(outputs, y);
            loss.backward();
            optimizer.step();
        };
}

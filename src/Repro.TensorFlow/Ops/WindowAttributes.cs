using Repro.Models;
using Repro.Models.Layers;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Ops;

/// <summary>How a window moves over NHWC images, as TensorFlow's ops are told.</summary>
internal static class WindowAttributes
{
    public static EagerAttribute[] Of(Size strides, Padding padding) =>
        [
            new EagerAttribute.Integers("strides", 1, strides.Height, strides.Width, 1),
            new EagerAttribute.Text("padding", padding == Padding.Same ? "SAME" : "VALID"),
        ];

    public static EagerAttribute[] Of(Pooling2D pool) =>
        [new EagerAttribute.Integers("ksize", 1, pool.PoolSize.Height, pool.PoolSize.Width, 1), .. Of(pool.EffectiveStrides, pool.Padding)];
}

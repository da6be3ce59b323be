using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>The ImageNet weights of the built-in networks, as <c>keras.applications</c> publishes them.</summary>
internal static class BuiltInWeights
{
    private const string Keras = "https://storage.googleapis.com/tensorflow/keras-applications/";

    private static readonly FileDeclaration Vgg16NoTop = Published(
        "vgg16",
        "vgg16/",
        "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
        "6d6bbae143d832006294945121d1f1fc",
        58_889_256
    );

    private const string Vgg16NoTopValues = "d9a27cc1fc7f975ef8cff49180e794ccd7c4bc868ebb49740803b3bbaa8dbefd";

    public static IReadOnlyList<WeightsDeclaration> All { get; } =
    [
        new("vgg16-base-150", Vgg16NoTop) { ValuesSha256 = Vgg16NoTopValues },
        new("vgg16-base-any", Vgg16NoTop) { ValuesSha256 = Vgg16NoTopValues },
        new(
            "vgg16-top-224",
            Published("vgg16", "vgg16/", "vgg16_weights_tf_dim_ordering_tf_kernels.h5", "64373286793e3c8b2b4e3219cbf3544b", 553_467_096)
        ),
        new(
            "resnet50-keras215",
            Published(
                "resnet50",
                "resnet/",
                "resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5",
                "4d473c1dd8becc155b73f8504c6f6626",
                94_765_736
            )
        ),
    ];

    private static FileDeclaration Published(string folder, string home, string name, string md5, long bytes) =>
        new($"{folder}/{name}")
        {
            Url = Keras + home + name,
            Md5 = md5,
            Bytes = bytes,
        };
}

namespace Repro.Models;

/// <summary>The digit classifiers of documents 1 and 3, and the variants that document 3 talks about without listing them.</summary>
internal static class MnistModels
{
    private static readonly Shape Digit = new(28, 28, 1);

    /// <summary>Document 3, line 31: the convolutional part alone.</summary>
    public static Model Base(KerasSession session) => Convolutions(session).Build();

    /// <summary>Documents 1 and 3: the whole convnet.</summary>
    public static Model Full(KerasSession session) => Classifier(session, Convolutions(session));

    /// <summary>
    /// The dense network that document 3 compares with and does not define. Assumed: the one of the book's chapter 2, 784-512-10.
    /// There the pictures are flattened beforehand; here a layer does it, so that all digit models read the same input.
    /// </summary>
    public static Model DenseOnly(KerasSession session) => session.Sequential(Digit)
        .Add(session.Flatten())
        .Add(session.Dense(512, Activation.Relu))
        .Add(session.Dense(10, Activation.Softmax))
        .Build();

    /// <summary>Document 3, line 201: the convolutions without pooling between them.</summary>
    public static Model NoPool(KerasSession session) => Unpooled(session).Build();

    /// <summary>The same with the classifier that document 3 sizes on line 227; its last layer is ours, to train it.</summary>
    public static Model NoPoolDense512(KerasSession session) => Unpooled(session)
        .Add(session.Flatten())
        .Add(session.Dense(512, Activation.Relu))
        .Add(session.Dense(10, Activation.Softmax))
        .Build();

    /// <summary>Document 3's first alternative to max pooling: the convolution before takes the stride.</summary>
    public static Model Strided(KerasSession session) => Classifier(session, session.Sequential(Digit)
        .Add(session.Conv2D(32) with { Strides = 2 })
        .Add(session.Conv2D(64) with { Strides = 2 })
        .Add(session.Conv2D(64)));

    /// <summary>Its second alternative: the mean of each window.</summary>
    public static Model AveragePool(KerasSession session) => Classifier(session, session.Sequential(Digit)
        .Add(session.Conv2D(32))
        .Add(session.AveragePooling2D())
        .Add(session.Conv2D(64))
        .Add(session.AveragePooling2D())
        .Add(session.Conv2D(64)));

    private static ModelBuilder Convolutions(KerasSession session) => session.Sequential(Digit)
        .Add(session.Conv2D(32))
        .Add(session.MaxPooling2D())
        .Add(session.Conv2D(64))
        .Add(session.MaxPooling2D())
        .Add(session.Conv2D(64));

    private static ModelBuilder Unpooled(KerasSession session) => session.Sequential(Digit)
        .Add(session.Conv2D(32))
        .Add(session.Conv2D(64))
        .Add(session.Conv2D(64));

    private static Model Classifier(KerasSession session, ModelBuilder features) => features
        .Add(session.Flatten())
        .Add(session.Dense(64, Activation.Relu))
        .Add(session.Dense(10, Activation.Softmax))
        .Build();
}

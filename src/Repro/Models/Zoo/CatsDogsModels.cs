namespace Repro.Models;

/// <summary>The cats-and-dogs convnets of documents 1 and 3, and the activation model that documents 1 to 3 make of the second.</summary>
internal static class CatsDogsModels
{
    private const float Penalty = 1e-4f;
    private static readonly Shape Picture = new(150, 150, 3);

    public static Model Scratch(KerasSession session) => Classifier(session, Convolutions(session).Add(session.Flatten()));

    public static Model ScratchDropout(KerasSession session) =>
        Classifier(session, Convolutions(session).Add(session.Flatten()).Add(session.Dropout(0.5f)));

    /// <summary>
    /// Ours, no document's: document 3 says that more regularisation and more filters could bring 86 or 87 % and shows no model. This is one
    /// reading of it: filters doubling to 256, an L2 penalty on every kernel, dropout.
    /// </summary>
    public static Model ScratchL2(KerasSession session)
    {
        ModelBuilder layers = session.Sequential(Picture);
        foreach (int filters in (int[])[32, 64, 128, 256])
        {
            layers.Add(session.Conv2D(filters) with { L2 = Penalty }).Add(session.MaxPooling2D());
        }

        return layers
            .Add(session.Flatten())
            .Add(session.Dropout(0.5f))
            .Add(session.Dense(512, Activation.Relu) with { L2 = Penalty })
            .Add(session.Dense(1, Activation.Sigmoid) with { L2 = Penalty })
            .Build();
    }

    /// <summary>One input and the outputs of the first eight layers: every convolution and pooling of the model with dropout.</summary>
    public static Model Activations(KerasSession session)
    {
        Model model = ScratchDropout(session);

        // Node 0 is the hidden input of a sequential model; Keras's model.layers[:8] are nodes 1 to 8.
        return model.WithOutputs(session.Next("model"), [.. Enumerable.Range(1, 8)]);
    }

    private static ModelBuilder Convolutions(KerasSession session) => session.Sequential(Picture)
        .Add(session.Conv2D(32))
        .Add(session.MaxPooling2D())
        .Add(session.Conv2D(64))
        .Add(session.MaxPooling2D())
        .Add(session.Conv2D(128))
        .Add(session.MaxPooling2D())
        .Add(session.Conv2D(128))
        .Add(session.MaxPooling2D());

    private static Model Classifier(KerasSession session, ModelBuilder features) => features
        .Add(session.Dense(512, Activation.Relu))
        .Add(session.Dense(1, Activation.Sigmoid))
        .Build();
}

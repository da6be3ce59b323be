namespace Repro.Models;

/// <summary>Layers as the documents' listings add them: named by the session, what the listing leaves out left to the defaults.</summary>
internal static class SessionLayers
{
    /// <summary>An empty <c>Sequential()</c>.</summary>
    public static ModelBuilder Sequential(this KerasSession session, Shape input) => ModelBuilder.Sequential(session.Next("sequential"), input);

    public static InputLayer Input(this KerasSession session, Shape shape) => new(shape) { Name = session.Next("input") };

    public static Conv2D Conv2D(this KerasSession session, int filters) =>
        new(filters, 3) { Name = session.Next("conv2d"), Activation = Activation.Relu };

    public static MaxPooling2D MaxPooling2D(this KerasSession session) => new() { Name = session.Next("max_pooling2d") };

    public static AveragePooling2D AveragePooling2D(this KerasSession session) => new() { Name = session.Next("average_pooling2d") };

    public static Flatten Flatten(this KerasSession session) => new() { Name = session.Next("flatten") };

    public static Dropout Dropout(this KerasSession session, float rate) => new(rate) { Name = session.Next("dropout") };

    public static Dense Dense(this KerasSession session, int units, Activation activation) =>
        new(units) { Name = session.Next("dense"), Activation = activation };
}

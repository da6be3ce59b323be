namespace Repro.Models;

/// <summary>An element-wise function (softmax: along the last axis) that a layer applies to its output.</summary>
public enum Activation
{
    Linear,
    Relu,
    Sigmoid,
    Softmax,
}

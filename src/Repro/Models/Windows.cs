namespace Repro.Models;

/// <summary>Output lengths of layers that slide a window.</summary>
internal static class Windows
{
    public static int? Output(Layer layer, int? input, int length, int stride, Padding padding)
    {
        if (input is null)
        {
            return null;
        }

        int output = new WindowAxis(input.Value, length, stride, padding).Output;
        return output > 0
            ? output
            : throw new ModelException(
                $"Layer '{layer.Name}' ({layer.TypeName}): a window of {length} does not fit an input of {input}; use padding 'same' or a larger input."
            )
            {
                // A length of 0 is built by some versions, so only what is negative is refused by all.
                IsOfKeras = input.Value - length + stride < 0,
            };
    }

    /// <summary>The size of the window that a kernel covers where its cells are apart.</summary>
    public static Size Dilated(Size kernel, Size dilation) =>
        new((kernel.Height - 1) * dilation.Height + 1, (kernel.Width - 1) * dilation.Width + 1);
}

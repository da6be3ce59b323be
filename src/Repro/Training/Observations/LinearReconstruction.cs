using Repro.Backends;

namespace Repro.Training.Observations;

/// <summary>
/// How much of an image one linear map recovers from a layer's activations: every pixel's colours are predicted from the channels of the
/// cell that lies over it, with one set of coefficients for all pixels (least squares, with a constant). 1 is the whole image, 0 no more
/// than its mean colour. What lies within one cell cannot be told apart, so coarse layers lose it.
/// </summary>
/// <remarks>Sums are taken in a fixed order in float64, without fused steps, so the bits are the same on every machine.</remarks>
internal static class LinearReconstruction
{
    // Blank or equal channels leave the equations without a single answer; this much of their mean diagonal decides for the smallest.
    private const double Ridge = 1e-9;

    /// <param name="image">(1, height, width, colours)</param>
    /// <param name="maps">(1, rows, columns, channels), no larger than the image.</param>
    /// <returns>1 - the squares that remain / the squares about each colour's mean; NaN for an image of one colour.</returns>
    public static double R2(Tensor image, Tensor maps)
    {
        (int height, int width, int colors) = (image.Shape[1], image.Shape[2], image.Shape[3]);
        (int rows, int columns, int channels) = (maps.Shape[1], maps.Shape[2], maps.Shape[3]);
        int unknowns = channels + 1;
        double[] counts = new double[rows * columns];
        double[] sums = new double[rows * columns * colors];
        double[] means = new double[colors];
        double squares = 0;
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            int cell = (2 * (pixel / width) + 1) * rows / (2 * height) * columns + (2 * (pixel % width) + 1) * columns / (2 * width);
            counts[cell]++;
            for (int color = 0; color < colors; color++)
            {
                double value = image.Values[pixel * colors + color];
                sums[cell * colors + color] += value;
                means[color] += value;
                squares += value * value;
            }
        }

        double[,] matrix = new double[unknowns, unknowns];
        double[,] right = new double[unknowns, colors];
        double[] features = new double[unknowns];
        for (int cell = 0; cell < counts.Length; cell++)
        {
            Features(maps, cell, features);
            for (int row = 0; row < unknowns; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    matrix[row, column] += counts[cell] * features[row] * features[column];
                }

                for (int color = 0; color < colors; color++)
                {
                    right[row, color] += features[row] * sums[cell * colors + color];
                }
            }
        }

        double[,] coefficients = Solve(matrix, right, unknowns, colors);

        // The squares that remain: those of all values, less what the prediction takes, plus its own.
        double remaining = squares;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            Features(maps, cell, features);
            for (int color = 0; color < colors; color++)
            {
                double predicted = 0;
                for (int row = 0; row < unknowns; row++)
                {
                    predicted += features[row] * coefficients[row, color];
                }

                remaining += predicted * (counts[cell] * predicted - 2 * sums[cell * colors + color]);
            }
        }

        double total = squares;
        foreach (double mean in means)
        {
            total -= mean * mean / (height * width);
        }

        return total > 0 ? 1 - remaining / total : double.NaN;
    }

    private static void Features(Tensor maps, int cell, double[] features)
    {
        int channels = features.Length - 1;
        for (int channel = 0; channel < channels; channel++)
        {
            features[channel] = maps.Values[cell * channels + channel];
        }

        features[channels] = 1;
    }

    // Cholesky's factor in the lower triangle, then both substitutions.
    private static double[,] Solve(double[,] matrix, double[,] right, int unknowns, int colors)
    {
        double trace = 0;
        for (int row = 0; row < unknowns; row++)
        {
            trace += matrix[row, row];
        }

        for (int row = 0; row < unknowns; row++)
        {
            matrix[row, row] += Ridge * trace / unknowns;
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[row, column];
                for (int index = 0; index < column; index++)
                {
                    sum -= matrix[row, index] * matrix[column, index];
                }

                matrix[row, column] = row == column ? Math.Sqrt(sum) : sum / matrix[column, column];
            }
        }

        for (int color = 0; color < colors; color++)
        {
            for (int row = 0; row < unknowns; row++)
            {
                for (int index = 0; index < row; index++)
                {
                    right[row, color] -= matrix[row, index] * right[index, color];
                }

                right[row, color] /= matrix[row, row];
            }

            for (int row = unknowns - 1; row >= 0; row--)
            {
                for (int index = row + 1; index < unknowns; index++)
                {
                    right[row, color] -= matrix[index, row] * right[index, color];
                }

                right[row, color] /= matrix[row, row];
            }
        }

        return right;
    }
}

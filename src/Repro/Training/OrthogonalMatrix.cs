using Repro.Randomness;

namespace Repro.Training;

/// <summary>
/// Keras's orthogonal initializer: of a normal matrix (or its transpose where that has more rows) the orthogonal part of its QR
/// decomposition, each column turned so that R's diagonal is positive. That is Gram and Schmidt's process, here in float64 and done twice
/// per column, so that columns are orthogonal to rounding.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <param name="values">The matrix: all axes but the last, by the last.</param>
    /// <param name="columns">Length of the last axis.</param>
    public static void Fill(float[] values, int columns, float gain, RandomStream stream)
    {
        int rows = values.Length / columns;
        (int tall, int narrow) = (Math.Max(rows, columns), Math.Min(rows, columns));
        double[][] basis = new double[narrow][];
        for (int column = 0; column < narrow; column++)
        {
            double[] vector = new double[tall];
            for (int i = 0; i < tall; i++)
            {
                vector[i] = NormalNumbers.Next(stream);
            }

            for (int time = 0; time < 2; time++)
            {
                for (int before = 0; before < column; before++)
                {
                    Subtract(vector, basis[before]);
                }
            }

            double length = Math.Sqrt(Product(vector, vector));
            for (int i = 0; i < tall; i++)
            {
                vector[i] /= length;
            }

            basis[column] = vector;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double value = rows >= columns ? basis[column][row] : basis[row][column];
                values[row * columns + column] = (float)(gain * value);
            }
        }
    }

    private static void Subtract(double[] vector, double[] direction)
    {
        double share = Product(vector, direction);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] -= share * direction[i];
        }
    }

    private static double Product(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}

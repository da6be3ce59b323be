using Repro.Numerics;

namespace Repro.Specs.Backends.Cpu.Numerics;

[TestFixture]
[Category("Fast")]
internal sealed class ProbabilitiesSpecs
{
    [Test]
    public void Sigmoid_is_right_to_float_precision_and_never_overflows()
    {
        for (float z = -100; z <= 100; z += 0.37f)
        {
            double expected = 1 / (1 + Math.Exp(-(double)z));
            ((double)Probabilities.Sigmoid(z)).Should().BeApproximately(expected, 2.5e-7 * expected + 1e-44);
        }

        Probabilities.Sigmoid(0).Should().Be(0.5f);
        Probabilities.Sigmoid(float.MaxValue).Should().Be(1);
        Probabilities.Sigmoid(float.MinValue).Should().Be(0);
    }

    [Test]
    public void Softmax_is_right_to_float_precision_at_any_offset()
    {
        float[] logits = [1.5f, -2, 0, 3.25f, 3.25f, -90];
        foreach (float offset in new[] { 0f, 1000f, -1000f })
        {
            float[] shifted = logits.Select(z => z + offset).ToArray();
            double sum = logits.Sum(z => Math.Exp(z));
            float[] p = new float[shifted.Length];
            Probabilities.Softmax(shifted, p);
            for (int i = 0; i < p.Length; i++)
            {
                ((double)p[i]).Should().BeApproximately(Math.Exp(logits[i]) / sum, 1e-6);
            }

            p[3].Should().Be(p[4]);
        }
    }

    [Test]
    public void Softmax_works_in_place()
    {
        float[] values = [0.25f, -1, 2];
        float[] p = new float[3];
        Probabilities.Softmax(values, p);
        Probabilities.Softmax(values, values);
        values.Should().Equal(p);
    }

    [Test]
    public void One_class_is_certain()
    {
        float[] p = new float[1];
        Probabilities.Softmax([-5f], p);
        p[0].Should().Be(1);
    }
}

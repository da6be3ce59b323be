using System.Security.Cryptography;
using Repro.Training.State;

namespace Repro.Specs.Training;

[TestFixture]
[Category("Fast")]
internal sealed class StateFileSpecs
{
    [Test]
    public void What_was_written_reads_back_to_the_bit()
    {
        using TemporaryFolder folder = new();
        float[] odd = [0f, -0f, float.Epsilon, float.MaxValue, 1f / 3f];
        new StateFile("{\"a\": \"ä\"}", [("dense/kernel", odd), ("empty", [])]).Write(folder.File("state"));

        StateFile read = StateFile.Read(folder.File("state"));

        read.Metadata.Should().Be("{\"a\": \"ä\"}");
        read.Arrays.Select(array => array.Name).Should().Equal("dense/kernel", "empty");
        read.Arrays[0].Values.Select(BitConverter.SingleToInt32Bits).Should().Equal(odd.Select(BitConverter.SingleToInt32Bits));
    }

    [Test]
    public void Any_changed_or_missing_byte_is_noticed()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("state");
        new StateFile("{}", [("a", [1f, 2f])]).Write(path);
        byte[] content = File.ReadAllBytes(path);
        for (int at = 0; at < content.Length; at++)
        {
            byte[] damaged = [.. content];
            damaged[at] ^= 1;
            File.WriteAllBytes(path, damaged);
            Reading(path).Should().Throw<InputException>().WithMessage("*damaged*");
            File.WriteAllBytes(path, content[..at]);
            Reading(path).Should().Throw<InputException>().WithMessage("*damaged*");
        }
    }

    [Test]
    public void A_crafted_file_with_a_right_checksum_and_a_wrong_length_is_refused()
    {
        using TemporaryFolder folder = new();
        foreach (int length in new[] { int.MaxValue, -1, 1000 })
        {
            byte[] body = [.. "REPROSTF"u8, .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(length)];
            File.WriteAllBytes(folder.File("state"), [.. body, .. SHA256.HashData(body)]);
            Reading(folder.File("state")).Should().Throw<InputException>().WithMessage("*damaged*");
        }
    }

    [Test]
    public void An_array_whose_bytes_are_beyond_counting_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] name = [.. BitConverter.GetBytes(1), .. "a"u8];
        byte[] body =
        [
            .. "REPROSTF"u8,
            .. BitConverter.GetBytes(1),
            .. BitConverter.GetBytes(0),
            .. BitConverter.GetBytes(1),
            .. name,
            .. BitConverter.GetBytes(int.MaxValue),
        ];
        File.WriteAllBytes(folder.File("state"), [.. body, .. SHA256.HashData(body)]);

        Reading(folder.File("state")).Should().Throw<InputException>().WithMessage("*damaged*");
    }

    [Test]
    public void Two_arrays_of_one_name_are_refused()
    {
        using TemporaryFolder folder = new();
        new StateFile("{}", [("dense/kernel", [1f]), ("dense/bias", [2f]), ("dense/kernel", [3f])]).Write(folder.File("state"));

        Reading(folder.File("state"))
            .Should()
            .Throw<InputException>()
            .WithMessage("*state: the file is damaged: it has 'dense/kernel' twice*");
    }

    [Test]
    public void Another_version_and_a_missing_file_are_named()
    {
        using TemporaryFolder folder = new();
        byte[] body = [.. "REPROSTF"u8, .. BitConverter.GetBytes(2)];
        File.WriteAllBytes(folder.File("state"), [.. body, .. SHA256.HashData(body)]);

        Reading(folder.File("state")).Should().Throw<InputException>().WithMessage("*format version 2; this version reads 1*");
        Reading(folder.File("absent")).Should().Throw<InputException>().WithMessage("*cannot be read*");
    }

    private static Action Reading(string path) => () => StateFile.Read(path);
}

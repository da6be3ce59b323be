using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Repro.TensorFlow.Native;

namespace Repro.Specs.TensorFlow.Native;

/// <summary>Every library that does not serve is refused in one message that says why and what to do, before it can do harm.</summary>
[Category("Fast")]
[Platform("Linux", Reason = "ELF is Linux's format.")]
internal sealed class FindingSpecs
{
    private static readonly ushort Here = Machine(RuntimeInformation.ProcessArchitecture);
    private static readonly ushort Elsewhere = Here == 183 ? (ushort)62 : (ushort)183;

    [Test]
    public void A_missing_file()
    {
        using TemporaryFolder folder = new();

        Refused(folder.File("no-such-library.so"), "*no-such-library.so: *the file or folder does not exist*pip install tensorflow-cpu*");
    }

    [Test]
    public void A_folder_without_it()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("libother.so"), "");

        Refused(
            folder.Path,
            $"{folder.Path}: this folder has no TensorFlow library (looked for libtensorflow_cc.so.2, *pip install tensorflow-cpu*"
        );
    }

    [Test]
    public void A_text_file_named_so() =>
        RefusedBytes("/* GNU ld script */\nGROUP ( x )"u8.ToArray(), "*no ELF header*begins with '*GNU ld script*'*");

    [Test]
    public void An_empty_file() => RefusedBytes([], "*it is empty*");

    [Test]
    public void A_header_that_is_not_whole() => RefusedBytes(Elf(Here)[..40], "*not even its ELF header is whole*");

    [Test]
    public void Another_architecture()
    {
        RefusedBytes(
            Elf(Elsewhere),
            $"*it is built for {(Elsewhere == 62 ? "X64" : "Arm64")}, and this process runs on {RuntimeInformation.ProcessArchitecture}*"
        );
    }

    [Test]
    public void An_unknown_architecture() => RefusedBytes(Elf(22), $"*it is built for ELF machine 22, and this process runs on*");

    [Test]
    public void A_32_bit_library() => RefusedBytes(With(Elf(Here), 4, 1), "*it is not for this machine*");

    [Test]
    public void A_program() => RefusedBytes(With(Elf(Here), 16, 2), "*no shared library*");

    [Test]
    public void A_damaged_header() => RefusedBytes(With(Elf(Here), 54, 9), "*its ELF header is damaged*");

    // The loader would map what is not there, and the first touch would end the process.
    [TestCase(63)]
    [TestCase(64 + 55)]
    [TestCase(64 + 56)]
    [TestCase(4095)]
    public void A_library_cut_short(int length)
    {
        byte[] whole = Elf(Here, bytes: 4096);

        RefusedBytes(whole[..length], "*cut short*");
    }

    [Test]
    public void Segments_beyond_every_file()
    {
        byte[] library = Elf(Here);
        BinaryPrimitives.WriteUInt64LittleEndian(library.AsSpan(64 + 32), ulong.MaxValue);

        RefusedBytes(library, "*cut short*");
    }

    // A header that looks right: here the loader has the last word.
    [Test]
    public void What_the_loader_refuses() =>
        RefusedBytes(Elf(Here), "*the system's loader refuses it: *libtensorflow_cc.so.2: *pip install tensorflow-cpu*");

    [Test]
    public void A_library_without_the_symbols()
    {
        string foreign = ForeignLibrary();

        Refused(foreign, $"{foreign}: it does not have * required functions of TensorFlow's C API (all)*pip install tensorflow-cpu*");
    }

    [Test]
    public void A_package_folder_and_its_parent_serve()
    {
        using TemporaryFolder packages = new();
        string library = packages.File("tensorflow", "libtensorflow_cc.so.2");
        string framework = packages.File("tensorflow", "libtensorflow_framework.so.2");
        Directory.CreateDirectory(packages.File("tensorflow"));
        File.WriteAllText(library, "");
        File.WriteAllText(framework, "");

        foreach (string named in new[] { library, packages.File("tensorflow"), packages.Path })
        {
            LibraryLocation found = LibraryLocation.Find(named);

            found.File.Should().Be(library);
            found.First.Should().Equal(framework);
        }
    }

    [Test]
    public void Cudas_libraries_lie_beside_the_package()
    {
        using TemporaryFolder packages = new();
        foreach (
            string file in new[]
            {
                "cublas/lib/libcublas.so.12",
                "cublas/lib/libnvblas.so.12",
                "cudnn/lib/libcudnn.so.9",
                "cudnn/include/cudnn.h",
                "cuda_nvcc/bin/ptxas",
            }
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(packages.File("nvidia", file))!);
            File.WriteAllText(packages.File("nvidia", file), "");
        }

        LibraryLocation
            .NvidiaLibraries(packages.File("tensorflow"))
            .Should()
            .Equal(packages.File("nvidia", "cublas/lib/libcublas.so.12"), packages.File("nvidia", "cudnn/lib/libcudnn.so.9"));
        LibraryLocation.NvidiaLibraries("/").Should().BeEmpty();
    }

    /// <summary>
    /// A library that this system itself has loaded, and that is not TensorFlow's; the spec is ignored where none is known.
    /// </summary>
    internal static string ForeignLibrary()
    {
        string? file = File.ReadLines("/proc/self/maps")
            .Where(line => line.Contains('/', StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
            .FirstOrDefault(file => Path.GetFileName(file) is "libm.so.6" or "libc.so.6" or "libc.musl-x86_64.so.1");
        if (file is null)
        {
            Assert.Ignore("Needs a system library that the process has loaded.");
        }

        return file!;
    }

    /// <summary>Writes the least of a library for a machine of another kind.</summary>
    internal static string LibraryOfAnotherMachine(string file)
    {
        File.WriteAllBytes(file, Elf(Elsewhere));
        return file;
    }

    private static void RefusedBytes(byte[] bytes, string message)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("libtensorflow_cc.so.2"), bytes);

        // By its file and by its folder.
        Refused(folder.File("libtensorflow_cc.so.2"), message);
        Refused(folder.Path, message);
    }

    private static void Refused(string where, string message) =>
        FluentActions
            .Invoking(() => NativeTensorFlow.Read(LibraryLocation.Find(where), out _))
            .Should()
            .Throw<InputException>()
            .WithMessage(message);

    /// <summary>The least of a shared library: a header, and one segment over the whole file.</summary>
    private static byte[] Elf(ushort machine, int bytes = 128)
    {
        byte[] file = new byte[bytes];
        "\u007fELF"u8.CopyTo(file);
        file[4] = 2;
        file[5] = 1;
        file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), machine);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(52), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(64 + 32), (ulong)bytes);
        return file;
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    private static ushort Machine(Architecture architecture) =>
        architecture switch
        {
            Architecture.X64 => 62,
            Architecture.Arm64 => 183,
            _ => 243,
        };
}

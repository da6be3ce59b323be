using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.CApi;

/// <summary>
/// The few fields of TensorFlow's ConfigProto (core/protobuf/config.proto) that a context needs, in protobuf's wire format.
/// Soft placement stays off, as is its default: an op without a kernel on the device is an error, not a silent move to the CPU.
/// </summary>
internal static class ConfigProto
{
    private const int IntraOpThreads = 2;
    private const int InterOpThreads = 5;
    private const int GpuOptions = 6;
    private const int GpuAllowGrowth = 4;
    private const int LengthDelimited = 2;

    public static byte[] Encode(EagerOptions options)
    {
        List<byte> bytes = [];
        if (options.Threads > 0)
        {
            Number(bytes, IntraOpThreads, options.Threads);
            // Ops come one at a time: more than one thread between them would have nothing to do.
            Number(bytes, InterOpThreads, 1);
        }

        List<byte> gpu = [];
        Number(gpu, GpuAllowGrowth, options.MemoryGrowth ? 1 : 0);
        Varint(bytes, (GpuOptions << 3) | LengthDelimited);
        Varint(bytes, gpu.Count);
        bytes.AddRange(gpu);
        return [.. bytes];
    }

    private static void Number(List<byte> bytes, int field, int value)
    {
        Varint(bytes, field << 3);
        Varint(bytes, value);
    }

    private static void Varint(List<byte> bytes, int value)
    {
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
    }
}

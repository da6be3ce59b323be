using Repro.TensorFlow.Seam;
using Tensorflow;
using Tensorflow.Device;
using static Tensorflow.Binding;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>The devices of TensorFlow.NET's context.</summary>
internal static class NetDevices
{
    public static IReadOnlyList<EagerDevice> List()
    {
        using SafeDeviceListHandle list = c_api.TFE_ContextListDevices(tf.Context, tf.Status);
        if (!tf.Status.ok())
            throw new InputException($"TensorFlow does not list its devices: {tf.Status.Message}");
        List<EagerDevice> devices = [];
        for (int i = 0; i < c_api.TF_DeviceListCount(list); i++)
        {
            devices.Add(
                new EagerDevice(c_api.TF_DeviceListName(list, i, tf.Status), c_api.StringPiece(c_api.TF_DeviceListType(list, i, tf.Status)))
            );
        }

        return devices;
    }

    /// <summary>
    /// TensorFlow.NET names no device when it makes a native op, so ops go where TensorFlow puts them by itself: the first GPU,
    /// or the CPU where there is none. Another device is refused rather than named in the provenance and not used.
    /// </summary>
    /// <exception cref="InputException">There is no such device, or ops do not go to it.</exception>
    public static EagerDevice Choose(string asked, IReadOnlyList<EagerDevice> devices)
    {
        EagerDevice chosen = DeviceChoice.Choose(asked, devices);
        EagerDevice placed = DeviceChoice.Choose("auto", devices);
        return chosen == placed
            ? chosen
            : throw new InputException(
                $"TensorFlow.NET runs every op on {placed.ShortName}, but {chosen.ShortName} was requested. "
                    + "Hide the others from it (CUDA_VISIBLE_DEVICES=-1 for the CPU, or the GPU's number), or choose the binding 'c-api'."
            );
    }
}

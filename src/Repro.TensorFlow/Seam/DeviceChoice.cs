namespace Repro.TensorFlow.Seam;

/// <summary>Which of the library's devices a setting means. Never another one in silence.</summary>
internal static class DeviceChoice
{
    /// <param name="asked">See <see cref="EagerOptions.Device"/>; case does not matter.</param>
    /// <exception cref="InputException">There is no such device; the message lists those there are.</exception>
    public static EagerDevice Choose(string asked, IReadOnlyList<EagerDevice> devices)
    {
        if (Is("auto"))
        {
            return First("GPU") ?? First("CPU") ?? throw Missing();
        }

        if (Is("cpu") || Is("gpu"))
        {
            return First(asked) ?? throw Missing();
        }

        return devices.FirstOrDefault(device => Is(device.ShortName) || Is(device.Name)) ?? throw Missing();

        bool Is(string name) => string.Equals(asked, name, StringComparison.OrdinalIgnoreCase);

        EagerDevice? First(string type) =>
            devices.FirstOrDefault(device => string.Equals(device.Type, type, StringComparison.OrdinalIgnoreCase));

        InputException Missing() =>
            new(
                $"TensorFlow has no device '{asked}'. It sees {string.Join(", ", devices.Select(device => device.ShortName))}. "
                    + "Name one of these, cpu or auto; a GPU needs NVIDIA's driver and a libtensorflow built for GPUs (the Python package tensorflow[and-cuda])."
            );
    }
}

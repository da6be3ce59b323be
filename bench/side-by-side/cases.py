"""The measured convolutions: those of bench/LayerCase.cs."""
# Name, batch, side of the input, channels, filters, padding; 3x3 windows, stride 1.
LAYERS = (
    ("cd1", 20, 150, 3, 32, 0), ("cd2", 20, 74, 32, 64, 0), ("cd3", 20, 36, 64, 128, 0), ("cd4", 20, 17, 128, 128, 0),
    ("mn1", 64, 28, 1, 32, 0), ("mn2", 64, 13, 32, 64, 0), ("mn3", 64, 5, 64, 64, 0),
    ("vgg1_1", 20, 150, 3, 64, 1), ("vgg1_2", 20, 150, 64, 64, 1), ("vgg2_1", 20, 75, 64, 128, 1), ("vgg2_2", 20, 75, 128, 128, 1),
    ("vgg3_1", 20, 37, 128, 256, 1), ("vgg3_2", 20, 37, 256, 256, 1), ("vgg4_1", 20, 18, 256, 512, 1), ("vgg4_2", 20, 18, 512, 512, 1),
    ("vgg5_1", 20, 9, 512, 512, 1),
)


def operations(batch, side, channels, filters, padding):
    """Floating-point operations of one direction, by the definition."""
    out = side + 2 * padding - 2
    return 2 * batch * out * out * filters * 9 * channels

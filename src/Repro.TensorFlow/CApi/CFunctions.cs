using System.Reflection;
using System.Runtime.InteropServices;

namespace Repro.TensorFlow.CApi;

/// <summary>
/// The functions of TensorFlow's C API that the binding calls (c_api.h, eager/c_api.h), taken from a library that we loaded
/// ourselves: no import names a file, so nothing is loaded before it is asked for and the file is chosen at run time.
/// Each field has its function's name. Text is UTF-8; every status and handle is an opaque pointer.
/// </summary>
internal sealed unsafe class CFunctions
{
#pragma warning disable SA1310, IDE1006 // the C API's own names
    public readonly delegate* unmanaged<byte*> TF_Version;
    public readonly delegate* unmanaged<nint> TF_NewStatus;
    public readonly delegate* unmanaged<nint, void> TF_DeleteStatus;
    public readonly delegate* unmanaged<nint, int> TF_GetCode;
    public readonly delegate* unmanaged<nint, byte*> TF_Message;
    public readonly delegate* unmanaged<nint, int, byte*, void> TF_SetStatus;

    // Element type, sizes of the axes, their number, bytes.
    public readonly delegate* unmanaged<int, long*, int, nuint, nint> TF_AllocateTensor;
    public readonly delegate* unmanaged<nint, void> TF_DeleteTensor;
    public readonly delegate* unmanaged<nint, void*> TF_TensorData;
    public readonly delegate* unmanaged<nint, nuint> TF_TensorByteSize;

    public readonly delegate* unmanaged<nint, void> TF_DeleteDeviceList;
    public readonly delegate* unmanaged<nint, int> TF_DeviceListCount;
    public readonly delegate* unmanaged<nint, int, nint, byte*> TF_DeviceListName;
    public readonly delegate* unmanaged<nint, int, nint, byte*> TF_DeviceListType;

    public readonly delegate* unmanaged<nint> TFE_NewContextOptions;

    // Options, a serialised ConfigProto, its bytes, status.
    public readonly delegate* unmanaged<nint, byte*, nuint, nint, void> TFE_ContextOptionsSetConfig;
    public readonly delegate* unmanaged<nint, void> TFE_DeleteContextOptions;
    public readonly delegate* unmanaged<nint, nint, nint> TFE_NewContext;
    public readonly delegate* unmanaged<nint, void> TFE_DeleteContext;
    public readonly delegate* unmanaged<nint, nint, nint> TFE_ContextListDevices;

    public readonly delegate* unmanaged<nint, nint, nint> TFE_NewTensorHandle;
    public readonly delegate* unmanaged<nint, void> TFE_DeleteTensorHandle;
    public readonly delegate* unmanaged<nint, int> TFE_TensorHandleDataType;
    public readonly delegate* unmanaged<nint, nint, nint> TFE_TensorHandleResolve;

    // Handle, context, device, status.
    public readonly delegate* unmanaged<nint, nint, byte*, nint, nint> TFE_TensorHandleCopyToDevice;

    public readonly delegate* unmanaged<nint, byte*, nint, nint> TFE_NewOp;
    public readonly delegate* unmanaged<nint, void> TFE_DeleteOp;
    public readonly delegate* unmanaged<nint, byte*, nint, void> TFE_OpSetDevice;
    public readonly delegate* unmanaged<nint, nint, nint, void> TFE_OpAddInput;

    // Op, attribute, out: whether a list, status; the kind of one value.
    public readonly delegate* unmanaged<nint, byte*, byte*, nint, int> TFE_OpGetAttrType;
    public readonly delegate* unmanaged<nint, byte*, byte*, nuint, void> TFE_OpSetAttrString;
    public readonly delegate* unmanaged<nint, byte*, long, void> TFE_OpSetAttrInt;
    public readonly delegate* unmanaged<nint, byte*, long*, int, void> TFE_OpSetAttrIntList;
    public readonly delegate* unmanaged<nint, byte*, float, void> TFE_OpSetAttrFloat;
    public readonly delegate* unmanaged<nint, byte*, byte, void> TFE_OpSetAttrBool;
    public readonly delegate* unmanaged<nint, byte*, int, void> TFE_OpSetAttrType;

    // Op, output handles, in: their room, out: their number, status.
    public readonly delegate* unmanaged<nint, nint*, int*, nint, void> TFE_Execute;
#pragma warning restore SA1310, IDE1006

    /// <param name="library">The loaded library's handle.</param>
    /// <exception cref="EntryPointNotFoundException">It lacks one; ask <see cref="MissingFrom"/> first.</exception>
    public CFunctions(nint library)
    {
        TF_Version = (delegate* unmanaged<byte*>)Get(nameof(TF_Version));
        TF_NewStatus = (delegate* unmanaged<nint>)Get(nameof(TF_NewStatus));
        TF_DeleteStatus = (delegate* unmanaged<nint, void>)Get(nameof(TF_DeleteStatus));
        TF_GetCode = (delegate* unmanaged<nint, int>)Get(nameof(TF_GetCode));
        TF_Message = (delegate* unmanaged<nint, byte*>)Get(nameof(TF_Message));
        TF_SetStatus = (delegate* unmanaged<nint, int, byte*, void>)Get(nameof(TF_SetStatus));
        TF_AllocateTensor = (delegate* unmanaged<int, long*, int, nuint, nint>)Get(nameof(TF_AllocateTensor));
        TF_DeleteTensor = (delegate* unmanaged<nint, void>)Get(nameof(TF_DeleteTensor));
        TF_TensorData = (delegate* unmanaged<nint, void*>)Get(nameof(TF_TensorData));
        TF_TensorByteSize = (delegate* unmanaged<nint, nuint>)Get(nameof(TF_TensorByteSize));
        TF_DeleteDeviceList = (delegate* unmanaged<nint, void>)Get(nameof(TF_DeleteDeviceList));
        TF_DeviceListCount = (delegate* unmanaged<nint, int>)Get(nameof(TF_DeviceListCount));
        TF_DeviceListName = (delegate* unmanaged<nint, int, nint, byte*>)Get(nameof(TF_DeviceListName));
        TF_DeviceListType = (delegate* unmanaged<nint, int, nint, byte*>)Get(nameof(TF_DeviceListType));
        TFE_NewContextOptions = (delegate* unmanaged<nint>)Get(nameof(TFE_NewContextOptions));
        TFE_ContextOptionsSetConfig = (delegate* unmanaged<nint, byte*, nuint, nint, void>)Get(nameof(TFE_ContextOptionsSetConfig));
        TFE_DeleteContextOptions = (delegate* unmanaged<nint, void>)Get(nameof(TFE_DeleteContextOptions));
        TFE_NewContext = (delegate* unmanaged<nint, nint, nint>)Get(nameof(TFE_NewContext));
        TFE_DeleteContext = (delegate* unmanaged<nint, void>)Get(nameof(TFE_DeleteContext));
        TFE_ContextListDevices = (delegate* unmanaged<nint, nint, nint>)Get(nameof(TFE_ContextListDevices));
        TFE_NewTensorHandle = (delegate* unmanaged<nint, nint, nint>)Get(nameof(TFE_NewTensorHandle));
        TFE_DeleteTensorHandle = (delegate* unmanaged<nint, void>)Get(nameof(TFE_DeleteTensorHandle));
        TFE_TensorHandleDataType = (delegate* unmanaged<nint, int>)Get(nameof(TFE_TensorHandleDataType));
        TFE_TensorHandleResolve = (delegate* unmanaged<nint, nint, nint>)Get(nameof(TFE_TensorHandleResolve));
        TFE_TensorHandleCopyToDevice = (delegate* unmanaged<nint, nint, byte*, nint, nint>)Get(nameof(TFE_TensorHandleCopyToDevice));
        TFE_NewOp = (delegate* unmanaged<nint, byte*, nint, nint>)Get(nameof(TFE_NewOp));
        TFE_DeleteOp = (delegate* unmanaged<nint, void>)Get(nameof(TFE_DeleteOp));
        TFE_OpSetDevice = (delegate* unmanaged<nint, byte*, nint, void>)Get(nameof(TFE_OpSetDevice));
        TFE_OpAddInput = (delegate* unmanaged<nint, nint, nint, void>)Get(nameof(TFE_OpAddInput));
        TFE_OpGetAttrType = (delegate* unmanaged<nint, byte*, byte*, nint, int>)Get(nameof(TFE_OpGetAttrType));
        TFE_OpSetAttrString = (delegate* unmanaged<nint, byte*, byte*, nuint, void>)Get(nameof(TFE_OpSetAttrString));
        TFE_OpSetAttrInt = (delegate* unmanaged<nint, byte*, long, void>)Get(nameof(TFE_OpSetAttrInt));
        TFE_OpSetAttrIntList = (delegate* unmanaged<nint, byte*, long*, int, void>)Get(nameof(TFE_OpSetAttrIntList));
        TFE_OpSetAttrFloat = (delegate* unmanaged<nint, byte*, float, void>)Get(nameof(TFE_OpSetAttrFloat));
        TFE_OpSetAttrBool = (delegate* unmanaged<nint, byte*, byte, void>)Get(nameof(TFE_OpSetAttrBool));
        TFE_OpSetAttrType = (delegate* unmanaged<nint, byte*, int, void>)Get(nameof(TFE_OpSetAttrType));
        TFE_Execute = (delegate* unmanaged<nint, nint*, int*, nint, void>)Get(nameof(TFE_Execute));

        nint Get(string symbol) => NativeLibrary.GetExport(library, symbol);
    }

    /// <summary>Every symbol that the binding touches.</summary>
    public static IReadOnlyList<string> Symbols { get; } =
    [.. typeof(CFunctions).GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => field.Name)];

    /// <summary>Those of <see cref="Symbols"/> that a loaded library does not export.</summary>
    public static IReadOnlyList<string> MissingFrom(nint library) =>
        [.. Symbols.Where(symbol => !NativeLibrary.TryGetExport(library, symbol, out _))];

    /// <summary>Text that TensorFlow owns; copied.</summary>
    public static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";
}

using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Repro.TensorFlow.Seam;
using Tensorflow;
using Tensorflow.Contexts;
using Tensorflow.Eager;
using static Tensorflow.Binding;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>
/// TensorFlow.NET makes a context and a set of native ops for each thread that touches it, but a tensor is good in its own
/// context alone. So all threads are given the first one's.
/// </summary>
internal static partial class NetContext
{
    [ThreadStatic]
    private static bool t_entered;

    private static Context? s_context;
    private static IEagerRunner? s_runner;

    /// <summary>Makes the context if there is none yet; its settings hold for the process.</summary>
    public static void Start(EagerOptions options)
    {
        if (s_context is not null)
            return;

        // The context is made by TensorFlow.NET's constructor with its own settings; the library's variables are what is left.
        if (options.Threads > 0)
        {
            Set("TF_NUM_INTRAOP_THREADS", options.Threads.ToString(CultureInfo.InvariantCulture));
            Set("TF_NUM_INTEROP_THREADS", "1");
        }

        Set("TF_FORCE_GPU_ALLOW_GROWTH", options.MemoryGrowth ? "true" : "false");
        s_context = tf.Context;
        s_runner = tf.Runner;
        t_entered = true;
    }

    /// <summary>Gives this thread the context. Call it before anything else.</summary>
    public static void Enter()
    {
        if (t_entered)
            return;
        PerThread<Context>("_context").Value = s_context!;
        PerThread<IEagerRunner>("_runner").Value = s_runner!;
        t_entered = true;
    }

    /// <summary>Lets go of the native ops that TensorFlow.NET keeps; their handles are freed when they are finalized.</summary>
    public static void ForgetOps() => s_runner?.ClearEagerOperationMap();

    private static ThreadLocal<T> PerThread<T>(string field) =>
        typeof(tensorflow).GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(tf) as ThreadLocal<T>
        ?? throw new InputException(
            $"This TensorFlow.NET keeps no '{field}' for each thread as version 0.150.0 does, so it cannot be used from several threads. Use 0.150.0."
        );

    // .NET's own variables are invisible to native code.
    private static void Set(string name, string value)
    {
        if (!OperatingSystem.IsWindows())
            _ = SetVariable(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

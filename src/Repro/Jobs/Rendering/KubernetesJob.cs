using System.Text.Encodings.Web;
using System.Text.Json;
using Repro.Backends;

namespace Repro.Jobs.Rendering;

/// <summary>
/// A plan as a Kubernetes indexed Job, in JSON, which <c>kubectl apply -f</c> reads like YAML. The image holds the project with
/// the plan in <c>/repro</c> and has <c>repro</c> on its <c>PATH</c>; data and results lie on two claims of volumes.
/// </summary>
internal static class KubernetesJob
{
    private const int Retries = 3;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="planFile">As the container sees it.</param>
    /// <param name="image">With its digest or tag.</param>
    public static string Render(JobPlan plan, string planFile, string image, int parallel)
    {
        bool gpu = !Determinism.GivesSameBits(plan.Backend);
        Dictionary<string, string> resources = new() { ["cpu"] = gpu ? "4" : "2", ["memory"] = "4Gi" };
        Dictionary<string, string> limits = new() { ["memory"] = "4Gi" };
        if (gpu)
        {
            limits["nvidia.com/gpu"] = "1";
        }

        var container = new
        {
            name = "repro",
            image,
            workingDir = "/repro",
            // Kubernetes itself puts the index in the arguments' place; no shell is involved.
            command = new[] { "repro", "run-job", planFile, "$(JOB_COMPLETION_INDEX)", "--runs", "/out" },
            env = new[] { new { name = "REPRO_DATA", value = "/data" }, new { name = "REPRO_THREADS", value = gpu ? "4" : "2" } },
            resources = new { requests = resources, limits },
            volumeMounts = new object[]
            {
                new
                {
                    name = "data",
                    mountPath = "/data",
                    readOnly = true,
                },
                new { name = "out", mountPath = "/out" },
            },
        };
        return JsonSerializer.Serialize(
                new
                {
                    apiVersion = "batch/v1",
                    kind = "Job",
                    metadata = new { name = "repro" },
                    spec = new
                    {
                        completionMode = "Indexed",
                        completions = plan.Jobs.Count,
                        parallelism = Math.Min(parallel, plan.Jobs.Count),
                        backoffLimitPerIndex = Retries,
                        maxFailedIndexes = plan.Jobs.Count,
                        template = new
                        {
                            spec = new
                            {
                                restartPolicy = "Never",
                                automountServiceAccountToken = false,
                                terminationGracePeriodSeconds = 120,
                                containers = new[] { container },
                                volumes = new[]
                                {
                                    new { name = "data", persistentVolumeClaim = new { claimName = "repro-data" } },
                                    new { name = "out", persistentVolumeClaim = new { claimName = "repro-out" } },
                                },
                            },
                        },
                    },
                },
                Options
            ) + "\n";
    }
}

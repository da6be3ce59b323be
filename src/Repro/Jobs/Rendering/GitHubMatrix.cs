using System.Text.Json;

namespace Repro.Jobs.Rendering;

/// <summary>A plan as the value of a GitHub workflow's <c>strategy.matrix</c>: one line of JSON, an entry a job.</summary>
internal static class GitHubMatrix
{
    /// <summary>GitHub refuses a matrix of more entries.</summary>
    public const int MostEntries = 256;

    /// <returns>
    /// <c>{"include":[{"index":"0","name":"mnist-dense seed 1"}, ...]}</c>; larger plans have entries of several jobs, <c>0-3</c>.
    /// </returns>
    public static string Render(JobPlan plan)
    {
        int size = (plan.Jobs.Count + MostEntries - 1) / MostEntries;
        var entries = Enumerable
            .Range(0, (plan.Jobs.Count + size - 1) / size)
            .Select(entry =>
            {
                int first = entry * size;
                int last = Math.Min(first + size, plan.Jobs.Count) - 1;
                return first == last
                    ? new { index = JobText.Number(first), name = plan.Jobs[first].ToString() }
                    : new { index = $"{JobText.Number(first)}-{JobText.Number(last)}", name = $"{plan.Jobs[first]} to {plan.Jobs[last]}" };
            });
        return JsonSerializer.Serialize(new { include = entries }) + "\n";
    }
}

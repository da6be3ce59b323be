using System.Text.Json.Serialization;
using Repro.Inputs;
using Repro.Outputs;
using Repro.Training.State;

namespace Repro.Jobs;

/// <summary>One job of a plan: a seed of a run, after the runs that it continues from, each into the same output folder.</summary>
/// <param name="Runs">In the order of training.</param>
internal sealed record Job(int Seed, IReadOnlyList<string> Runs)
{
    /// <summary>The job for a reader: <c>mnist-dense seed 3</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{string.Join(" + ", Runs)} seed {Seed}");
}

/// <summary>
/// The jobs of a selection, written once and read by every machine that runs one of them. A job is known by its index, from 0.
/// Runs that continue one another are one job for each seed, so that no two jobs ever write the same folder.
/// </summary>
/// <param name="Backend">As records call it.</param>
/// <param name="Epochs">Only so many of each run: trials, never evidence; null for whole trainings.</param>
/// <param name="Configurations">Each run's digest when the plan was written: a machine with another configuration refuses its job.</param>
internal sealed record JobPlan(
    int Schema,
    [property: JsonPropertyName("engine")] string Backend,
    int? Epochs,
    IReadOnlyDictionary<string, string> Configurations,
    IReadOnlyList<Job> Jobs
)
{
    /// <summary>The version of the format that this code writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>More than this is no plan that one array, matrix or merge can carry.</summary>
    public const int MostJobs = 100_000;

    private const long MostBytes = 32 << 20;

    /// <summary>
    /// Each job is one run, in a wanted order, and may continue what an earlier job trains: one machine works through such a plan
    /// (<c>repro queue</c>); several machines would train the same folder.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ordered { get; init; }

    /// <exception cref="InputException">The file is missing, too large, damaged, of another version, or names a training twice.</exception>
    public static JobPlan Read(string file)
    {
        JobPlan plan = RunRecord.ReadJson<JobPlan>(
            file,
            MostBytes,
            "a plan",
            InputRule.RegularOrPipe,
            "Write a plan with: repro plan FILE --run NAME"
        );
        InputException Damaged(string what) => new($"{file}: {what} Write the plan again, or restore the file.");
        if (plan.Schema != CurrentSchema)
        {
            throw new InputException($"{file}: format version {plan.Schema}; this version reads {CurrentSchema}.");
        }

        if (plan.Jobs.Count is 0 or > MostJobs || plan.Epochs is < 1)
        {
            throw Damaged($"a plan has 1 to {MostJobs} jobs of 1 or more epochs.");
        }

        // Both go into scripts and paths of whoever submits the plan.
        if (plan.Configurations.Keys.Prepend(plan.Backend).FirstOrDefault(name => !PlainName.IsValid(name)) is { } wrong)
        {
            throw Damaged($"it names the run or backend '{wrong}'; {PlainName.Rule}.");
        }

        HashSet<(string, int)> seen = [];
        foreach ((int index, Job? job) in plan.Jobs.Index())
        {
            if (job is { Seed: < 0 })
            {
                throw Damaged($"job {index} has the seed {job.Seed}; seeds are numbers from 0 on.");
            }

            if (job?.Runs is not { Count: > 0 } runs || runs.Any(run => run is null))
            {
                throw Damaged($"job {index} has no run.");
            }

            if (runs.FirstOrDefault(run => !plan.Configurations.ContainsKey(run)) is { } unknown)
            {
                throw Damaged(
                    $"job {index} names the run '{unknown}', of which the plan has no configuration.{Spelling.Suggestion(unknown, plan.Configurations.Keys)}"
                );
            }

            if (runs.FirstOrDefault(run => !seen.Add((run, job.Seed))) is { } twice)
            {
                throw Damaged($"job {index} has seed {job.Seed} of '{twice}', which an earlier job has.");
            }
        }

        return plan;
    }

    /// <summary>Writes the plan, once: the same again changes nothing, another one is refused.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="InputException">Another plan lies there, or the folder cannot be written to.</exception>
    public bool Write(string file)
    {
        string text = RunRecord.ToJson(this);
        if (!OutputFile.Replaces(file))
        {
            OutputFile.WriteText(file, text);
            return true;
        }

        return InputFile.ReadText(file, MostBytes, "a plan") == text
            ? false
            : throw new InputException(
                $"'{file}' has another plan, and jobs may be running on it. Choose another file name, or delete it."
            );
    }

    /// <summary>Writes the plan over the one that the file may hold.</summary>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void Replace(string file) => OutputFile.WriteText(file, RunRecord.ToJson(this));

    /// <exception cref="InputException">There is no such job.</exception>
    public Job JobAt(int index) =>
        index >= 0 && index < Jobs.Count
            ? Jobs[index]
            : throw new InputException($"There is no job {index}: the plan's jobs are 0 to {Jobs.Count - 1}.");
}

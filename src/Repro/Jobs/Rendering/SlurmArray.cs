namespace Repro.Jobs.Rendering;

/// <summary>A plan as a Slurm job array: a script for <c>sbatch</c>, an array task a job.</summary>
internal static class SlurmArray
{
    /// <remarks>
    /// The signal before the end goes to the batch shell (<c>B:</c>), which the launcher has taken the place of: without the letter Slurm
    /// tells the steps of <c>srun</c> alone, and there are none.
    /// </remarks>
    /// <param name="planFile">As the cluster's nodes see it, from the project's root.</param>
    /// <param name="output">The folder of runs that all nodes write; each job has folders of its own in it.</param>
    /// <param name="parallel">How many tasks at once.</param>
    public static string Render(JobPlan plan, string planFile, string output, int parallel)
    {
        string jobs = Counted.Of(plan.Jobs.Count, "job");
        return $$"""
            #!/usr/bin/env bash
            # {{jobs}} on {{plan.Backend}}. Submit from the project's root (a clone must be built): sbatch FILE
            # A task that was killed or preempted is submitted again as it stands (sbatch --array=N FILE): it goes on from its checkpoint.
            #SBATCH --job-name=repro
            #SBATCH --array=0-{{JobText.Number(plan.Jobs.Count - 1)}}%{{JobText.Number(parallel)}}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task={{(plan.Backend == "Cpu" ? "2" : "4")}}
            {{(plan.Backend == "Cpu" ? "" : "#SBATCH --gres=gpu:1\n")}}#SBATCH --time=24:00:00
            #SBATCH --requeue
            #SBATCH --signal=B:TERM@120
            #SBATCH --output=repro-%A_%a.log
            set -euo pipefail
            cd "${SLURM_SUBMIT_DIR:-.}"
            export REPRO_THREADS="${SLURM_CPUS_PER_TASK:-2}"
            # A clone of ReproSuite has the command in its root.
            export PATH="$PWD:$PATH"
            exec repro run-job {{JobText.Shell(planFile)}} "$SLURM_ARRAY_TASK_ID" --runs {{JobText.Shell(output)}}

            """.ReplaceLineEndings("\n");
    }
}

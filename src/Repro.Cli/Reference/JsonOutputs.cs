using Repro.Inputs;
using static Repro.Inputs.JsonType;

namespace Repro.Cli.Reference;

/// <summary>The JSON that a command writes.</summary>
/// <param name="Command">As it is called.</param>
internal sealed record JsonOutput(string Command, JsonType Type);

/// <summary>The JSON that commands write, key by key. Keys without a value are left out or null.</summary>
internal static class JsonOutputs
{
    private static readonly JsonType Whole = new Integer(long.MinValue, long.MaxValue);
    private static readonly JsonType Any = new Number(double.NegativeInfinity, double.PositiveInfinity);
    private static readonly JsonType Text = new Text();
    private static readonly JsonType Seeds = new List(Whole);
    private static readonly JsonKey Version = new(
        "schema_version",
        Whole,
        "Version of the format. It rises when a key changes its meaning or is removed."
    );

    private static readonly JsonType Interval = new JsonType.Object([new("low", Any, "Lower end."), new("high", Any, "Upper end.")]);

    private static readonly JsonKey[] Claim =
    [
        new("id", Text, "Id of the claim."),
        new("document", Text, "Id of the document."),
        new("line", Whole, "Line of the document; in a notebook, of the cell."),
        new("place", Text, "Place in the document as the claim file has it: 12, 12-20, cell 8:3."),
        new("statement", Text, "What the document says, in the words of the claim file."),
        new("tier", Text, "Tier: fast, small or long."),
        new("needs", Texts, "What the claim needs: data sets, weights, runs."),
        new("address", Text, "Address of the quantity."),
        new("relation", Text, "Relation between measured and expected value, like = or ~."),
        new("expected", Text, "Expected value or address."),
        new("margin", Any, "Margin of the relation ~."),
        new("groups", Texts, "Groups of related claims."),
        new("standing", Text, "Expected verdict: holds, refuted or open."),
        new("reason", Text, "Reason of the expected verdict, or why the claim is not executable."),
    ];

    private static readonly JsonKey[] OfOutput =
    [
        new(
            "classes",
            new List(
                new JsonType.Object([
                    new("index", Whole, "Index of the class."),
                    new("id", Text, "Identifier of the class."),
                    new("name", Text, "Name of the class."),
                    new("probability", Any, "Probability."),
                ])
            ),
            "The most probable classes first; class 1 alone where the output is one unit with a sigmoid; empty where the numbers are not known to be probabilities."
        ),
        new("values", new List(Any), "The numbers of an output without a sigmoid or softmax, unit by unit; empty for classes."),
    ];

    private static readonly JsonType Preprocessing = new JsonType.Object([
        new("scale", Text, "How pixels were scaled."),
        new("scale_assumed", new Flag(), "Whether the scale was assumed and not given."),
        new("color", Text, "Colors of the images, if the samples are images."),
        new("input", Seeds, "Shape of the input without the batch axis."),
        new("resize", Text, "How images were resized, where they were."),
        new("resize_assumed", new Flag(), "Whether the resizing was assumed and not given."),
    ]);

    public static IReadOnlyList<JsonOutput> All { get; } =
    [
        new(
            "verify --json",
            new JsonType.Object([
                Version,
                new("claims", Whole, "Number of claims."),
                new("disagreements", Whole, "Number of claims whose verdict contradicts the expected one."),
                new(
                    "verdicts",
                    new Map("VERDICT", Whole),
                    "Number of claims by verdict: reproduced, refuted, inconclusive, not_run, not_executable."
                ),
                new(
                    "results",
                    new List(
                        new JsonType.Object([
                            new("claim", new JsonType.Object(Claim), "The claim."),
                            new("verdict", Text, "Verdict."),
                            new("disagreement", new Flag(), "Whether the verdict contradicts the expected one."),
                            new("measured", Text, "Measured value."),
                            new("why", Text, "How the value was measured, or why there is none."),
                            new(
                                "missing",
                                new JsonType.Object([new("what", Text, "What is missing."), new("remedy", Text, "How to get it.")]),
                                "Missing prerequisite of a claim that is not run."
                            ),
                            new(
                                "evidence",
                                new List(
                                    new JsonType.Object([
                                        new("backend", Text, "Backend."),
                                        new("verdict", Text, "Verdict on the records of this backend."),
                                        new("seeds", Seeds, "Declared seeds that are recorded."),
                                        new("declared", Whole, "Number of declared seeds."),
                                        new("mean", Any, "Mean over the seeds."),
                                        new("deviation", Any, "Standard deviation over the seeds."),
                                        new("low", Any, "Lower end of the 95 % prediction interval for one new run."),
                                        new("high", Any, "Upper end of the interval."),
                                        new("recorded", Text, "When the records were made."),
                                        new("why", Text, "The statistics in words."),
                                        new("single", Text, "What the interval is for: runs, or pairs of runs with the same seed."),
                                    ])
                                ),
                                "The records of each backend, for claims about runs."
                            ),
                        ])
                    ),
                    "The claims in the order of the claim files."
                ),
            ])
        ),
        new("claims --json", new JsonType.Object([Version, new("claims", new List(new JsonType.Object(Claim)), "The claims.")])),
        new(
            "quantities --json",
            new JsonType.Object([
                Version,
                new(
                    "quantities",
                    new List(
                        new JsonType.Object([
                            new("address", Text, "Form of the address; words in capital letters are placeholders."),
                            new("meaning", Text, "What is measured."),
                            new("example", Text, "An address of this form that every project can measure."),
                        ])
                    ),
                    "The quantities."
                ),
            ])
        ),
        new(
            "layers --json",
            new JsonType.Object([
                Version,
                new(
                    "layers",
                    new List(
                        new JsonType.Object([
                            new("layer", Text, "Keras's name of the class."),
                            new("cpu_forward", new Flag(), "Whether the Cpu backend computes its outputs."),
                            new("cpu_training", new Flag(), "Whether the Cpu backend trains it."),
                            new("tensorflow_forward", new Flag(), "Whether the TensorFlow backend computes its outputs."),
                            new("tensorflow_training", new Flag(), "Whether the TensorFlow backend trains it."),
                        ])
                    ),
                    "The layers."
                ),
            ])
        ),
        new(
            "models --json",
            new JsonType.Object([
                Version,
                new(
                    "models",
                    new List(
                        new JsonType.Object([
                            new("model", Text, "Name of the model."),
                            new(
                                "input_shape",
                                Seeds,
                                "Shape of the first input without the batch axis; null for an axis of unknown length."
                            ),
                            new("parameters", Whole, "Number of parameters; null if it is not known."),
                            new("source", Text, "built-in, or the file."),
                            new("error", Text, "Why the file cannot be read."),
                            new("note", Text, "Why the number of parameters is not known."),
                        ])
                    ),
                    "The models."
                ),
            ])
        ),
        new(
            "runs --json",
            new JsonType.Object([
                Version,
                new("threads", Whole, "Threads that hours_left is for."),
                new(
                    "runs",
                    new List(
                        new JsonType.Object([
                            new("run", Text, "Name of the run."),
                            new("model", Text, "Model that is trained."),
                            new("data_set", Text, "Data set."),
                            new("epochs", Whole, "Number of epochs."),
                            new("declared", Seeds, "Declared seeds."),
                            new("recorded", new Map("BACKEND", Seeds), "Seeds whose records belong to the run as it is now, by backend."),
                            new("missing", Seeds, "Declared seeds that the Cpu backend has no such record of."),
                            new("hours_left", Any, "Hours that the missing seeds take on this machine."),
                            new("hours_from", Text, "How the hours are known: recorded seeds, or a rough estimate."),
                            new("error", Text, "Why the run cannot be read; its other values are then null or empty."),
                        ])
                    ),
                    "The runs."
                ),
            ])
        ),
        new(
            "data status --json",
            new List(
                new JsonType.Object([
                    new("item", Text, "Data set, weights or image."),
                    new("state", Text, "Present, Missing, Incomplete, Damaged or WrongChecksum."),
                    new("detail", Text, "What was checked, or what to do."),
                ])
            )
        ),
        new(
            "predict --json",
            new JsonType.Object([
                new("model", Text, "The model, as it was named."),
                new("preprocessing", Preprocessing, "How the image was preprocessed."),
                .. OfOutput,
                new(
                    "outputs",
                    new Map("OUTPUT", new JsonType.Object([.. OfOutput])),
                    "Of a model with several outputs, in place of classes and values: those of each output, by the name of its layer."
                ),
            ])
        ),
        new(
            "evaluate RUN --json",
            new JsonType.Object([
                new("run", Text, "Name of the run."),
                new("backend", Text, "Backend."),
                new("samples", Whole, "Number of samples."),
                new("test_loss", Any, "Loss on the test split."),
                new("test_acc", Any, "Accuracy on the test split; null for a run with several losses."),
                new(
                    "outputs",
                    new Map("COLUMN", Any),
                    "Of a run with several losses: the values of each output, such as test_OUTPUT_loss."
                ),
                new("preprocessing", Preprocessing, "How images were preprocessed."),
            ])
        ),
        new(
            "evaluate FILE --data SET/SPLIT --json",
            new JsonType.Object([
                new("model", Text, "The model, as it was named."),
                new("weights", Text, "File of the weights."),
                new("data", Text, "Data set and split."),
                new("backend", Text, "Backend."),
                new("samples", Whole, "Number of samples."),
                new("loss", Any, "Loss."),
                new("loss_name", Text, "Name of the loss; null for a model with several outputs."),
                new("loss_is_compiled", new Flag(), "Whether it is the loss that the file was compiled with."),
                new("loss_remark", Text, "Which loss it is, in words."),
                new("compiled_loss", Text, "Name of the loss that the file was compiled with."),
                new("acc", Any, "Accuracy; null for a model with several outputs."),
                new("metrics", new Map("COLUMN", Any), "The other metrics that the file was compiled with, or that the run declares."),
                new("outputs", new Map("COLUMN", Any), "Of a model with several outputs: the values of each, such as OUTPUT_loss."),
                new("preprocessing", Preprocessing, "How images were preprocessed."),
            ])
        ),
        new(
            "compare --json",
            new JsonType.Object([
                Version,
                new("run", Text, "Name of the run."),
                new("backends", Texts, "The two backends."),
                new("factor", Any, "Factor on the bound of rounding."),
                new("agrees", new Flag(), "Whether each mean lies within the other's spread."),
                new(
                    "seeds",
                    new List(
                        new JsonType.Object([
                            new("seed", Whole, "Seed."),
                            new("first_step_beyond_rounding", Whole, "First step whose losses differ by more than rounding explains."),
                            new("steps_sharp_until", Whole, "Last step up to which the bound of rounding is meaningful."),
                            new("first_epoch_beyond_rounding", Whole, "First epoch whose metrics differ by more than rounding explains."),
                            new(
                                "step_losses",
                                new JsonType.Object([
                                    new("first", new List(Any), "Losses of the first backend, step by step."),
                                    new("second", new List(Any), "Losses of the second backend."),
                                    new("bounds", new List(Any), "Bounds of rounding."),
                                ]),
                                "Losses of the first steps."
                            ),
                            new(
                                "epochs",
                                new JsonType.Object([
                                    new("first", new List(new Map("METRIC", Any)), "Metrics of the first backend, epoch by epoch."),
                                    new("second", new List(new Map("METRIC", Any)), "Metrics of the second backend."),
                                ]),
                                "Metrics of every epoch."
                            ),
                        ])
                    ),
                    "The compared seeds."
                ),
                new(
                    "final",
                    new List(
                        new JsonType.Object([
                            new("metric", Text, "Metric of the last epoch."),
                            new("first_mean", Any, "Mean of the first backend."),
                            new("second_mean", Any, "Mean of the second backend."),
                            new("first_spread", Interval, "Spread of the first backend."),
                            new("second_spread", Interval, "Spread of the second backend."),
                            new("each_within_the_others_spread", new Flag(), "Whether each mean lies within the other's spread."),
                        ])
                    ),
                    "Metrics of the last epoch."
                ),
                new(
                    "verdicts",
                    new List(
                        new JsonType.Object([
                            new("claim", Text, "Id of the claim."),
                            new(
                                "backends",
                                new List(
                                    new JsonType.Object([
                                        new("backend", Text, "Backend."),
                                        new("verdict", Text, "Verdict on its trainings."),
                                        new("why", Text, "The statistics in words."),
                                    ])
                                ),
                                "Verdicts by backend."
                            ),
                        ])
                    ),
                    "Verdicts of the claims about the run."
                ),
            ])
        ),
        new(
            "bench --json",
            new JsonType.Object([
                Version,
                new(
                    "peak",
                    new JsonType.Object([
                        new("instruction_set", Text, "Instruction set."),
                        new("threads", Whole, "Threads."),
                        new("gigaflops_per_second", Any, "Peak in GFLOP/s; a multiply-add counts as two operations."),
                    ]),
                    "Measured peak of this machine."
                ),
                new("quick", new Flag(), "Whether the times are rough (--quick)."),
                new(
                    "workloads",
                    new List(
                        new JsonType.Object([
                            new("name", Text, "Name of the workload."),
                            new("what", Text, "What it computes."),
                            new("batch", Whole, "Samples of a batch."),
                            new("operations", Any, "Operations of a step."),
                            new(
                                "backends",
                                new List(
                                    new JsonType.Object([
                                        new("name", Text, "Backend."),
                                        new("means", Text, "What is measured, in words."),
                                        new("instruction_set", Text, "Instruction set."),
                                        new("threads", Whole, "Threads."),
                                        new("libraries", new Map("LIBRARY", Text), "Versions of libraries."),
                                        new("median_ms", Any, "Median time of a step in ms."),
                                        new("gigaflops_per_second", Any, "Speed in GFLOP/s."),
                                        new("share_of_peak", Any, "Speed over the peak."),
                                        new("runs_ms", new List(Any), "Time of each step in ms."),
                                        new("outside_share", Any, "Share of the time outside of the library's kernels."),
                                    ])
                                ),
                                "Timings by backend."
                            ),
                        ])
                    ),
                    "The workloads."
                ),
            ])
        ),
        new(
            "queue status --json",
            new JsonType.Object([
                new("state", Text, "running, paused, pausing, stopping, stopped, finished or failed."),
                new("pause_requested", new Flag(), "Whether the queue is to pause."),
                new("backend", Text, "Backend."),
                new("threads", Whole, "Threads."),
                new(
                    "training",
                    new JsonType.Object([
                        new("run", Text, "Run."),
                        new("seed", Whole, "Seed."),
                        new("since", Text, "When this process began with it."),
                        new(
                            "steps",
                            new JsonType.Object([
                                new("epoch", Whole, "Finished epochs."),
                                new("epochs", Whole, "All epochs."),
                                new("step", Whole, "Steps done in the present epoch."),
                                new("steps_per_epoch", Whole, "Steps of an epoch."),
                                new("seconds", Any, "Time in steps and evaluations."),
                            ]),
                            "How far it is; null while its data are prepared."
                        ),
                    ]),
                    "The training in progress, or where it was stopped."
                ),
                new("training_seconds_left", Any, "Estimated time left of this training, in seconds."),
                new("done", Whole, "Number of finished trainings."),
                new("left", Whole, "Number of trainings that are neither finished nor failed."),
                new("seconds_left", Any, "Estimated time left of those with an estimate, in seconds."),
                new("without_estimate", Whole, "Number of trainings left without an estimate."),
                new(
                    "runs",
                    new List(
                        new JsonType.Object([
                            new("run", Text, "Run."),
                            new("done", Seeds, "Finished seeds."),
                            new("failed", Seeds, "Failed seeds."),
                            new("left", Seeds, "Seeds left."),
                            new(
                                "estimate",
                                new JsonType.Object([
                                    new("seconds", Any, "Time of a seed in seconds."),
                                    new("from", Text, "How it is known."),
                                ]),
                                "How long a seed takes."
                            ),
                        ])
                    ),
                    "The runs in the order of the plan."
                ),
                new(
                    "failed",
                    new List(
                        new JsonType.Object([new("run", Text, "Run."), new("seed", Whole, "Seed."), new("reason", Text, "Why it failed.")])
                    ),
                    "Failed trainings."
                ),
            ])
        ),
        new(
            "baseline diff --json",
            new JsonType.Object([
                Version,
                new(
                    "runs",
                    new List(
                        new JsonType.Object([
                            new("run", Text, "Run."),
                            new("backend", Text, "Backend."),
                            new("finished_seeds", Whole, "Number of finished, full-length trainings of declared seeds."),
                            new("differences", Texts, "What differs from the baseline, as lines of text."),
                        ])
                    ),
                    "The runs that were compared."
                ),
                new("not_compared", Texts, "Folders of trainings whose name no run of the project has."),
            ])
        ),
        new(
            "snapshots review --json",
            new JsonType.Object([
                Version,
                new(
                    "snapshots",
                    new List(
                        new JsonType.Object([
                            new("name", Text, "Name of the snapshot."),
                            new("verified", Text, "Accepted text; null for a new snapshot."),
                            new("received", Text, "Text that the test received."),
                            new("differences", Texts, "Removed lines (-), added lines (+) and the lines around them."),
                        ])
                    ),
                    "Texts that differ from their snapshots."
                ),
            ])
        ),
        new(
            "doctor --json",
            new JsonType.Object([
                Version,
                new("version", Text, "Version of the tool."),
                new("project", Text, "Folder of the project; null if there is none."),
                new("data_root", Text, "Data root; null if none is set."),
                new("cache", Text, "Folder of the cache."),
                new("runtime", Text, ".NET version."),
                new("runtime_identifier", Text, "Operating system and processor, as .NET names them."),
                new("cores", Whole, "Number of processors that the process may use."),
                new("backend", Text, "Backend of trainings: cpu or tensorflow."),
                new("threads", Whole, "Threads of the Cpu backend."),
                new(
                    "instruction_set",
                    Text,
                    "Largest instruction set of this machine that the Cpu backend has kernels for: avx512, avx2 or reference."
                ),
                new(
                    "native_libraries",
                    new List(
                        new JsonType.Object([
                            new("name", Text, "Library."),
                            new("purpose", Text, "What needs it."),
                            new("file", Text, "The file that was found; null if the library is missing."),
                            new("debian_package", Text, "Debian package that has it."),
                        ])
                    ),
                    "Native libraries."
                ),
                new(
                    "file_locks",
                    new JsonType.Object([
                        new("folder", Text, "Folder that was tested."),
                        new("work", new Flag(), "Whether file locks work there; null if it could not be tested."),
                        new("error", Text, "Why it could not be tested."),
                    ]),
                    "File locks in the folder of trainings."
                ),
                new(
                    "tensorflow",
                    new JsonType.Object([
                        new("library", Text, "The library that is set; null for that of a package."),
                        new("version", Text, "Version of TensorFlow."),
                        new("binding", Text, "How it is called: c-api or tensorflow.net."),
                        new("devices", Texts, "Devices of this machine."),
                        new("device", Text, "Device in use."),
                        new("gpu", Text, "Model of the GPU."),
                        new("driver", Text, "Version of the driver."),
                        new("cuda", Text, "Version of CUDA."),
                        new("cudnn", Text, "Version of cuDNN."),
                        new("deterministic", new Flag(), "Whether operations are deterministic."),
                        new("tf32", new Flag(), "Whether TF32 is on."),
                        new("memory_growth", new Flag(), "Whether GPU memory is taken as needed."),
                    ]),
                    "TensorFlow; null if no library is set."
                ),
            ])
        ),
    ];
}

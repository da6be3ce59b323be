// Fixtures run side by side: each writes to folders of its own, and Tool runs one command of this process at a time. A fixture that counts
// what the whole process uses (memory, tensors of TensorFlow, files in the temporary folder) is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]

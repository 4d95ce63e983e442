namespace Observations;

/// <summary>A way to give an object to a worker, and the two programs that do so.</summary>
/// <param name="Name">The object: <c>a global</c>.</param>
/// <param name="OneWorker">Its tasks run in one worker, one after the other.</param>
/// <param name="WorkerEach">Each of its tasks runs in a worker of its own.</param>
internal sealed record Subject(string Name, Experiment OneWorker, Experiment WorkerEach);

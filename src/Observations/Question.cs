using Multiprocessing.Testing;

namespace Observations;

/// <summary>A question about an object that a worker was given.</summary>
/// <param name="Text">What follows "In a worker of a pool, …".</param>
/// <param name="By">Which of a subject's programs answers it.</param>
/// <param name="Answer">Yes or no, from the transcript of that program.</param>
internal sealed record Question(string Text, Func<Subject, Experiment> By, Func<Transcript, bool> Answer);

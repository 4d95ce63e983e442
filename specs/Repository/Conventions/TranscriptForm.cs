using Multiprocessing.Testing;

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>A form of a transcript.</summary>
public enum TranscriptForm
{
    /// <summary>The lines in the order in which they were written: <see cref="Transcript.Raw"/>.</summary>
    Raw,

    /// <summary>
    /// The lines of tasks that ran at once in the order of their tasks: <see cref="Transcript.Canonical"/>.
    /// </summary>
    Canonical,
}

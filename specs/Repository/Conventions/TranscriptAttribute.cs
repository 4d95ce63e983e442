namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The fact verifies the transcript of an experiment by a snapshot, and the book shows it.</summary>
/// <param name="experiment">The name of a field of <see cref="Observations.Experiments"/>.</param>
/// <param name="form">Which form of the transcript is kept.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TranscriptAttribute(string experiment, TranscriptForm form) : Attribute
{
    public string Experiment => experiment;

    public TranscriptForm Form => form;
}

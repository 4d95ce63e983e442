namespace Multiprocessing.Testing;

/// <summary>A finished run of a program and of every process that it started.</summary>
/// <param name="Transcript">What its processes observed.</param>
/// <param name="ExitCode">The exit code of main, or the negative number of the signal that killed main.</param>
/// <param name="Error">What its processes wrote to standard error.</param>
public sealed record ProgramRun(Transcript Transcript, int ExitCode, string Error);

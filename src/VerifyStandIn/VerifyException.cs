namespace VerifyTests;

/// <summary>
/// The text was not what was verified. Where the check was made tells a reader nothing, so there is no stack trace.
/// </summary>
internal sealed class VerifyException(string message) : Exception(message)
{
    public override string StackTrace => "";
}

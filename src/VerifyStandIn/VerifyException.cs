namespace VerifyTests;

/// <summary>
/// The text differs from the verified one. The place of the check does not help a reader, so there is no stack trace.
/// </summary>
internal sealed class VerifyException(string message) : Exception(message)
{
    public override string StackTrace => "";
}

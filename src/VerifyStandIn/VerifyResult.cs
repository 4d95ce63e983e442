namespace VerifyTests;

/// <summary>A verification that passed.</summary>
public class VerifyResult
{
    internal VerifyResult() { }
}

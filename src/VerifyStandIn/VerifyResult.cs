namespace VerifyTests;

/// <summary>A verification that passed.</summary>
public class VerifyResult
{
    private readonly string verified;

    internal VerifyResult(object? target, string verified) => (Target, this.verified) = (target, verified);

    public object? Target { get; }

    public IEnumerable<string> Files => [verified];

    public string Text => File.ReadAllText(verified);
}

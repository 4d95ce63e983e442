using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>The base of a test class whose snapshots share their settings.</summary>
[RunningTest]
public abstract class VerifyBase
{
    private readonly VerifySettings? shared;
    private readonly string sourceFile;

    protected VerifyBase(VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        if (string.IsNullOrWhiteSpace(sourceFile))
            throw new InvalidOperationException("VerifyBase.ctor must be called explicitly.");
        (shared, this.sourceFile) = (settings, sourceFile);
    }

    public SettingsTask Verify(string? target, VerifySettings? settings = null) =>
        Verifier.Verify(target, settings ?? shared, sourceFile);

    public SettingsTask Verify(string? target, string extension, VerifySettings? settings = null) =>
        Verifier.Verify(target, extension, settings ?? shared, sourceFile);
}

using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyTests;

/// <summary>The settings of one snapshot.</summary>
public class VerifySettings
{
    public VerifySettings() { }

    public VerifySettings(VerifySettings? settings)
    {
        if (settings is null)
            return;
        Scrubbers = [.. settings.Scrubbers];
        (Directory, FileName, MethodName) = (settings.Directory, settings.FileName, settings.MethodName);
        (Parameters, AllowsSharedPrefix) = (settings.Parameters, settings.AllowsSharedPrefix);
    }

    internal List<Action<StringBuilder>> Scrubbers { get; } = [];
    internal string? Directory { get; private set; }
    internal string? FileName { get; private set; }
    internal string? MethodName { get; private set; }
    internal object?[]? Parameters { get; private set; }
    internal bool AllowsSharedPrefix { get; private set; }

    public void UseDirectory(string directory) => Directory = directory;

    // As in Verify, a file name can follow parameters, but nothing else that names the file.
    public void UseFileName(string fileName)
    {
        if (MethodName is not null)
            throw new InvalidOperationException("UseFileName is not compatible with UseMethodName or UseTypeName.");
        FileName = fileName;
    }

    public void UseMethodName(string name)
    {
        ThrowIfFileNameIsSet();
        MethodName = name;
    }

    public void UseParameters(params object?[] parameters)
    {
        ThrowIfFileNameIsSet();
        Parameters = parameters;
    }

    public void DisableRequireUniquePrefix() => AllowsSharedPrefix = true;

    // The stand-in never starts a diff tool.
#pragma warning disable CA1822 // In Verify it is an instance member.
    public void DisableDiff()
#pragma warning restore CA1822
    { }

    public void AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Insert(location == ScrubberLocation.First ? 0 : Scrubbers.Count, scrubber);

    public void ScrubLines(Func<string, bool> removeLine, ScrubberLocation location = ScrubberLocation.First) =>
        AddScrubber(text => text.FilterLines(removeLine), location);

    public void ScrubLinesContaining(params string[] stringToMatch) =>
        ScrubLines(line => stringToMatch.Any(match => line.Contains(match, StringComparison.OrdinalIgnoreCase)));

    public void ScrubLinesWithReplace(
        Func<string, string?> replaceLine,
        ScrubberLocation location = ScrubberLocation.First
    ) => AddScrubber(text => text.ReplaceLines(replaceLine), location);

    private void ThrowIfFileNameIsSet([CallerMemberName] string caller = "")
    {
        if (FileName is not null)
            throw new InvalidOperationException($"{caller} is not compatible with UseFileName.");
    }
}

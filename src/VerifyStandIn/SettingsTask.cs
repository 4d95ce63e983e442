using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyTests;

/// <summary>A verification about to run: configure it fluently, then await it.</summary>
public class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task<VerifyResult>> verify)
{
    private Task<VerifyResult>? running;

    public VerifySettings CurrentSettings { get; } = new(settings);

    public SettingsTask UseDirectory(string directory) => With(s => s.UseDirectory(directory));

    public SettingsTask UseFileName(string fileName) => With(s => s.UseFileName(fileName));

    public SettingsTask UseMethodName(string name) => With(s => s.UseMethodName(name));

    public SettingsTask UseParameters(params object?[] parameters) => With(s => s.UseParameters(parameters));

    public SettingsTask DisableRequireUniquePrefix() => With(s => s.DisableRequireUniquePrefix());

    public SettingsTask DisableDiff() => With(s => s.DisableDiff());

    public SettingsTask AddScrubber(
        Action<StringBuilder> scrubber,
        ScrubberLocation location = ScrubberLocation.First
    ) => With(s => s.AddScrubber(scrubber, location));

    public SettingsTask ScrubLines(Func<string, bool> removeLine, ScrubberLocation location = ScrubberLocation.First) =>
        With(s => s.ScrubLines(removeLine, location));

    public SettingsTask ScrubLinesContaining(params string[] stringToMatch) =>
        With(s => s.ScrubLinesContaining(stringToMatch));

    public SettingsTask ScrubLinesWithReplace(
        Func<string, string?> replaceLine,
        ScrubberLocation location = ScrubberLocation.First
    ) => With(s => s.ScrubLinesWithReplace(replaceLine, location));

    public Task<VerifyResult> ToTask() => running ??= verify(CurrentSettings);

    public TaskAwaiter<VerifyResult> GetAwaiter() => ToTask().GetAwaiter();

    public ConfiguredTaskAwaitable<VerifyResult> ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);

    public static implicit operator Task<VerifyResult>(SettingsTask settingsTask) => settingsTask.ToTask();

    private SettingsTask With(Action<VerifySettings> change)
    {
        change(CurrentSettings);
        return this;
    }
}

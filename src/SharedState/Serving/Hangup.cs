using System.Runtime.InteropServices;

namespace SharedState.Serving;

/// <summary>
/// Cancels also when the terminal is closed (SIGHUP). If that signal was ignored from the start, as under nohup(1), it
/// stays ignored.
/// </summary>
internal sealed class Hangup : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration? registration;

    public Hangup(CancellationToken interrupted)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        if (OperatingSystem.IsWindows())
            return;
        registration = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                source.Cancel();
            }
        );
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        registration?.Dispose();
        source.Dispose();
    }
}

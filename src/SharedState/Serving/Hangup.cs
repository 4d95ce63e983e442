using System.Runtime.InteropServices;

namespace SharedState.Serving;

/// <summary>
/// Cancels when the terminal is gone (SIGHUP), too. Where that was ignored from the start, as nohup(1) has it, it is
/// ignored still.
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

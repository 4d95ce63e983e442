using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SharedStateSpecs.Library.Hosting;

/// <summary>Keeps what an application logs about its pools.</summary>
internal sealed class LoggedMessages : ILoggerProvider
{
    private readonly ConcurrentQueue<(EventId Event, LogLevel Level, string Text, string? Trace)> messages = [];

    public IEnumerable<(EventId Event, LogLevel Level, string Text, string? Trace)> All => messages;

    /// <summary>The text of the last message of a kind; null for none.</summary>
    public string? Last(int eventId) => messages.LastOrDefault(message => message.Event.Id == eventId).Text;

    public ILogger CreateLogger(string categoryName) =>
        categoryName == "Multiprocessing.ProcessPool"
            ? new Logger(messages)
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Dispose() { }

    private sealed class Logger(ConcurrentQueue<(EventId Event, LogLevel Level, string Text, string? Trace)> messages)
        : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => messages.Enqueue((eventId, logLevel, formatter(state, exception), Activity.Current?.SpanId.ToHexString()));
    }
}

using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;

namespace Multiprocessing;

/// <summary>
/// What the library knows about the calling process. CPython: <c>multiprocessing.current_process()</c>.
/// </summary>
public static class CurrentProcess
{
    /// <summary>The name of a process that the library did not start.</summary>
    internal const string Main = "main";

    private static readonly Lazy<Type?> ProgramModule = new(
        HostCommandLine.FindModule,
        LazyThreadSafetyMode.PublicationOnly
    );

    private static int children;
    private static Type? module;
    private static string? authKey;

    /// <summary>
    /// <c>main</c> in a process that the library did not start; otherwise the name that its parent gave it.
    /// </summary>
    public static string Name { get; private set; } = Main;

    /// <summary>
    /// Every reason why this process cannot fork now, each a sentence that names the variable, limit, thread or field;
    /// empty where it can.
    /// </summary>
    public static IReadOnlyList<string> ForkBlockers => ForkGuard.Blockers();

    /// <summary>
    /// The key with which the processes of one program authenticate each other: random at first, and inherited by every
    /// child. Managers started by <see cref="Manager.Start(ManagerOptions?)"/> have it. CPython:
    /// <c>current_process().authkey</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static ReadOnlyMemory<byte> AuthKey
    {
        get => Convert.FromHexString(AuthKeyText);
        set =>
            AuthKeyText =
                value.Length > 0
                    ? Convert.ToHexString(value.Span)
                    : throw new ArgumentException("The key must not be empty.", nameof(value));
    }

    /// <summary>The key in hexadecimal digits, as it is sent to children.</summary>
    internal static string AuthKeyText
    {
        // Two random identifiers: 244 bits from the system's generator, without loading the cryptography library (the
        // cold-start rule: Processes/Spawning/README.md).
        get =>
            LazyInitializer.EnsureInitialized(
                ref authKey,
                static () => Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N")
            );
        set => authKey = value;
    }

    /// <summary>The module that this process was started with, which its own spawned workers run again.</summary>
    internal static Type? Module => module ?? ProgramModule.Value;

    /// <summary>In a child, before anything else: takes its name and module.</summary>
    internal static void Become(string name, Type? started)
    {
        Name = name;
        children = 0;
        module = started ?? module;
        if (EventLog.IsOn)
            EventLog.Begin(name);
    }

    /// <summary>
    /// A name for the next child, unique in the program: <c>worker-1</c>, and for a child's own child
    /// <c>worker-1:worker-1</c>.
    /// </summary>
    internal static string NameChild(string kind)
    {
        var name = $"{kind}-{Interlocked.Increment(ref children)}";
        return Name == Main ? name : $"{Name}:{name}";
    }
}

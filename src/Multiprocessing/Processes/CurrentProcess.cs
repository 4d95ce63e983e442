using Multiprocessing.Processes.Forking;
using Multiprocessing.Processes.Spawning;

namespace Multiprocessing;

/// <summary>
/// What the library knows of the process that asks. CPython: <c>multiprocessing.current_process()</c>.
/// </summary>
public static class CurrentProcess
{
    /// <summary>The name of a program that was not started by the library.</summary>
    internal const string Main = "main";

    private static readonly Lazy<Type?> ProgramModule = new(
        HostCommandLine.FindModule,
        LazyThreadSafetyMode.PublicationOnly
    );

    private static int children;
    private static Type? module;
    private static string? authKey;

    /// <summary>
    /// <c>main</c> in a program that was not started by the library; else the name that its parent gave it.
    /// </summary>
    public static string Name { get; private set; } = Main;

    /// <summary>
    /// Every reason why this process may not fork now, each a sentence that names the variable, the limit or the
    /// thread; empty where it may.
    /// </summary>
    public static IReadOnlyList<string> ForkBlockers => ForkGuard.Blockers();

    /// <summary>The key by which the processes of one program know each other: random at first, and inherited by every
    /// child. Managers that <see cref="Manager.Start(ManagerOptions?)"/>
    /// starts have it. CPython: <c>current_process().authkey</c>.</summary>
    /// <exception cref="ArgumentException">An empty key.</exception>
    public static ReadOnlyMemory<byte> AuthKey
    {
        get => Convert.FromHexString(AuthKeyText);
        set =>
            AuthKeyText =
                value.Length > 0
                    ? Convert.ToHexString(value.Span)
                    : throw new ArgumentException(
                        "A key has at least one byte: anybody would have an empty one.",
                        nameof(value)
                    );
    }

    /// <summary>The key in hexadecimal digits, as children get it.</summary>
    internal static string AuthKeyText
    {
        // Two random identifiers: 244 bits from the system's generator, without loading the library of cryptography.
        get =>
            LazyInitializer.EnsureInitialized(
                ref authKey,
                static () => Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N")
            );
        set => authKey = value;
    }

    /// <summary>The module that this process was started with, and that its own spawned workers run again.</summary>
    internal static Type? Module => module ?? ProgramModule.Value;

    /// <summary>In a child, before anything else: who it is.</summary>
    internal static void Become(string name, Type? started)
    {
        Name = name;
        children = 0;
        module = started ?? module;
    }

    /// <summary>
    /// A name for the next child that is unique in the program: <c>worker-1</c>; of a child's own child
    /// <c>worker-1:worker-1</c>.
    /// </summary>
    internal static string NameChild(string kind)
    {
        var name = $"{kind}-{Interlocked.Increment(ref children)}";
        return Name == Main ? name : $"{Name}:{name}";
    }
}

using SharedStateSpecs.Repository.Layers.Fixtures.High;

namespace SharedStateSpecs.Repository.Layers.Fixtures.Low;

internal static class InCode
{
    public static void Use() => UsedException.Call();
}

internal sealed class InField
{
    public UsedException? Field { get; set; }
}

internal static class InGenericArgument
{
    public static object Use() => new List<UsedException[]>();
}

[System.Diagnostics.DebuggerTypeProxy(typeof(UsedException))]
internal static class InAttribute;

internal static class InCatch
{
    public static void Use()
    {
        try
        {
            GC.KeepAlive(typeof(InCatch));
        }
        catch (UsedException)
        {
            // Named by the clause alone.
        }
    }
}

internal static class InLambda
{
    public static Func<int, object> Use() => number => number > 0 ? new UsedException() : number;
}

internal sealed class InBase : UsedException;

using System.Reflection;
using System.Reflection.Emit;

namespace SharedStateSpecs.Library.Processes;

/// <summary>An assembly that only the process that asks for it has: it is in no file.</summary>
internal static class AbsentAssembly
{
    private static readonly Lazy<Assembly> Loaded = new(Make);

    /// <summary>A function that no other process can find.</summary>
    public static Func<int, int> Function =>
        Loaded.Value.GetType("Absent")!.GetMethod("Same")!.CreateDelegate<Func<int, int>>();

    /// <summary>An exception whose type no other process has.</summary>
    public static Exception NewException() =>
        (Exception)Activator.CreateInstance(Loaded.Value.GetType("AbsentException")!)!;

    private static Assembly Make()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("absent"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("absent");
        var type = module.DefineType("Absent", TypeAttributes.Public);
        var code = type.DefineMethod(
                "Same",
                MethodAttributes.Public | MethodAttributes.Static,
                typeof(int),
                [typeof(int)]
            )
            .GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        var exception = module.DefineType("AbsentException", TypeAttributes.Public, typeof(Exception));
        exception.DefineDefaultConstructor(MethodAttributes.Public);
        exception.CreateType();
        using var file = new MemoryStream();
        assembly.Save(file);
        return Assembly.Load(file.ToArray());
    }
}

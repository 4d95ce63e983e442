using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Multiprocessing.Pickling;

/// <summary>
/// A static method, or a lambda that captured nothing, by a name that other processes of the program can resolve: type,
/// metadata token, generic arguments.
/// </summary>
internal sealed class FunctionReference
{
    private FunctionReference(string name) => Name = name;

    /// <summary>The method's name in every process of the program.</summary>
    public string Name { get; }

    /// <summary>The reference with a <see cref="Name"/>, without looking it up yet.</summary>
    public static FunctionReference FromName(string name) => new(name);

    /// <summary>Refers to a function.</summary>
    /// <exception cref="CapturedVariablesException">A lambda or local function that captured variables, or
    /// <c>this</c>.</exception>
    /// <exception cref="PicklingException">An instance method, or a method that is in no assembly.</exception>
    public static FunctionReference To(Delegate function)
    {
        var method = CapturedVariables.Refuse(function);
        var text = new StringBuilder();
        TypeName.Write(text, method.DeclaringType!);
        text.Append('#');
        Hexadecimal.Append(text, method.MetadataToken);
        if (method.IsGenericMethod)
            TypeName.WriteArguments(text, method.GetGenericArguments());
        return new FunctionReference(text.ToString());
    }

    /// <summary>The method. Loads its assembly if needed.</summary>
    /// <exception cref="UnpicklingException">There is no such method here, or the assembly here is another
    /// build.</exception>
    public MethodInfo Resolve()
    {
        var position = 0;
        var type = TypeName.Read(Name, ref position);
        var end = Name.IndexOf('<', position);
        var token = Name.AsSpan(
            Math.Min(position + 1, Name.Length),
            Math.Max((end < 0 ? Name.Length : end) - position - 1, 0)
        );
        if (position == Name.Length || Name[position] != '#' || !Hexadecimal.TryParse(token, out var number))
            throw Missing(null);

        position += 1 + token.Length;
        try
        {
            var handle = type.Module.ResolveMethod(number)!.MethodHandle;
            var method = (MethodInfo)MethodBase.GetMethodFromHandle(handle, type.TypeHandle)!;
            return TypeName.ReadArguments(Name, ref position) is { } arguments
                ? method.MakeGenericMethod(arguments)
                : method;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException)
        {
            throw Missing(e);
        }
    }

    /// <summary>The function as a delegate of a type.</summary>
    /// <exception cref="UnpicklingException">There is no such method here, the assembly here is another build, or the
    /// method has another signature.</exception>
    public Delegate ToDelegate(Type delegateType)
    {
        var method = Resolve();
        try
        {
            // A lambda is an instance method of a class without fields. The compiler keeps one object of it; any other
            // works as well.
            return method.IsStatic
                ? method.CreateDelegate(delegateType)
                : method.CreateDelegate(delegateType, RuntimeHelpers.GetUninitializedObject(method.DeclaringType!));
        }
        catch (ArgumentException e)
        {
            throw new UnpicklingException(
                $"{CapturedVariables.Display(method)} does not match {TypeName.Display(delegateType)}.",
                e
            );
        }
    }

    /// <summary>
    /// The module of a function: the outermost type that declares it, not the compiler's closure class.
    /// </summary>
    public static Type ModuleOf(MethodInfo method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private UnpicklingException Missing(Exception? cause) =>
        cause is null
            ? new UnpicklingException($"'{Name}' does not name a function.")
            : new UnpicklingException($"'{Name}' does not name a function.", cause);
}

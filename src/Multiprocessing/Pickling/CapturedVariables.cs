using System.Reflection;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

/// <summary>The variables that a function captured where it was written.</summary>
internal static class CapturedVariables
{
    /// <summary>The method of a function that captured nothing; refuses any other.</summary>
    /// <exception cref="CapturedVariablesException">A lambda or local function that captured variables, or
    /// <c>this</c>.</exception>
    /// <exception cref="PicklingException">An instance method, or a method that is in no assembly.</exception>
    public static MethodInfo Refuse(Delegate function)
    {
        if (!function.HasSingleTarget)
        {
            throw new PicklingException(
                "a delegate of several functions cannot be sent to another process; pass one function."
            );
        }

        var method = function.Method;
        if (method.DeclaringType is null)
        {
            throw new PicklingException(
                $"{method.Name} cannot be sent to another process: it was created at run time, and is in no assembly."
            );
        }

        if (function.Target is not { } target)
            return method;
        if (method.IsStatic)
        {
            throw new PicklingException(
                $"{Display(method)} cannot be sent to another process: "
                    + "its first argument is bound to the delegate. Pass it as an argument."
            );
        }

        if (IsClosure(target.GetType()))
        {
            var names = Names(target, static _ => true);
            return names.Count == 0 ? method : throw new CapturedVariablesException(Display(method), Used(names));

            // All functions of a scope share an object with all variables that any of them uses.
            List<string> Used(List<string> all)
            {
                var used = UsedFields.Of(method, IsOfAFunction);
                return used is not null && Names(target, used.Contains) is { Count: > 0 } own ? own : all;
            }
        }

        throw method.Name.StartsWith('<')
            ? new CapturedVariablesException(Display(method), ["this"])
            : new PicklingException(
                $"{Display(method)} cannot be sent to another process: "
                    + "it is an instance method, and its object would be a copy. Make it static."
            );
    }

    /// <summary>A function as named in the source: <c>Program.Main</c>, <c>a lambda in Program.Main</c>.</summary>
    public static string Display(MethodInfo method)
    {
        var name = method.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        var module = method.DeclaringType is { } type ? Declaring(type) : null;
        var owner = module is null ? "" : $"{TypeName.Display(module)}.";
        if (!name.StartsWith('<') || end < 0)
            return owner + name;

        var outer = name[1..end];
        var outerName = outer == "<Main>$" || outer.Length == 0 ? "the program's top level" : owner + outer;
        var local =
            name.IndexOf("g__", end, StringComparison.Ordinal) is var start && start > 0
                ? name[(start + 3)..].Split('|')[0]
                : null;
        return local is null ? $"a lambda in {outerName}" : $"{local} in {outerName}";
    }

    private static Type Declaring(Type type) => IsClosure(type) && type.DeclaringType is { } outer ? outer : type;

    // A closure, or the class of an iterator or asynchronous function in it.
    private static bool IsOfAFunction(Type type) =>
        IsClosure(type) || (type.DeclaringType is { } outer && IsClosure(outer));

    private static bool IsClosure(Type type) =>
        type.Name.StartsWith("<>c", StringComparison.Ordinal)
        && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static List<string> Names(object closure, Func<FieldInfo, bool> isWanted)
    {
        var names = new List<string>();
        AddNames(names, closure, isWanted);
        return names;
    }

    private static void AddNames(List<string> names, object closure, Func<FieldInfo, bool> isWanted)
    {
        foreach (var field in SerializedField.FieldsOf(closure.GetType(), until: typeof(object)))
        {
            // A nested scope refers to the outer scope, which holds the outer variables.
            if (
                field.GetValue(closure) is { } outer
                && IsClosure(outer.GetType())
                && field.Name.StartsWith("CS$<>8__", StringComparison.Ordinal)
            )
            {
                AddNames(names, outer, isWanted);
            }
            else if (isWanted(field) && !field.Name.StartsWith("<>9__", StringComparison.Ordinal))
            {
                names.Add(SerializedField.NameOf(field));
            }
        }
    }
}

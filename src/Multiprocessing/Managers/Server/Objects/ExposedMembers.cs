using System.Reflection;
using System.Runtime.ExceptionServices;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// The members of a registered class that clients can call: its public methods and properties, each under its own name
/// and under its snake_case name. A property is read by a call of its name, and written by a call of <c>set_</c> and
/// its name.
/// </summary>
internal sealed class ExposedMembers
{
    private readonly Dictionary<string, List<MethodInfo>> methods = [];
    private readonly Dictionary<string, string> setters = [];
    private readonly List<string> names = [];

    /// <summary>
    /// Finds the members of <paramref name="contract"/>, which is the class itself or an interface of it; where
    /// <paramref name="exposed"/> is given, only those.
    /// </summary>
    public ExposedMembers(Type contract, IReadOnlyList<string>? exposed)
    {
        foreach (var type in contract.IsInterface ? [contract, .. contract.GetInterfaces()] : new[] { contract })
            Add(type);
        Names = exposed ?? [.. names.Where(static name => name[0] != '_')];
        foreach (var name in Names)
        {
            if (!methods.ContainsKey(name))
                throw new ArgumentException($"{contract} has no member '{name}' to expose.", nameof(exposed));
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The types of the members' parameters and results.</summary>
    public static IEnumerable<Type> TypesOf(Type contract) =>
        contract
            .GetInterfaces()
            .Prepend(contract)
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(static method => method.DeclaringType != typeof(object) && !method.IsGenericMethodDefinition)
            .SelectMany(static method =>
                method.GetParameters().Select(static parameter => parameter.ParameterType).Append(method.ReturnType)
            )
            .Where(static type => !type.IsByRef && type != typeof(void));

    /// <summary>The method that sets a property.</summary>
    public string Setter(string property) =>
        setters.TryGetValue(property, out var setter)
            ? setter
            : throw PythonError.Attribute($"there is no property '{property}' to set");

    public object? Call(object target, string name, CallArguments arguments)
    {
        if (!methods.TryGetValue(name, out var overloads))
            throw PythonError.Attribute($"'{target.GetType().Name}' object has no attribute '{name}'");

        var (method, values) = MethodBinding.Choose(overloads, name, arguments);
        return Result(Invoke(() => method.Invoke(target, values)));
    }

    /// <summary>Runs a call by reflection, and throws what the member threw.</summary>
    public static T Invoke<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }

    // Each connection has a thread of its own, so this one can wait.
    private static object? Result(object? returned)
    {
        if (returned is not Task task)
            return returned;

        task.GetAwaiter().GetResult();
        return
            task.GetType().GetProperty("Result")?.GetValue(task) is { } result
            && result.GetType().Name != "VoidTaskResult"
            ? result
            : null;
    }

    private void Add(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        {
            if (method.DeclaringType == typeof(object) || method.IsSpecialName || method.IsGenericMethodDefinition)
                continue;

            Add(method.Name, method);
            if (MemberNames.ToSnakeCase(method.Name) is var snake && snake != method.Name)
                Add(snake, method);
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0)
                continue;

            Add(property, property.Name, "Set" + property.Name);
            Add(property, MemberNames.ToSnakeCase(property.Name), "set_" + MemberNames.ToSnakeCase(property.Name));
        }
    }

    private void Add(PropertyInfo property, string getter, string setter)
    {
        if (property.GetMethod is { IsPublic: true } get)
            Add(getter, get);
        if (property.SetMethod is not { IsPublic: true } set)
            return;

        Add(setter, set);
        setters.TryAdd(getter, setter);
    }

    private void Add(string name, MethodInfo method)
    {
        if (!methods.TryGetValue(name, out var overloads))
        {
            methods[name] = overloads = [];
            names.Add(name);
        }

        if (!overloads.Contains(method))
            overloads.Add(method);
    }
}

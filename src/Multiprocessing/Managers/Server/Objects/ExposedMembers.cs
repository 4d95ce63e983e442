using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Multiprocessing.Managers.Protocol;
using Multiprocessing.Managers.Server.Python;

namespace Multiprocessing.Managers.Server.Objects;

/// <summary>
/// The members of a registered class that clients can call: its public methods and properties, each under its own name
/// and under its snake_case name. A property is read by a call of its name, and written by a call of <c>set_</c> and
/// its name.
/// </summary>
/// <remarks>
/// Only by name are exposed: what it overrides of <see cref="object"/>, what ends it for all
/// (<see cref="IDisposable"/>), and what the compiler made for a record.
/// </remarks>
internal sealed class ExposedMembers
{
    private readonly Dictionary<string, List<MethodInfo>> methods = [];
    private readonly Dictionary<string, string> setters = [];
    private readonly List<string> names = [];
    private readonly HashSet<string> exposedNames;

    /// <summary>
    /// Finds the members of <paramref name="contract"/>, which is the class itself or an interface of it; where
    /// <paramref name="exposed"/> is given, only those.
    /// </summary>
    public ExposedMembers(Type contract, IReadOnlyList<string>? exposed)
    {
        foreach (var type in contract.IsInterface ? [contract, .. contract.GetInterfaces()] : new[] { contract })
            Add(type);
        Names = exposed ?? [.. names.Where(name => name[0] != '_' && methods[name].Exists(IsOfItsOwn))];
        exposedNames = [.. Names];
        foreach (var name in Names)
        {
            if (!methods.ContainsKey(name))
                throw new ArgumentException($"{contract} has no member '{name}' to expose.", nameof(exposed));
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Refuses a contract with an event, which cannot be raised in another process.</summary>
    /// <exception cref="ArgumentException">It has one.</exception>
    public static void RefuseEvents(Type contract)
    {
        if (EventOf(contract) is { } name)
        {
            throw new ArgumentException(
                $"{contract} cannot be used in another process: it has an event, {name}. Use an interface without "
                    + "events, or expose members by name."
            );
        }
    }

    /// <summary>The name of a public event of a class or an interface; null where it has none.</summary>
    public static string? EventOf(Type contract) =>
        contract
            .GetInterfaces()
            .Where(_ => contract.IsInterface)
            .Prepend(contract)
            .SelectMany(static type => type.GetEvents(BindingFlags.Public | BindingFlags.Instance))
            .FirstOrDefault()
            ?.Name;

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
            throw Missing(target, name);

        var (method, values) = MethodBinding.Choose(overloads, name, arguments);
        return Awaited(Invoke(() => method.Invoke(target, values)));
    }

    /// <summary>Calls a member that is exposed, which a client has named.</summary>
    public object? CallExposed(object target, string name, CallArguments arguments) =>
        exposedNames.Contains(name) ? Call(target, name, arguments) : throw Missing(target, name);

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
    private static object? Awaited(object? returned)
    {
        var task = returned switch
        {
            Task already => already,
            ValueTask value => value.AsTask(),
            { } value when value.GetType() is var type && type.Name == typeof(ValueTask<>).Name && type.IsGenericType =>
                type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(value, null) as Task,
            _ => null,
        };
        if (task is null)
            return returned;

        task.GetAwaiter().GetResult();
        return
            task.GetType().GetProperty("Result")?.GetValue(task) is { } result
            && result.GetType().Name != "VoidTaskResult"
            ? result
            : null;
    }

    private static bool IsOfItsOwn(MethodInfo method) =>
        method.IsSpecialName
        || !(
            method.GetBaseDefinition().DeclaringType == typeof(object)
            || method.IsDefined(typeof(CompilerGeneratedAttribute))
            || Ends(method, typeof(IDisposable))
            || Ends(method, typeof(IAsyncDisposable))
        );

    private static bool Ends(MethodInfo method, Type contract) =>
        method.DeclaringType == contract
        || (
            method.ReflectedType is { IsInterface: false } type
            && type.IsAssignableTo(contract)
            && type.GetInterfaceMap(contract).TargetMethods.Contains(method)
        );

    private static PythonError Missing(object target, string name) =>
        PythonError.Attribute($"'{target.GetType().Name}' object has no attribute '{name}'");

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

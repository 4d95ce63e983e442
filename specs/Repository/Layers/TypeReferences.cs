using System.Reflection;
using System.Reflection.Emit;

namespace SharedStateSpecs.Repository.Layers;

/// <summary>
/// Which types a type of a compiled assembly refers to: in its declaration, in its members' signatures and attributes,
/// and in the code of its methods.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> Opcodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(opcode => opcode.Value);

    /// <summary>The outermost types that <paramref name="type"/> refers to, in any assembly.</summary>
    public static IReadOnlySet<Type> Of(Type type) =>
        InDeclaration(type)
            .Concat(type.GetMembers(Declared).SelectMany(InMember))
            .SelectMany(Parts)
            .Select(Outermost)
            .ToHashSet();

    /// <summary>The type that a nested type, or one that the compiler made, is declared in.</summary>
    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<Type> InDeclaration(Type type) =>
        type.GetInterfaces()
            .Concat(type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()))
            .Append(type.BaseType ?? typeof(object))
            .Concat(InAttributes(type));

    private static IEnumerable<Type> InMember(MemberInfo member) =>
        InAttributes(member)
            .Concat(
                member switch
                {
                    FieldInfo field => [field.FieldType],
                    MethodBase method => InMethod(method),
                    _ => [],
                }
            );

    private static IEnumerable<Type> InAttributes(MemberInfo member) =>
        member
            .GetCustomAttributesData()
            .SelectMany(attribute =>
                attribute
                    .ConstructorArguments.Select(argument => argument.Value)
                    .OfType<Type>()
                    .Append(attribute.AttributeType)
            );

    private static IEnumerable<Type> InMethod(MethodBase method)
    {
        var signature = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method is MethodInfo { ReturnType: var result })
            signature = signature.Append(result);
        if (method.GetMethodBody() is not { } body)
            return signature;

        return signature
            .Concat(body.LocalVariables.Select(local => local.LocalType))
            .Concat(body.ExceptionHandlingClauses.Where(IsCatch).Select(clause => clause.CatchType!))
            .Concat(InCode(method, body.GetILAsByteArray()!));
    }

    private static bool IsCatch(ExceptionHandlingClause clause) =>
        clause.Flags == ExceptionHandlingClauseOptions.Clause && clause.CatchType is not null;

    private static IEnumerable<Type> InCode(MethodBase method, byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var opcode = code[at] == 0xfe ? Opcodes[(short)(0xfe00 | code[at + 1])] : Opcodes[code[at]];
            at += opcode.Size;
            if (
                opcode.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
            {
                foreach (var type in Resolve(method, BitConverter.ToInt32(code, at)))
                    yield return type;
            }

            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static List<Type> Resolve(MethodBase method, int token)
    {
        var member = method.Module.ResolveMember(
            token,
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method is { IsGenericMethod: true } ? method.GetGenericArguments() : null
        )!;
        if (member is Type type)
            return [type];

        var used = new List<Type> { member.DeclaringType! };
        if (member is MethodBase called)
        {
            used.AddRange(called.GetParameters().Select(parameter => parameter.ParameterType));
            used.AddRange(called is { IsGenericMethod: true } ? called.GetGenericArguments() : []);
            used.Add((called as MethodInfo)?.ReturnType ?? typeof(void));
        }
        else
        {
            used.Add(((FieldInfo)member).FieldType);
        }

        return used;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}

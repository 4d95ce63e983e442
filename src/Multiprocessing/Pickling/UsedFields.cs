using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Multiprocessing.Pickling;

/// <summary>The fields that a method reads or writes, by its instructions (ECMA-335, partition III).</summary>
internal sealed class UsedFields
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static opcode => opcode.Value);

    private readonly HashSet<(Module, int)> fields = [];
    private readonly HashSet<(Module, int)> methods = [];
    private readonly Func<Type, bool> isOwn;

    private UsedFields(Func<Type, bool> isOwn) => this.isOwn = isOwn;

    /// <summary>
    /// The fields that a method uses, and those that the methods use that it calls or passes on; null if the
    /// instructions of one cannot be read.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="isOwn">The types whose methods are followed, and whose fields are wanted.</param>
    public static UsedFields? Of(MethodBase method, Func<Type, bool> isOwn)
    {
        var used = new UsedFields(isOwn);
        try
        {
            used.Follow(method);
            return used;
        }
        catch (Exception e)
            when (e
                    is ArgumentException
                        or BadImageFormatException
                        or InvalidOperationException
                        or IOException
                        or KeyNotFoundException
                        or NotSupportedException
                        or TypeLoadException
            )
        {
            return null;
        }
    }

    public bool Contains(FieldInfo field) => fields.Contains((field.Module, field.MetadataToken));

    private void Follow(MethodBase method)
    {
        if (!methods.Add((method.Module, method.MetadataToken)))
            return;
        // The body of an iterator or an asynchronous function is in a class of its own.
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            Follow(machine.StateMachineType.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic)!);
        }

        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            return;
        for (var position = 0; position < code.Length; )
        {
            var opcode = OpCodesByValue[code[position] == 0xFE ? (short)(0xFE00 | code[position + 1]) : code[position]];
            position += opcode.Size;
            if (opcode.OperandType is OperandType.InlineField or OperandType.InlineMethod)
                Use(method, BitConverter.ToInt32(code, position));
            position += SizeOfOperand(opcode.OperandType, code, position);
        }
    }

    private void Use(MethodBase user, int token)
    {
        var member = user.Module.ResolveMember(
            token,
            user.DeclaringType?.GetGenericArguments(),
            user.IsGenericMethod ? user.GetGenericArguments() : null
        );
        if (member?.DeclaringType is not { } type || !isOwn(type))
            return;
        if (member is FieldInfo field)
            fields.Add((field.Module, field.MetadataToken));
        else if (member is MethodBase method)
            Follow(method);
    }

    private static int SizeOfOperand(OperandType type, byte[] code, int position) =>
        type switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, position),
            _ => 4,
        };
}

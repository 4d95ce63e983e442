using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

internal sealed partial class Unpickler
{
    private const int LongestName = 4_096;

    private void PushGlobal(ReadOnlySpan<byte> lines)
    {
        if (protocol >= 3)
        {
            Push(types.Resolve(lines));
            return;
        }

        var newline = lines.IndexOf((byte)'\n');
        PushGlobal(Text.Decode(lines[..newline]), Text.Decode(lines[(newline + 1)..]));
    }

    private void PushGlobal(string module, string name)
    {
        if (module.Length + name.Length > LongestName)
            throw new UnpicklingException($"a name of {module.Length + name.Length} characters is too long.");
        if (name.Contains('\n') || module.Contains('\n'))
            throw new UnpicklingException("a name contains a newline.");
        if (protocol < 3)
            (module, name) = NameInPython3(module, name);
        Push(types.Resolve(module, name));
    }

    // Protocol 2 uses the names of Python 2.
    private static (string Module, string Name) NameInPython3(string module, string name) =>
        (module, name) switch
        {
            ("__builtin__", "xrange") => ("builtins", "range"),
            ("__builtin__" or "exceptions", _) => ("builtins", name),
            ("copy_reg", _) => ("copyreg", name),
            ("Queue", _) => ("queue", name),
            _ => (module, name),
        };

    private Reconstructor? Maker(in StackValue stackValue) =>
        stackValue.MakerNumber == 0 || stackValue.Reference is null ? null : makers[stackValue.MakerNumber - 1];

    private void Reduce(StackSpan arguments)
    {
        budget.Spend(arguments.Length);
        var callable = Pop();
        switch (callable.Tag)
        {
            case Reconstructor reconstructor:
                var called = reconstructor.Call(arguments, ref budget);
                if (called.Tag is { } made && reconstructor.IsCompletedLast(arguments))
                    FillLast(reconstructor, made, Opcode.Reduce, arguments);
                Push(called);
                break;
            case PythonGlobal or PythonObject:
                Push(new PythonObject(callable.Tag, Opcode.Reduce, new PythonTuple(arguments)));
                break;
            default:
                throw callable.Unexpected("a class or function");
        }
    }

    private void New(StackSpan arguments)
    {
        budget.Spend(arguments.Length);
        var callable = Pop();
        switch (callable.Tag)
        {
            case Reconstructor reconstructor:
                var created = reconstructor.New(arguments, ref budget);
                Push(StackValue.Created(created, NumberOf(reconstructor)));
                break;
            case PythonGlobal or PythonObject:
                Push(new PythonObject(callable.Tag, Opcode.NewObj, new PythonTuple(arguments)));
                break;
            default:
                throw callable.Unexpected("a class");
        }
    }

    private void NewWithKeywords()
    {
        var keywords = Pop().ToObject();
        var items = Pop().ToItems();
        budget.Spend(items.Length);
        var arguments = new PythonTuple(items);
        var callable = Pop();
        if (callable.Tag is not (PythonGlobal or PythonObject))
            throw callable.Unexpected("a class that takes keywords");
        Push(new PythonObject(callable.Tag, Opcode.NewObjEx, arguments, keywords));
    }

    private int NumberOf(Reconstructor maker)
    {
        for (var i = makers.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(makers[i], maker))
                return i + 1;
        }

        makers.Add(maker);
        return makers.Count;
    }

    private void AddTo(StackSpan items, byte opcode)
    {
        ref readonly var target = ref Peek();
        if (Maker(target) is { } maker)
        {
            if (maker.IsFilledLast(target.Tag!))
                FillLast(maker, target.Tag!, Opcode.Appends, items);
            else
                maker.Append(target.Tag!, CountFilled(target.Tag!, items.Length), items);
            return;
        }

        switch (target.Tag)
        {
            case List<object?> list when opcode == Opcode.Appends:
                foreach (var item in items)
                    list.Add(item.ToObject());
                break;
            case HashSet<object?> set when opcode == Opcode.AddItems:
                foreach (var item in items)
                    set.Add(item.ToObject());
                break;
            case PythonObject inert:
                foreach (var item in items)
                    (opcode == Opcode.Appends ? inert.Items : inert.Members).Add(item.ToObject());
                break;
            default:
                throw target.Unexpected("a collection");
        }
    }

    // Only an array needs to know how far it is filled, and only if it is filled in several batches.
    private int CountFilled(object target, int more)
    {
        if (target is not Array array)
            return 0;
        var filled = 0;
        this.filled?.TryGetValue(target, out filled);
        if (filled + more < array.Length)
            (this.filled ??= new Dictionary<object, int>(ReferenceEqualityComparer.Instance))[target] = filled + more;
        return filled;
    }

    private void SetIn(StackSpan pairs)
    {
        if (pairs.Length % 2 != 0)
            throw new UnpicklingException("a key has no value.");
        ref readonly var target = ref Peek();
        if (Maker(target) is { } maker)
        {
            if (maker.IsFilledLast(target.Tag!))
                FillLast(maker, target.Tag!, Opcode.SetItems, pairs);
            else
                maker.SetItems(target.Tag!, pairs);
            return;
        }

        switch (target.Tag)
        {
            case Dictionary<object, object?> dictionary:
                // A .NET dictionary cannot have null as a key.
                for (var i = 0; i < pairs.Length; i += 2)
                    dictionary[pairs[i].ToObject() ?? DBNull.Value] = pairs[i + 1].ToObject();
                break;
            case PythonObject inert:
                foreach (var item in pairs)
                    inert.Pairs.Add(item.ToObject());
                break;
            default:
                throw target.Unexpected("a dict");
        }
    }

    // A state that became a tuple, because it was memoized, is still read as its items.
    private StackSpan StateOnTop()
    {
        var state = PopItems(1);
        return state[0].Reference is PythonTuple tuple && Maker(Peek()) is not null ? tuple.Values : state;
    }

    /// <summary>
    /// BUILD, with the items of the state if it is a tuple that was not created, else with the state itself.
    /// </summary>
    private void Build(StackSpan state)
    {
        budget.Spend(state.Length);
        ref readonly var target = ref Peek();
        if (Maker(target) is { } maker)
            maker.Build(target.Tag!, state);
        else if (target.Tag is PythonObject inert)
            inert.States.Add(state[0].ToObject());
        else
            throw target.Unexpected("an object with state");
    }
}

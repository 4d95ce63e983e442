namespace Multiprocessing.Pickling.Formatters;

/// <summary>A framework dictionary that is pickled by its pairs, with its comparer.</summary>
internal abstract class PairsFormatter<TDictionary, TKey, TValue>(PickleTypes types) : Formatter(typeof(TDictionary))
    where TDictionary : class, IDictionary<TKey, TValue>
    where TKey : notnull
{
    private DeclaredType Key => field ??= new DeclaredType(types, typeof(TKey));

    private DeclaredType Value => field ??= new DeclaredType(types, typeof(TValue));

    public override void Write(Pickler pickler, object value)
    {
        if (pickler.WriteAlias(value))
            return;

        var dictionary = (TDictionary)value;
        Begin(pickler, dictionary);
        pickler.Memoize(value);

        var items = new ItemsWriter(pickler.Writer, Opcode.SetItems);
        TKey? current = default;
        try
        {
            foreach (var (key, item) in PairsOf(dictionary))
            {
                current = key;
                items.Next();
                Key.Write(pickler, key);
                Value.Write(pickler, item);
            }
        }
        catch (PicklingException e) when (e.Under($"[{current}]"))
        {
            throw;
        }

        items.End();
    }

    public override void SetItems(object target, StackSpan pairs)
    {
        var dictionary = (TDictionary)target;
        for (var i = 0; i < pairs.Length; i += 2)
            dictionary.Add((TKey)Key.Read(pairs[i])!, (TValue)Value.Read(pairs[i + 1])!);
    }

    public override bool IsFilledLast(object target) =>
        !Key.IsWholeAtOnce || !Comparers.IsKnown(ComparerOf((TDictionary)target), DefaultComparer);

    public override bool FindsItsItems(object target)
    {
        var dictionary = (TDictionary)target;
        foreach (var (key, _) in dictionary)
        {
            if (!dictionary.ContainsKey(key))
                return false;
        }

        return true;
    }

    /// <summary>Writes the empty dictionary.</summary>
    protected virtual void Begin(Pickler pickler, TDictionary dictionary)
    {
        pickler.WriteGlobal(this);
        Comparers.Write(pickler, ComparerOf(dictionary), DefaultComparer);
        pickler.Writer.Op(Opcode.NewObj);
    }

    /// <summary>The comparer that a dictionary has if none is given.</summary>
    protected virtual object DefaultComparer => EqualityComparer<TKey>.Default;

    protected virtual IEnumerable<KeyValuePair<TKey, TValue>> PairsOf(TDictionary dictionary) => dictionary;

    protected abstract object ComparerOf(TDictionary dictionary);
}

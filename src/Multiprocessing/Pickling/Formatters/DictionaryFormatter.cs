using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A dictionary; one whose keys compare as in Python is written as a dict.</summary>
internal sealed class DictionaryFormatter<TKey, TValue>(PickleTypes types)
    : PairsFormatter<Dictionary<TKey, TValue>, TKey, TValue>(types)
    where TKey : notnull
{
    public override object New(StackSpan arguments, ref Budget budget) =>
        new Dictionary<TKey, TValue>(Comparers.ReadEquality<TKey>(arguments));

    protected override void Begin(Pickler pickler, Dictionary<TKey, TValue> dictionary)
    {
        if (ReferenceEquals(dictionary.Comparer, PythonEquality.Comparer))
            pickler.Writer.Op(Opcode.EmptyDict);
        else
            base.Begin(pickler, dictionary);
    }

    protected override object ComparerOf(Dictionary<TKey, TValue> dictionary) => dictionary.Comparer;
}

using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>What a global of the closed set does when a pickle calls it. A pickle can call nothing else.</summary>
internal abstract class Reconstructor
{
    /// <summary>The global that names it.</summary>
    public abstract PythonGlobal Global { get; }

    /// <summary>
    /// The value of the global where a pickle does not call it: <c>list</c> in <c>defaultdict(list)</c>.
    /// </summary>
    public virtual PythonGlobal AsValue => Global;

    /// <summary>REDUCE: the value that the global makes from arguments.</summary>
    public virtual StackValue Call(StackSpan arguments, ref Budget budget) =>
        throw new UnpicklingException($"{this} cannot be called.");

    /// <summary>
    /// REDUCE with bytes as the last argument, which are not copied yet; null if they must be copied first.
    /// </summary>
    public virtual object? TryCall(StackSpan arguments, ReadOnlySpan<byte> last, ref Budget budget) => null;

    /// <summary>
    /// NEWOBJ: an empty object, which the pickle then fills through <see cref="Append"/>, <see cref="SetItems"/> or
    /// <see cref="Build"/>.
    /// </summary>
    public virtual object New(StackSpan arguments, ref Budget budget) =>
        throw new UnpicklingException($"{this} cannot be made.");

    /// <summary>
    /// APPENDS and ADDITEMS: more items for an object that <see cref="New"/> made. In an array they begin at
    /// <paramref name="start"/>.
    /// </summary>
    public virtual void Append(object target, int start, StackSpan items) =>
        throw new UnpicklingException($"{this} has no items.");

    /// <summary>SETITEMS: more pairs of key and value for an object that <see cref="New"/> made.</summary>
    public virtual void SetItems(object target, StackSpan pairs) =>
        throw new UnpicklingException($"{this} has no keys.");

    /// <summary>
    /// Whether an object that was made is filled only when the whole message has been read: its items are hashed or
    /// compared, and before that an item may lack the fields on which its hash code depends.
    /// </summary>
    public virtual bool IsFilledLast(object target) => false;

    /// <summary>
    /// Whether <see cref="Call"/> makes an object that <see cref="Complete"/> fills, because the arguments may not be
    /// whole before the whole message has been read.
    /// </summary>
    public virtual bool IsCompletedLast(StackSpan arguments) => false;

    /// <summary>Fills an object that <see cref="Call"/> made, when the whole message has been read.</summary>
    public virtual void Complete(object target, StackSpan arguments) =>
        throw new UnpicklingException($"{this} is complete when it is made.");

    /// <summary>Whether each item of a filled object is found in it.</summary>
    public virtual bool FindsItsItems(object target) => true;

    /// <summary>BUILD with bytes as the state, which are not copied yet; false if they must be copied first.</summary>
    public virtual bool TryBuild(object target, ReadOnlySpan<byte> state) => false;

    /// <summary>BUILD: the state of an object that <see cref="New"/> made.</summary>
    public virtual void Build(object target, StackSpan state) => throw new UnpicklingException($"{this} has no state.");
}

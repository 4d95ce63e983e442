using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling.Formatters;

/// <summary>A type whose values cannot be sent to another process.</summary>
internal sealed class RefusedFormatter(Type type, string reason) : Formatter(type)
{
    public override PythonGlobal Global => throw Refusal();

    public override PythonGlobal AsValue => throw new UnpicklingException(Text);

    public override void Write(Pickler pickler, object value) => throw Refusal();

    public override StackValue Call(StackSpan arguments, ref Budget budget) => throw new UnpicklingException(Text);

    public override object New(StackSpan arguments, ref Budget budget) => throw new UnpicklingException(Text);

    private string Text => $"{TypeName.DisplayOne(Type)} cannot be sent to another process: {reason}";

    private PicklingException Refusal() => new(Text);
}

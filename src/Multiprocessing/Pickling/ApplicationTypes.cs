using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// The application's own types, by names that only the same build resolves, and the closed set of framework types.
/// </summary>
internal sealed class ApplicationTypes : PickleTypes
{
    public static readonly ApplicationTypes Instance = new();

    private ApplicationTypes() { }

    protected override Formatter MakeFormatter(Type type) => FormatterResolver.Make(this, type);

    protected override Reconstructor? Find(PythonGlobal global) =>
        global.Module == TypeName.Module ? FormatterOf(TypeName.Resolve(global.Name)) : PythonLibrary.Find(global);
}

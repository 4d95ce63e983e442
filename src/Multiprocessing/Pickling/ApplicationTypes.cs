using Multiprocessing.Pickling.Formatters;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

/// <summary>
/// The application's own types, named so that no other program could, and the closed set of the framework's.
/// </summary>
internal sealed class ApplicationTypes : PickleTypes
{
    public static readonly ApplicationTypes Instance = new();

    private ApplicationTypes() { }

    protected override Formatter MakeFormatter(Type type) => FormatterResolver.Make(this, type);

    protected override Reconstructor? Find(PythonGlobal global) =>
        global.Module == TypeName.Module ? FormatterOf(TypeName.Resolve(global.Name)) : PythonLibrary.Find(global);
}

using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>
/// A struct that refers to items, as an array of them; one that was never given any is <c>None</c>.
/// </summary>
internal sealed class PlainContentFormatter(ContentFormatter content) : Formatter(content.Type)
{
    public override void Write(Pickler pickler, object value) => pickler.WriteValue(content.ArrayOf(value));
}

using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>Python's datetime.timezone.</summary>
internal sealed class UtcOffsetFormatter() : Formatter(typeof(UtcOffset))
{
    public override void Write(Pickler pickler, object value) =>
        PythonLibraryFormatters.WriteTimeZone(pickler, ((UtcOffset)value).Offset);
}

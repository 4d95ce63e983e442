using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Pickling.Python;

/// <summary>datetime.timezone.</summary>
internal sealed class UtcOffsetShape() : Shape(typeof(UtcOffset))
{
    public override void Write(Pickler pickler, object value) =>
        TwinShapes.WriteTimeZone(pickler, ((UtcOffset)value).Offset);
}

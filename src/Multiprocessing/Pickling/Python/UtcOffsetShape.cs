namespace Multiprocessing.Pickling;

/// <summary>datetime.timezone.</summary>
internal sealed class UtcOffsetShape() : Shape(typeof(UtcOffset))
{
    public override void Write(Pickler pickler, object value) =>
        TwinShapes.WriteTimeZone(pickler, ((UtcOffset)value).Offset);
}

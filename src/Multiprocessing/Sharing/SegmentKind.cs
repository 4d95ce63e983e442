namespace Multiprocessing.Sharing;

/// <summary>What the header of a segment says that it contains.</summary>
internal enum SegmentKind
{
    /// <summary>Elements of one type.</summary>
    Array = 1,

    /// <summary>One element of at most eight bytes.</summary>
    Value = 2,
}

namespace Multiprocessing;

/// <summary>What went wrong with a shared memory segment.</summary>
public enum SharedMemoryError
{
    /// <summary>The system reported something else; see the message.</summary>
    Other,

    /// <summary>No segment has the name. CPython: <c>FileNotFoundError</c>.</summary>
    NotFound,

    /// <summary>A segment has the name already. CPython: <c>FileExistsError</c>.</summary>
    AlreadyExists,

    /// <summary>The segment belongs to another user. CPython: <c>PermissionError</c>.</summary>
    AccessDenied,

    /// <summary>The system has no memory left for the segment.</summary>
    NoSpace,

    /// <summary>The segment is empty or shorter than what it is said to contain.</summary>
    TooShort,

    /// <summary>The segment contains something else: other elements, another version, or no header of this library.
    /// </summary>
    WrongContent,
}

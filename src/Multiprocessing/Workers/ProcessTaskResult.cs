using System.Runtime.ExceptionServices;

namespace Multiprocessing;

/// <summary>What became of one item: its value, or the exception for which there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct ProcessTaskResult<T>
{
    private readonly T value;

    internal ProcessTaskResult(long index, T value)
    {
        Index = index;
        this.value = value;
    }

    internal ProcessTaskResult(long index, Exception exception)
    {
        Index = index;
        Exception = exception;
        value = default!;
    }

    /// <summary>Which item of the source it is, from 0.</summary>
    public long Index { get; }

    /// <summary>Why there is no value; null where there is one.</summary>
    public Exception? Exception { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => Exception is null;

    /// <summary>What the function returned.</summary>
    /// <exception cref="Exception"><see cref="Exception"/>, where there is no value.</exception>
    public T Value
    {
        get
        {
            if (Exception is not null)
                ExceptionDispatchInfo.Throw(Exception);
            return value;
        }
    }

    /// <summary>The index, and the value or the message of the exception.</summary>
    public override string ToString() =>
        Exception is null ? $"{Index}: {value}" : $"{Index}: {Exception.GetType().Name}: {Exception.Message}";
}

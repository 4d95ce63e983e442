using System.Buffers.Binary;
using Multiprocessing.Pickling;

namespace Multiprocessing.Workers;

/// <summary>
/// The answer to a chunk each of whose items has an outcome of its own: for each item the length of an answer, in four
/// bytes, and that answer, as to a chunk of one item.
/// </summary>
internal static class ItemAnswers
{
    /// <summary>Appends the answer for one item.</summary>
    public static void Write(ReadOnlySpan<byte> answer, PickleWriter into)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, answer.Length);
        into.Raw(length);
        into.Raw(answer);
    }

    /// <summary>The outcomes of a chunk.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="index">The index of the first item.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="unpickler">Reads them.</param>
    public static ProcessTaskResult<TResult>[] Read<TResult>(
        ReadOnlySpan<byte> answers,
        long index,
        int count,
        Unpickler unpickler
    )
    {
        var outcomes = new ProcessTaskResult<TResult>[count];
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(answers);
            outcomes[i] = Read<TResult>(answers.Slice(sizeof(int), length), index + i, unpickler);
            answers = answers[(sizeof(int) + length)..];
        }

        return outcomes;
    }

    private static ProcessTaskResult<TResult> Read<TResult>(ReadOnlySpan<byte> answer, long index, Unpickler unpickler)
    {
        try
        {
            return WorkerProtocol.Kind(answer) == MessageKind.Results
                ? new(index, unpickler.Load<TResult[]>(answer[1..])[0])
                : new(index, ExceptionMessage.Read(answer, unpickler));
        }
        catch (Exception exception)
        {
            return new(index, exception);
        }
    }
}

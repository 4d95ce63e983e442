using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>Pickles and unpickles values.</summary>
internal static class Pickled
{
    /// <summary>What a worker receives when it is sent <paramref name="value"/>.</summary>
    public static T Copy<T>(T value) => Load<T>(Dump(value));

    public static byte[] Dump<T>(T value) => new Pickler(PickleTypes.Application).Dump(value).ToArray();

    public static T Load<T>(ReadOnlySpan<byte> pickle) => new Unpickler(PickleTypes.Application).Load<T>(pickle);
}

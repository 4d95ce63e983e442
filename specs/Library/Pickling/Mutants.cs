using SharedStateSpecs.Repository.Conventions;
using Xunit.Sdk;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// Damaged messages: originals with bytes changed, removed, inserted, duplicated, set to extremes or copied from
/// another. The same seed gives the same mutants.
/// </summary>
internal static class Mutants
{
    private static readonly byte[] Opcodes =
    [
        .. "().0125BCGIJKLMNRTX]abcdeghjlqrstu}"u8,
        .. Enumerable.Range(0x80, 0x17).Select(opcode => (byte)opcode),
    ];

    private static readonly byte[] Extremes = [0x00, 0x7f, 0x80, 0xff];

    /// <summary>Checks one mutant after the other; a failure reports which one it was, with its bytes.</summary>
    public static void Try(int seed, int times, IReadOnlyList<byte[]> originals, Action<byte[]> check)
    {
        var random = new Random(seed);
        foreach (var i in SoakAttribute.Tries(times))
        {
            var mutant = Of(originals[random.Next(originals.Count)], originals, random);
            try
            {
                check(mutant);
            }
            catch (Exception failure)
            {
                var bytes = Convert.ToBase64String(mutant.AsSpan(0, Math.Min(mutant.Length, 3_000)));
                throw new XunitException(
                    $"{failure.Message}\nMutant {i} of seed {seed}, {mutant.Length} bytes: {bytes}",
                    failure
                );
            }
        }
    }

    /// <summary>An original with up to four damages.</summary>
    public static byte[] Of(byte[] original, IReadOnlyList<byte[]> others, Random random)
    {
        var mutant = new List<byte>(original);
        for (var damages = random.Next(1, 5); damages > 0 && mutant.Count > 0; damages--)
            Damage(mutant, others, random);
        return [.. mutant];
    }

    private static void Damage(List<byte> mutant, IReadOnlyList<byte[]> others, Random random)
    {
        // Half of the time near the start: in a message that is mostly one block, the opcodes are there.
        var at = random.Next(random.Next(2) == 0 ? mutant.Count : Math.Min(mutant.Count, 64));
        switch (random.Next(9))
        {
            case 0:
                mutant[at] = (byte)random.Next(256);
                break;
            case 1:
                mutant[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                mutant.RemoveRange(at, Length(random, 8, mutant.Count - at));
                break;
            case 3:
                mutant.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                mutant.Insert(at, Opcodes[random.Next(Opcodes.Length)]);
                break;
            case 5:
                mutant.RemoveRange(at, mutant.Count - at);
                break;
            case 6:
                var extreme = Extremes[random.Next(Extremes.Length)];
                for (var end = at + Length(random, 8, mutant.Count - at); at < end; at++)
                    mutant[at] = extreme;
                break;
            case 7:
                mutant.InsertRange(at, mutant.GetRange(at, Length(random, 64, mutant.Count - at)));
                break;
            default:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length);
                mutant.InsertRange(at, other.AsSpan(from, Length(random, 64, other.Length - from)).ToArray());
                break;
        }
    }

    private static int Length(Random random, int most, int there) => Math.Min(there, random.Next(1, most + 1));
}

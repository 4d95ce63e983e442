using SharedStateSpecs.Repository.Conventions;
using Xunit.Sdk;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// Damaged bytes: originals with bytes changed, lost, put in, doubled, claimed or taken from one another. The same seed
/// gives the same ones.
/// </summary>
internal static class Mutants
{
    private static readonly byte[] Opcodes =
        "().0125BCGIJKLMNRTX]abcdeghjlqrstu}\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096"
            .Select(opcode => (byte)opcode)
            .ToArray();

    private static readonly byte[] Extremes = [0x00, 0x7f, 0x80, 0xff];

    /// <summary>
    /// Tries one after the other, as a soak does; a failure says which of them it was, and holds its bytes.
    /// </summary>
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
                throw new XunitException(
                    $"{failure.Message}\nIt is number {i} of seed {seed}, {mutant.Length} bytes: {Convert.ToBase64String(mutant.AsSpan(0, Math.Min(mutant.Length, 3_000)))}",
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
        // Where most of the opcodes are, in one that is a block for the rest.
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

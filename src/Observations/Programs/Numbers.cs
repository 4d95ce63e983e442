namespace Observations.Programs;

/// <summary>The object that the post's programs call.</summary>
internal sealed class Numbers(int count)
{
    private readonly List<int> data = [.. Enumerable.Range(0, count)];

    public int this[int index] => data[index];
}

namespace SharedStateSpecs.Repository.Conventions;

/// <summary>
/// The numbers of the observations that the facts specify: <c>[Observation("S1.02", "S1.16")]</c>.
/// </summary>
public sealed class ObservationAttribute(params string[] numbers) : SpecAttribute
{
    public IReadOnlyList<string> Numbers { get; } = numbers;

    internal override IEnumerable<(string Name, string Value)> Traits =>
        Numbers.Select(number => ("Observation", number));
}

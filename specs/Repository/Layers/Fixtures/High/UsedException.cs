namespace SharedStateSpecs.Repository.Layers.Fixtures.High;

/// <summary>What the layer above must not use.</summary>
public class UsedException : Exception
{
    public static void Call() { }
}

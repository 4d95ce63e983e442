namespace Multiprocessing.Managers.Client;

/// <summary>What stands for an object of a manager's server.</summary>
internal interface IProxy
{
    Reference Reference { get; }

    /// <summary>A proxy of the same object that is of a declared type; null where there is none of that type.</summary>
    object? As(Type type);
}

namespace Multiprocessing.Analyzers.Tasks;

/// <summary>What an operation does with a variable.</summary>
[Flags]
internal enum Usage
{
    /// <summary>Nothing that is known, such as to lock it.</summary>
    None = 0,

    /// <summary>It uses its value.</summary>
    Read = 1,

    /// <summary>It gives it another value.</summary>
    Assigned = 2,

    /// <summary>It changes the object that is its value.</summary>
    Changed = 4,

    /// <summary>It may do anything, as where the variable is passed by reference.</summary>
    Unknown = 8,
}

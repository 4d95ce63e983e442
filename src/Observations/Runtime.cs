namespace Observations;

/// <summary>What runs a program.</summary>
internal enum Runtime
{
    /// <summary>The library of this repository.</summary>
    DotNet,

    /// <summary>CPython and its own <c>multiprocessing</c>.</summary>
    CPython,
}

namespace Observations;

/// <summary>The chapters of the post, what holds in all of them, and what .NET adds.</summary>
internal enum Chapter
{
    /// <summary>Rows G: what any program of several processes shows.</summary>
    General,

    /// <summary>Rows S1: global variables.</summary>
    Globals,

    /// <summary>Rows S2: arguments.</summary>
    Arguments,

    /// <summary>Rows S3: managers.</summary>
    Managers,

    /// <summary>Rows N: what only .NET has.</summary>
    Additions,
}

namespace Multiprocessing.Workers;

/// <summary>How far a child has come, as it last told its parent.</summary>
internal enum ChildStage
{
    /// <summary>Its runtime starts.</summary>
    Starting,

    /// <summary>It runs its module.</summary>
    RunningModule,

    /// <summary>Its module has run; it runs its pool's initializer.</summary>
    Initializing,

    /// <summary>Its module has run: it waits for work, or runs some.</summary>
    Working,
}

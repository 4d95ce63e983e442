namespace Multiprocessing;

/// <summary>Is given what a child writes, line by line.</summary>
/// <remarks>
/// One thread of the library gives the lines of all children, one after the other (on Windows a thread for each stream,
/// but one line at a time): a handler that takes long holds up the others and, when their pipes are full, the children
/// that write. What it throws ends the program, as it does on any thread.
/// </remarks>
/// <param name="processName">The name of the child.</param>
/// <param name="line">The line, without its end. A line of more than 65,536 bytes is given in parts.</param>
public delegate void ChildOutputHandler(string processName, string line);

namespace Observations.Sources;

/// <summary>CPython's own source.</summary>
/// <param name="Path">The file in CPython's repository.</param>
/// <param name="Place">The function or class in it.</param>
internal sealed record CPythonFile(string Path, string Place) : Source
{
    public override string Text => $"CPython, {Path}";

    public override string Link => $"https://github.com/python/cpython/blob/3.13/{Path}";

    public override string Detail => Place;

    public static CPythonFile Pool(string place) => new("Lib/multiprocessing/pool.py", place);

    public static CPythonFile Managers(string place) => new("Lib/multiprocessing/managers.py", place);

    public static CPythonFile Process(string place) => new("Lib/multiprocessing/process.py", place);
}

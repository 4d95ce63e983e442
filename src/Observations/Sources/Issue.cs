namespace Observations.Sources;

/// <summary>An issue of CPython's tracker.</summary>
internal sealed record Issue(int Number) : Source
{
    public override string Text => $"CPython issue {Number}";

    public override string Link => $"https://bugs.python.org/issue{Number}";
}

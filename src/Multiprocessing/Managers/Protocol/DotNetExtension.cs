using System.Globalization;

namespace Multiprocessing.Managers.Protocol;

/// <summary>
/// What a .NET server adds to CPython's protocol. It is announced by the value that <c>accept_connection</c> returns,
/// where CPython's server returns None and CPython's clients look at nothing.
/// </summary>
/// <remarks>
/// Version 1: over a call channel a request whose id is None calls a function of the server (<c>create</c>,
/// <c>incref</c> …); references that are made so belong to the connection and are released with it. A dictionary has
/// the method <c>try_add</c>. The function <c>shared</c> returns what is registered: its names, each with the type id
/// of the object that is shared under it, or None.
/// A client of this library announces itself likewise, at the end of its name.
/// </remarks>
internal static class DotNetExtension
{
    /// <summary>The version that this library speaks; a change that an older client cannot use adds one.</summary>
    public const int Version = 1;

    private const string Name = ".NET ";

    /// <summary>What a server of this library announces: <c>.NET 1</c>.</summary>
    public static string Announcement { get; } = string.Create(CultureInfo.InvariantCulture, $"{Name}{Version}");

    /// <summary>
    /// The name that a client of this library gives its thread in <c>accept_connection</c>; a server may send it
    /// classes of the application.
    /// </summary>
    public static string ClientName(string process) => $"{process} {Announcement}";

    /// <summary>Whether a client's name says that it is one of this library.</summary>
    public static bool IsClient(object? name) =>
        name is string text
        && text.LastIndexOf(Name, StringComparison.Ordinal) is >= 0 and var at
        && IsSpokenBy(text[at..]);

    /// <summary>
    /// Whether a server announces a version that this library speaks. Where not, the client keeps to CPython's
    /// protocol, which every server has.
    /// </summary>
    public static bool IsSpokenBy(object? announcement) =>
        announcement is string text
        && text.StartsWith(Name, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version is > 0 and <= Version;
}

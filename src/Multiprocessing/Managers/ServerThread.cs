namespace Multiprocessing.Managers;

/// <summary>The threads of a server, which is what makes its process unfit to fork.</summary>
internal static class ServerThread
{
    public static void Start(string name, Action run) => new Thread(() => run()) { Name = name, IsBackground = true }.Start();
}

using System.Security.Cryptography;
using Multiprocessing;
using Multiprocessing.Testing;
using Multiprocessing.Testing.Programs;

namespace Observations.Managers;

/// <summary>A server that runs beside a program of the other runtime.</summary>
internal static class Serve
{
    public static void Main(StartMethod startMethod)
    {
        var key = RandomNumberGenerator.GetBytes(16);
        var file = RunDirectory.FileOfThisRun(ServerOfRun.File);
        using var server = new ManagerServer(key, file + ".socket");
        server.Register<ManagedObjects.IA, ManagedObjects.A>();
        server.Register<RegisteredClass.ICounter, RegisteredClass.Counter>();
        server.Start();

        File.WriteAllText(file, $"{server.Address}\n{Convert.ToHexString(key)}");
        Gate.Open(ServerBeside.Ready);
        while (!Gate.IsOpen(ServerBeside.End))
            Thread.Sleep(10);
    }
}

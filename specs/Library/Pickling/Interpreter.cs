using System.Buffers.Binary;
using System.Diagnostics;
using Multiprocessing.Pickling;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>
/// One CPython for the specs of a class, which evaluates expressions over pickled values. It starts at the first
/// request, and ends when its input ends.
/// </summary>
public sealed class Interpreter : IDisposable
{
    private readonly Lazy<Process> _python = new(() =>
        Process.Start(
            new ProcessStartInfo("python3", ["-S", "-c", Fixture.Text("interpreter.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!
    );

    /// <summary>
    /// The value of an expression in which <c>value</c> is <paramref name="value"/>, as pickled by CPython in a
    /// protocol.
    /// </summary>
    public T Evaluate<T>(string expression, object? value = null, int protocol = 4)
    {
        var request = new Pickler(new RegisteredTypes()).Dump((expression, value, protocol));
        Span<byte> header = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, request.Length);
        var input = _python.Value.StandardInput.BaseStream;
        input.Write(header);
        input.Write(request);
        input.Flush();

        var output = _python.Value.StandardOutput.BaseStream;
        output.ReadExactly(header);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        output.ReadExactly(answer);
        return new Unpickler(new RegisteredTypes()).Load<T>(answer);
    }

    public void Dispose()
    {
        if (!_python.IsValueCreated)
            return;
        _python.Value.StandardInput.Close();
        if (!_python.Value.WaitForExit(Limits.Wait))
            _python.Value.Kill();
        _python.Value.Dispose();
    }
}

using System.Diagnostics;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Facts that run CPython's own tests. They are skipped where its test package is not installed.</summary>
public sealed class CPythonTestsAttribute : SpecAttribute
{
    private static readonly Lazy<bool> IsThere = new(static () =>
    {
        try
        {
            using var python = Process.Start(
                new ProcessStartInfo("python3", ["-c", "import test._test_multiprocessing"])
                {
                    RedirectStandardError = true,
                }
            )!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    internal override IEnumerable<(string Name, string Value)> Traits =>
        [("Runtime", "CPython"), ("Requires", "CPythonTests")];

    internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(3);

    internal override string? SkipReason(bool onCPython) =>
        IsThere.Value
            ? null
            : "CPython's tests are not installed: python3 cannot import test._test_multiprocessing "
                + "(Debian: apt-get install libpython3-testsuite).";
}

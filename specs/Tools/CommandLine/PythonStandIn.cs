using System.Runtime.Versioning;

namespace SharedStateSpecs.Tools.CommandLine;

/// <summary>A script that passes for CPython 3.11.0 and runs a command of the shell instead of each program.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PythonStandIn
{
    public static string In(string directory, string command)
    {
        var script = Path.Combine(directory, "python3");
        File.WriteAllText(
            script,
            $"""
            #!/bin/sh
            if [ "$1 $2" = '-S -c' ]; then printf 'CPython\nTrue\n%s\n3.11.0 (a stand-in)\n' "$0"; else {command}; fi

            """
        );
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }
}

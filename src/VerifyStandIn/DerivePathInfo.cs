using System.Reflection;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Maps a test to the directory and the name of its snapshot.</summary>
public delegate PathInfo DerivePathInfo(string sourceFile, string projectDirectory, Type type, MethodInfo method);

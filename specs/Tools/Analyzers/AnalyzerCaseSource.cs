using Microsoft.CodeAnalysis.Text;

namespace SharedStateSpecs.Tools.Analyzers;

/// <summary>The source of a case, in a namespace of its own.</summary>
internal sealed class AnalyzerCaseSource
{
    private const string Opening = "[|";
    private const string Closing = "|]";

    public AnalyzerCaseSource(string rule, AnalyzerCase one, int number)
    {
        File = $"{rule}/{one.Name}";
        var text = Around(one.Marked, number);
        var marked = new List<TextSpan>();
        while (text.IndexOf(Opening, StringComparison.Ordinal) is var start and >= 0)
        {
            text = text.Remove(start, Opening.Length);
            var end = text.IndexOf(Closing, StringComparison.Ordinal);
            text = text.Remove(end, Closing.Length);
            marked.Add(TextSpan.FromBounds(start, end));
        }

        (Text, Marked) = (text, marked);
    }

    /// <summary>What all cases are given.</summary>
    public static string Shared =>
        """
            using Multiprocessing;

            public static class Given
            {
                public static ProcessPool Pool { get; set; } = null!;
                public static Manager Manager { get; set; } = null!;
            }
            """;

    public string File { get; }

    public string Text { get; }

    /// <summary>Where something is to be found.</summary>
    public IReadOnlyList<TextSpan> Marked { get; }

    /// <summary>Declarations in a class Program, which has a pool and a manager.</summary>
    public static string Around(string body, int number) =>
        $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using Multiprocessing;

            namespace Case{{number}};

            internal static partial class Program
            {
            {{body}}
            }

            internal static partial class Program
            {
                private static ProcessPool pool => Given.Pool;
                private static Manager manager => Given.Manager;
            }
            """;
}

using System.Globalization;
using Multiprocessing.Testing;

namespace SharedState.Pages;

/// <summary>A line as it is in the transcript, cut off if it is very long.</summary>
internal static class TranscriptText
{
    private const int Longest = 400;

    public static string Of(TranscriptLine line)
    {
        var text = line.ToString();
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]}… {text.Length - end:N0} more characters");
    }
}

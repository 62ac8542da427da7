using System.Text;
using System.Text.Unicode;
using Flows.Language.Diagnostics;

namespace Flows.Language.Text;

/// <summary>Turns the bytes of a file into a text.</summary>
public static class SourceReader
{
    /// <summary>The most bytes that a program may have.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>Decodes UTF-8, drops a byte order mark, and normalises to NFC.</summary>
    /// <param name="path">The name shown in diagnostics.</param>
    /// <param name="bytes">The whole file.</param>
    /// <returns>Always a text, so that diagnostics can be shown; it is empty if the file is too large.</returns>
    public static Checked<SourceText> Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestFile)
            return new(new SourceText(path, ""), [TextErrors.TooLarge(bytes.Length, LargestFile)]);
        var mark = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var body = bytes[mark..];
        var text = Encoding.UTF8.GetString(body);
        if (Utf8.IsValid(body))
            return new(new SourceText(path, Normalise(text)), []);
        var valid = ValidLength(body);
        var at = Encoding.UTF8.GetCharCount(body[..valid]);
        return new(new SourceText(path, text), [TextErrors.NotUtf8(new SourceSpan(at, 1), body[valid], mark + valid)]);
    }

    /// <summary>The number of bytes before the first malformed one.</summary>
    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static string Normalise(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A code point that Unicode reserves for no character: left to the tokenizer, which reports it.
            return text;
        }
    }
}

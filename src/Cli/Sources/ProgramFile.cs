using System.Security.Cryptography;
using Flows.Cli.Terminals;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Outputs;

namespace Flows.Cli.Sources;

/// <summary>A program as read from disk or from standard input.</summary>
/// <param name="Name">The file's name without folder and extension; `stdin` for standard input.</param>
/// <param name="Bytes">Its bytes; one more than are allowed at most.</param>
/// <param name="Text">Its text, and what is wrong with its bytes.</param>
public sealed record ProgramFile(string Name, byte[] Bytes, Checked<SourceText> Text)
{
    internal const string StandardInput = "-";
    private const string StandardInputName = "<stdin>";

    /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
    public string Hash => HashOf(Bytes);

    /// <summary>SHA-256 in hexadecimal.</summary>
    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Whether it came from standard input.</summary>
    public bool IsStandardInput => Text.Value?.Path == StandardInputName;

    /// <summary>Reads a program.</summary>
    /// <param name="path">A path, or `-`.</param>
    /// <param name="terminal">Whose input `-` is.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read; the message names it.</exception>
    public static ProgramFile Read(string path, Terminal terminal)
    {
        if (path == StandardInput)
            return Of("stdin", StandardInputName, Bounded(terminal.Input, SourceReader.LargestFile));
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return Of(Path.GetFileNameWithoutExtension(path), path, Bounded(stream, SourceReader.LargestFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"cannot read `{path}`: {Reason(path, failure)}", failure);
        }
    }

    /// <summary>Replaces a program's bytes as a whole; a link stays a link, and the file keeps its mode.</summary>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static void Replace(string path, byte[] bytes)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.IsReadOnly)
                throw new UnauthorizedAccessException("it is read-only");
            var target = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            AtomicFile.Write(target, stream =>
            {
                stream.Write(bytes);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(((FileStream)stream).SafeFileHandle, File.GetUnixFileMode(target));
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot write `{path}`: {failure.Message}", failure);
        }
    }

    private static ProgramFile Of(string name, string path, byte[] bytes) =>
        new(name, bytes, SourceReader.Decode(path, bytes));

    internal static string Reason(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        _ when Directory.Exists(path) => "it is a folder, not a program",
        UnauthorizedAccessException => "permission denied",
        _ => failure.Message,
    };

    /// <summary>Reads no more than is needed to see that a file is too large, so that an endless one ends.</summary>
    /// <returns>One byte more than the most at most.</returns>
    internal static byte[] Bounded(Stream stream, long most)
    {
        // Of a file the length is known: its bytes are taken once.
        var buffer = new byte[stream.CanSeek ? Math.Clamp(stream.Length - stream.Position, 1, most) : 1 << 12];
        var length = 0;
        while (length <= most)
        {
            if (length == buffer.Length)
            {
                var next = stream.ReadByte();
                if (next < 0)
                    return buffer;
                Array.Resize(ref buffer, (int)Math.Min(2L * length, most + 1));
                buffer[length++] = (byte)next;
                continue;
            }
            var read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
                break;
            length += read;
        }
        return buffer[..length];
    }
}

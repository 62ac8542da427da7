using System.Text;
using Flows.Compiler.Opening;
using Flows.Compiler.Tables;
using Flows.Runtime.Outputs;

namespace Flows.Cli.Sources;

/// <summary>The files that a program may read: those in its folder and below, links resolved, unless all are allowed.</summary>
/// <param name="program">The full path of the program, links resolved; empty where it comes from standard input.</param>
/// <param name="folder">The folder, links resolved.</param>
/// <param name="shown">The folder's name in diagnostics: as in the program's path.</param>
/// <param name="mayReadAll">Whether files elsewhere may be read too.</param>
public sealed class ProgramFolder(string program, string folder, string shown, bool mayReadAll) : ISourceFiles
{
    private const long MostNumbers = 1L << 30;

    // By full path; sorted as the hash of the program wants them.
    private readonly SortedDictionary<string, string> _read = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Program => program;

    /// <summary>The most memory that a run may take; a file and what is read from it lie in it beside the run.</summary>
    public long MemoryLimit { get; init; } = long.MaxValue;

    /// <summary>
    /// What a run depends on, as one SHA-256 in hexadecimal: of the program's bytes where it reads no file. Else of a text, a line each: the
    /// SHA-256 of the program, then those of the files that were read, in the order of their full paths.
    /// </summary>
    /// <param name="file">The program.</param>
    public string HashWith(ProgramFile file) => _read.Count == 0
        ? file.Hash
        : ProgramFile.HashOf(Encoding.ASCII.GetBytes(string.Concat(_read.Values.Prepend(file.Hash).Select(h => h + "\n"))));

    /// <summary>The files of a program.</summary>
    /// <param name="path">Its path; `-` for standard input, whose folder is the current one.</param>
    /// <param name="mayReadAll">Whether files elsewhere may be read too.</param>
    /// <param name="memoryLimit">The most memory that a run may take.</param>
    public static ProgramFolder Of(string path, bool mayReadAll, long memoryLimit = long.MaxValue)
    {
        if (path == ProgramFile.StandardInput)
            return new("", RealPath.Of(Directory.GetCurrentDirectory()), "", mayReadAll) { MemoryLimit = memoryLimit };
        var real = RealPath.Of(path);
        return new(real, Path.GetDirectoryName(real) ?? real, Path.GetDirectoryName(path) ?? "", mayReadAll) { MemoryLimit = memoryLimit };
    }

    /// <inheritdoc/>
    public FileAnswer Read(string path, string from, long most)
    {
        var real = "";
        try
        {
            real = RealPath.Of(Path.Combine(from.Length == 0 ? folder : Path.GetDirectoryName(from)!, path));
            if (!mayReadAll && !IsBelow(real))
                return new FileAnswer.Refused(shown);
            if (Directory.Exists(real))
                return new FileAnswer.Unreadable("it is a folder");
            if (!File.Exists(real))
                return new FileAnswer.Missing([.. FilesBeside(real)]);
            using var stream = RegularFile.Open(real);
            if (stream is null)
                return new FileAnswer.Unreadable("it is a pipe or a device, not a file");
            // The bytes, and a part of them again as numbers.
            most = Math.Min(most, MemoryLimit / 4);
            var bytes = ProgramFile.Bounded(stream, most);
            if (bytes.Length > most)
                return new FileAnswer.TooLarge(most);
            _read[real] = ProgramFile.HashOf(bytes);
            return new FileAnswer.Found(Shown(real), real, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileAnswer.Unreadable(ProgramFile.Reason(real, failure));
        }
    }

    /// <inheritdoc/>
    public SavedAnswer States(byte[] bytes, string state) => StateReader.Read(bytes, state, Math.Min(MostNumbers, MemoryLimit / 4));

    // As seen from the program's folder, after the folder as the program's path gives it.
    private string Shown(string real) =>
        IsBelow(real) ? Path.Combine(shown, Path.GetRelativePath(folder, real)).Replace('\\', '/') : real;

    private bool IsBelow(string real) => real.StartsWith(
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> FilesBeside(string real)
    {
        var beside = Path.GetDirectoryName(real);
        return beside is null || !Directory.Exists(beside) ? []
            : Directory.EnumerateFiles(beside).Take(1000).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Flows.Cli.Sources;

/// <summary>Opens files for reading, and nothing that keeps its reader waiting.</summary>
internal static class RegularFile
{
    private const int ReadOnly = 0;

    /// <summary>The file as a stream, or null where it is a pipe, a terminal or another device that cannot be read at any place.</summary>
    /// <remarks>
    /// Opening a named pipe waits for its writer, and .NET does not tell a pipe from a file before that: on Unix the file is opened
    /// without waiting (open(2), O_NONBLOCK, without effect on regular files).
    /// </remarks>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static FileStream? Open(string path)
    {
        var descriptor = OperatingSystem.IsLinux() ? OpenUnix(path, ReadOnly | 0x800 | 0x80000)
            : OperatingSystem.IsMacOS() ? OpenUnix(path, ReadOnly | 0x4 | 0x1000000)
            : -1;
        // What the system refuses is said by the ordinary way of opening it.
        var stream = descriptor < 0
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1)
            : new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, 1);
        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        return null;
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenUnix([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}

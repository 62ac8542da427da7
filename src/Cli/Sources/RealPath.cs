namespace Flows.Cli.Sources;

/// <summary>Where a path leads.</summary>
internal static class RealPath
{
    // As many links as Linux follows before it gives up.
    private const int MostLinks = 40;

    /// <summary>The full path without `.`, `..` and links, in any part of it; what does not exist stands for itself.</summary>
    /// <exception cref="IOException">Links go round in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var links = 0;
        var root = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[root.Length..]));
        var real = root;
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException("links go round in a circle");
            if (Path.IsPathRooted(target))
            {
                real = Path.GetPathRoot(target)!;
                target = target[real.Length..];
            }
            foreach (var inner in Parts(target))
                rest.Push(inner);
        }
        return real;
    }

    // Last first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) => path
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
        .Where(p => p != ".").Reverse();
}

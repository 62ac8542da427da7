namespace Flows.Testing;

/// <summary>Files under tests/Golden that say what the compiler is to answer; FLOWC_BLESS=1 rewrites them.</summary>
public static class Golden
{
    /// <summary>The root of the repository: the folder of Flows.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder tests/Golden.</summary>
    public static string Folder { get; } = Path.Combine(Root, "tests", "Golden");

    /// <summary>The files of a folder under tests/Golden, by pattern, in order of name.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Folder, folder), pattern)
        .Order(StringComparer.Ordinal);

    /// <summary>Compares with the golden file, or rewrites it.</summary>
    /// <param name="path">The golden file.</param>
    /// <param name="actual">What the compiler answered, with `\n` line ends.</param>
    public static void Check(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("FLOWC_BLESS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != actual)
            throw new GoldenMismatchException($"{Path.GetRelativePath(Root, path)} differs\n{FirstDifference(expected, actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var wanted = expected.Split('\n');
        var found = actual.Split('\n');
        var line = wanted.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n  golden: {wanted.ElementAtOrDefault(line)}\n  actual: {found.ElementAtOrDefault(line)}\n\n{actual}";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Flows.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Flows.sln is in no folder above the tests");
    }
}

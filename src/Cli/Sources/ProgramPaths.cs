namespace Flows.Cli.Sources;

/// <summary>Where programs are.</summary>
internal static class ProgramPaths
{
    /// <summary>The programs below a folder in order of their paths; a file stands for itself.</summary>
    public static IEnumerable<string> Below(string place)
    {
        if (!Directory.Exists(place))
            return [place];
        var below = new EnumerationOptions { RecurseSubdirectories = true };
        return Directory.EnumerateFiles(place, "*.flow", below).Order(StringComparer.Ordinal);
    }
}

using System.Reflection;
using Flows.Language;

namespace Flows.Compiler.Opening;

/// <summary>The standard library: modules written in the language, embedded in the compiler.</summary>
public static class StandardLibrary
{
    private const string Prefix = "library/";
    private const string Extension = ".flow";

    /// <summary>The modules' names in alphabetical order.</summary>
    public static Seq<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a module, or null where there is none of that name.</summary>
    public static string? Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Extension);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

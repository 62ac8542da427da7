namespace Flows.Compiler.Opening;

/// <summary>Reads nothing: where a text is compiled by itself.</summary>
public sealed class NoFiles : ISourceFiles
{
    private NoFiles()
    {
    }

    /// <summary>The only one that is needed.</summary>
    public static NoFiles Instance { get; } = new();

    /// <inheritdoc/>
    public string Program => "";

    /// <inheritdoc/>
    public FileAnswer Read(string path, string from, long most) => new FileAnswer.Unreadable("no files are read here");
}

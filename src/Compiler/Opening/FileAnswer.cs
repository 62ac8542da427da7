using Flows.Language;

namespace Flows.Compiler.Opening;

/// <summary>What comes of reading a file.</summary>
public abstract record FileAnswer
{
    private FileAnswer()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Path">As shown in diagnostics.</param>
    /// <param name="FullPath">Links resolved: one file has one.</param>
    /// <param name="Bytes">All of it.</param>
    public sealed record Found(string Path, string FullPath, byte[] Bytes) : FileAnswer;

    /// <summary>There is no such file.</summary>
    /// <param name="Others">The names of the files in that folder.</param>
    public sealed record Missing(Seq<string> Others) : FileAnswer;

    /// <summary>It lies outside of the folder that may be read.</summary>
    /// <param name="Folder">That folder.</param>
    public sealed record Refused(string Folder) : FileAnswer;

    /// <summary>It has more bytes than are allowed.</summary>
    /// <param name="Most">How many are.</param>
    public sealed record TooLarge(long Most) : FileAnswer;

    /// <summary>The system does not give it.</summary>
    /// <param name="Reason">Lower case, no full stop.</param>
    public sealed record Unreadable(string Reason) : FileAnswer;
}

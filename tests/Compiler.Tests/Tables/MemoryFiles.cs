using System.Text;
using Flows.Compiler.Opening;

namespace Flows.Compiler.Tests.Tables;

/// <summary>Files that are texts of a test.</summary>
internal sealed class MemoryFiles(params (string Path, string Text)[] files) : ISourceFiles
{
    public string Program => "";

    public FileAnswer Read(string path, string from, long most) => files.FirstOrDefault(f => f.Path == path) is { Text: { } text }
        ? new FileAnswer.Found(path, path, Encoding.UTF8.GetBytes(text))
        : new FileAnswer.Missing([.. files.Select(f => f.Path)]);
}

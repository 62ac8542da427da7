namespace Flows.Runtime.Outputs;

/// <summary>Files that are there whole or not at all, whenever the process is stopped.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the final name and renames; an older file of that name stays until then.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="write">Receives a stream that nobody else sees.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var draft = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(draft, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
                write(stream);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}

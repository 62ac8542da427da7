using System.Diagnostics;

namespace Flows.Cli.Tests.Built;

/// <summary>The built program as a process in a folder of its own.</summary>
internal sealed class Flowc : IDisposable
{
    // The build puts the program beside the tests that refer to it.
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "flowc.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("flowc-process-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs flowc in the folder and returns its exit status.</summary>
    public int Run(string input, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Built, .. args])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        Output = process.StandardOutput.ReadToEnd();
        Error = error.Result;
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

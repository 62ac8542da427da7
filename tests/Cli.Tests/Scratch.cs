using System.Text;
using Flows.Cli.Terminals;

namespace Flows.Cli.Tests;

/// <summary>A folder of its own, a fake engine and captured streams.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("flowc-test-").FullName;

    public FakeEngine Engine { get; } = new();

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Input { get; set; } = "";

    public bool OnTerminal { get; set; }

    public bool NoColor { get; set; }

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Writes a program and returns its path.</summary>
    public string Program(string name, string text)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs flowc and returns its exit status.</summary>
    public int Flowc(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Input));
        var terminal = new Terminal(input, output, error, OnTerminal, OnTerminal, NoColor);
        var status = new CommandLine(new Session(() => Engine, terminal, () => _cancellation.Token)).Invoke(args);
        Output = output.ToString();
        Error = error.ToString();
        return status;
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

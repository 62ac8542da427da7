using System.Text;

namespace Flows.Cli.Terminals;

/// <summary>Where words come from and go to: results to the output, everything else to the error stream.</summary>
/// <param name="input">What `-` reads.</param>
/// <param name="output">For results.</param>
/// <param name="error">For diagnostics and progress.</param>
/// <param name="outputIsTerminal">Whether a person sees the output.</param>
/// <param name="errorIsTerminal">Whether a person sees the error stream.</param>
/// <param name="noColor">Whether NO_COLOR is set.</param>
public sealed class Terminal(
    Stream input, TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, bool noColor)
{
    /// <summary>What `-` reads.</summary>
    public Stream Input => input;

    /// <summary>For results.</summary>
    public TextWriter Output => output;

    /// <summary>For diagnostics and progress.</summary>
    public TextWriter Error => error;

    /// <summary>What the user wants.</summary>
    public ColorChoice Color { get; set; }

    /// <summary>Whether a person watches the progress.</summary>
    public bool IsWatched => errorIsTerminal;

    /// <summary>Columns of the terminal that shows the output; null where a file or another program takes it.</summary>
    public int? OutputWidth => outputIsTerminal ? Columns() : null;

    /// <summary>The ink for results.</summary>
    public Ink OutputInk => new(Coloured(outputIsTerminal));

    /// <summary>The ink for diagnostics.</summary>
    public Ink ErrorInk => new(Coloured(errorIsTerminal));

    /// <summary>The streams of this process, in UTF-8 whatever the locale.</summary>
    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        var utf8 = new UTF8Encoding(false);
        return new Terminal(
            Console.OpenStandardInput(),
            new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n" },
            new StreamWriter(Console.OpenStandardError(), utf8) { NewLine = "\n", AutoFlush = true },
            !Console.IsOutputRedirected,
            !Console.IsErrorRedirected,
            Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 });
    }

    /// <summary>Says on the error stream what cannot be said with a place in a program.</summary>
    public void Complain(string text) => error.Write($"{ErrorInk.Bad("error")}: {text}\n");

    /// <summary>Hands everything to the system.</summary>
    public void Flush()
    {
        output.Flush();
        error.Flush();
    }

    private static int Columns()
    {
        const int Usual = 80;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : Usual;
        }
        catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
        {
            return Usual;
        }
    }

    private bool Coloured(bool isTerminal) => Color switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ => isTerminal && !noColor,
    };
}

namespace Flows.Cli.Terminals;

/// <summary>Colours words, or leaves them as they are. No colour is ever needed to understand them.</summary>
/// <param name="On">Whether to colour.</param>
public readonly record struct Ink(bool On)
{
    /// <summary>What went well.</summary>
    public string Good(string text) => Paint("32", text);

    /// <summary>What went wrong.</summary>
    public string Bad(string text) => Paint("1;31", text);

    /// <summary>What names the rest.</summary>
    public string Strong(string text) => Paint("1", text);

    /// <summary>What may be overlooked.</summary>
    public string Faint(string text) => Paint("2", text);

    private string Paint(string code, string text) => On ? $"\u001b[{code}m{text}\u001b[0m" : text;
}

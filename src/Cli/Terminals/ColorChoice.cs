namespace Flows.Cli.Terminals;

/// <summary>When to colour.</summary>
public enum ColorChoice
{
    /// <summary>On a terminal, unless NO_COLOR is set.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

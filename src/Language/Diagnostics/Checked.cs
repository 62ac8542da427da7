namespace Flows.Language.Diagnostics;

/// <summary>What a pass returns: its value, if there is one, and what it has to say.</summary>
/// <typeparam name="T">The value; null where errors left nothing to go on with.</typeparam>
/// <param name="Value">The value, or null.</param>
/// <param name="Diagnostics">Errors and warnings in source order.</param>
public readonly record struct Checked<T>(T? Value, Seq<Diagnostic> Diagnostics)
{
    /// <summary>Whether any diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}

namespace Flows.Cli.Engine;

/// <summary>A program ready to run; what is in it is the engine's business.</summary>
public abstract class CompiledProgram
{
    /// <summary>Energy, derivative, metric, equation, scheme and promises, as text that ends with a line break.</summary>
    public abstract string Explain();
}

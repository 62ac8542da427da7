using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>How an expression is written.</summary>
/// <param name="Unicode">Whether ∇, Δ, ∫, π, ∞, ² and ³ are used; the language reads both spellings.</param>
/// <param name="JoinFluxes">Whether div(m*grad a) + div(m*grad b) is written div(m*grad(a + b)), and likewise lap.</param>
/// <param name="JoinIntegrals">Whether constants before integrals are written under them, and integrals over one domain as one.</param>
public sealed record PrinterOptions(bool Unicode = false, bool JoinFluxes = false, bool JoinIntegrals = false)
{
    /// <summary>Symbols that stand for derivatives along the outward normal.</summary>
    internal IReadOnlyDictionary<Symbol, NormalDerivative> Normals { get; init; } = new Dictionary<Symbol, NormalDerivative>();
}

/// <summary>d/dy d/dn of an operand.</summary>
/// <param name="Directions">n or the names of axes, the outermost first.</param>
/// <param name="Operand">What is differentiated.</param>
internal sealed record NormalDerivative(Seq<string> Directions, Expr Operand);

/// <summary>
/// Writes expressions in the language's own spelling, so that what is printed can be read back. Points of index 0 are ambient: their
/// coordinates print by name and states there without an argument; other points get fresh names.
/// </summary>
public static class ExprPrinter
{
    /// <summary>The expression as text.</summary>
    public static string Print(Expr expression, PrinterOptions? options = null)
    {
        options ??= new();
        return new ExprText(new TextNotation(options.Unicode), PointNames.For(expression), options).Of(expression).Text;
    }
}

namespace Flows.Compiler.Symbolics;

/// <summary>How an expression is written.</summary>
/// <param name="Unicode">Whether ∇, Δ, ∫, π, ∞, ² and ³ are used; the language reads both spellings.</param>
/// <param name="JoinFluxes">Whether div(m*grad a) + div(m*grad b) is written div(m*grad(a + b)), and likewise lap.</param>
public sealed record PrinterOptions(bool Unicode = false, bool JoinFluxes = false);

/// <summary>
/// Writes expressions in the language's own spelling, so that what is printed can be read back. Points of index 0 are ambient: their
/// coordinates print by name and states there without an argument; other points get fresh names.
/// </summary>
public static class ExprPrinter
{
    /// <summary>The expression as text.</summary>
    public static string Print(Expr expression, PrinterOptions? options = null)
    {
        var spelling = options is { Unicode: true } ? Spelling.Unicode : Spelling.Ascii;
        return new ExprText(spelling, PointNames.For(expression), options is { JoinFluxes: true }).Of(expression).Text;
    }
}

/// <summary>A piece of text and how tightly it binds.</summary>
internal readonly record struct Piece(string Text, Binding Binding)
{
    /// <summary>The text, in parentheses unless it binds tightly enough.</summary>
    public string At(Binding least) => Binding >= least ? Text : $"({Text})";
}

/// <summary>The levels of the grammar, loosest first.</summary>
internal enum Binding
{
    Form,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Minus,
    Power,
    Application,
    Postfix,
}

/// <summary>The symbols that have two spellings.</summary>
internal sealed record Spelling(string Grad, string Lap, string Int, string Pi, string Infinity, bool Superscripts)
{
    public static Spelling Ascii { get; } = new("grad ", "lap ", "int ", "pi", "infinity", false);

    public static Spelling Unicode { get; } = new("∇", "Δ", "∫ ", "π", "∞", true);
}

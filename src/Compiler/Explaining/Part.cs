using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>A piece of a statement: words, or a part of a formula. What stands between words is one formula.</summary>
public abstract record Part
{
    private protected Part()
    {
    }

    /// <summary>Words, with the spaces that part them from what stands beside.</summary>
    public static implicit operator Part(string words) => new Words(words);

    /// <summary>An expression.</summary>
    public static implicit operator Part(Expr expression) => new Formula(expression);
}

/// <summary>Prose.</summary>
public sealed record Words(string Text) : Part;

/// <summary>An expression.</summary>
/// <param name="Value">The expression.</param>
/// <param name="JoinFluxes">Whether fluxes of one mobility are written as one.</param>
public sealed record Formula(Expr Value, bool JoinFluxes = false) : Part
{
    /// <summary>Symbols in it that stand for derivatives along the outward normal.</summary>
    internal IReadOnlyDictionary<Symbol, NormalDerivative> Normals { get; init; } = new Dictionary<Symbol, NormalDerivative>();
}

/// <summary>Components, one an axis; written bare where there is one.</summary>
public sealed record Components(Seq<Expr> Of) : Part;

/// <summary>=, &lt;=, &gt;=, + or - between two parts, or - before one.</summary>
public sealed record Sign(string Text) : Part;

/// <summary>d/dt of a state or of the value of a functional.</summary>
/// <param name="Of">What changes.</param>
/// <param name="IsTotal">Whether it depends on time alone.</param>
public sealed record TimeRate(string Of, bool IsTotal) : Part;

/// <summary>δF/δu.</summary>
public sealed record VariationOf(string Functional, string State) : Part;

/// <summary>The partial derivative of an integrand by what it depends on: f_u, f_p.x, f_H.xy.</summary>
/// <param name="Integrand">Its name.</param>
/// <param name="By">u, p or H.</param>
/// <param name="Axes">Of the component; empty where there is one.</param>
public sealed record PartialOf(string Integrand, string By, string Axes) : Part;

/// <summary>F[u, v], or dF[u; eta] with a direction.</summary>
public sealed record FunctionalOf(string Functional, Seq<string> States, string? Direction = null) : Part;

/// <summary>A formula that a fact or the author's name holds as text.</summary>
public sealed record Plain(string Text) : Part;

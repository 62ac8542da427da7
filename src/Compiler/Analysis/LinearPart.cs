using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// δF = Σ cₖ (−Δ)ᵏ u + Σ ∫k(x − y) u(y) dy + remainder: what spectral and IMEX schemes treat implicitly. With numbers or named constants
/// for cₖ; on modes of −Δ with the eigenvalue s the local part multiplies by Σ cₖ sᵏ.
/// </summary>
/// <param name="Coefficients">cₖ, k = 0, 1, ….</param>
/// <param name="Convolutions">The integrals, each linear in the state with a kernel of the difference.</param>
/// <param name="Linear">The whole of it at the ambient point.</param>
/// <param name="Remainder">The rest of δF.</param>
public sealed record LinearPart(Seq<Expr> Coefficients, Seq<Expr> Convolutions, Expr Linear, Expr Remainder)
{
    private const int HighestOrder = 8;

    /// <summary>The linear part of a derivative.</summary>
    /// <param name="variation">δF/δu.</param>
    public static LinearPart Of(Variation variation)
    {
        var (state, point) = (variation.With, variation.Point);
        var operators = Powers(state, point);
        var coefficients = new Expr[operators.Length];
        Array.Fill(coefficients, Build.Zero);
        var convolutions = new List<Expr>();
        var rest = new List<Expr>();
        var written = Expansion.ExpandOutside(GradientExpansion.Expand(variation.Display));
        foreach (var term in written is Sum s ? s.Terms : [written])
        {
            if (Order(term, operators) is var k and >= 0)
                coefficients[k] += (k % 2 == 0 ? 1 : -1) * (term / operators[k]);
            else if (IsConvolution(term, state, point))
                convolutions.Add(term);
            else
                rest.Add(term);
        }
        var count = 1 + Array.FindLastIndex(coefficients, c => c is not Number { Value.IsZero: true });
        var linear = Build.Sum([.. coefficients.Take(count).Select((c, k) => (k % 2 == 0 ? c : -c) * operators[k]), .. convolutions]);
        return new LinearPart([.. coefficients.Take(count)], [.. convolutions], linear, Build.Sum([.. rest]));
    }

    /// <summary>Σ cₖ sᵏ.</summary>
    /// <param name="s">The eigenvalue of −Δ.</param>
    public Expr Symbol(Expr s) => Build.Sum([.. Coefficients.Select((c, k) => c * Build.Power(s, k))]);

    // u, Δu, Δ²u, ….
    private static Expr[] Powers(StateSymbol state, Point point)
    {
        var powers = new Expr[HighestOrder];
        powers[0] = Build.Value(state, point);
        for (var k = 1; k < powers.Length; k++)
            powers[k] = Build.Lap(powers[k - 1], point);
        return powers;
    }

    private static int Order(Expr term, Expr[] operators) => Array.FindIndex(operators, o =>
        (ReferenceEquals(term, o) || term is Product p && p.Factors.Contains(o)) && !(term / o).Known.Has(Kinds.Varying));

    private static bool IsConvolution(Expr term, StateSymbol state, Point point)
    {
        if (Integrals.Outermost(term) is not [var integral] || (term / integral).Known.Has(Kinds.Varying) || integral.Point.Space != state.Space)
            return false;
        var kernel = integral.Body / Build.Value(state, integral.Point);
        return !Substitution.HasStates(kernel) && !TimeDependence.Of(kernel)
            && Kernels.OfDifference(new Interaction(term, kernel, point, integral.Point)) is not null;
    }
}

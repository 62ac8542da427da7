using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Proves that an energy is unbounded below, with a witness that can be checked by hand: ∫ g(u) + f(∇u) with a polynomial g whose
/// leading term is of degree above 2 and falls. The witness is the constant field u = c; where the boundary or the conservation of
/// mass forbids it, u = c·φ for a fixed φ, if g grows faster than all that holds gradients. Says nothing where nothing is proved.
/// </summary>
internal static class Boundedness
{
    private const int HighestDegree = 32;

    /// <summary>The error, or null.</summary>
    public static Diagnostic? Check(FlowModel flow, DescentModel descent)
    {
        var state = flow.State.Symbol;
        if (state.IsDensity || descent.MayBeUnbounded || TimeDependence.Of(descent.Energy))
            return null;
        var pieces = Pieces.Of(Definitions.Expand(descent.Energy), state);
        if (pieces.Any(p => p is Rest or Coupling or Interaction) || pieces.OfType<Internal>().FirstOrDefault() is not { Integrand: var local })
            return null;
        var degree = Degree.Of(local, IsState);
        if (degree is <= 2 or > HighestDegree)
            return null;
        var c = Build.Symbol("c");
        var g = Expansion.Expand(Substitution.Replace(local, e => IsState(e) ? c : null));
        var leading = Leading(g, c, degree);
        if (!double.IsFinite(leading) || leading == 0 || degree % 2 == 0 && leading > 0)
            return null;
        var free = !descent.Metric.ConservesMass && !flow.State.Boundary.Any(b => b.Kind == BoundaryKind.Dirichlet);
        if (!free && (degree % 2 != 0 || pieces.OfType<GradientTerm>().Any(p => Degree.Of(p.Integrand, IsUnknown) is var q && (q < 0 || q >= degree))))
            return null;
        var volume = flow.State.Domain.Axes.Aggregate((Expr)1, (v, axis) => v * Build.Number(axis.Length));
        var others = pieces.OfType<Potential>().Any(p => p.Coefficient is not Number { Value.IsZero: true }) ? ", up to a term linear in c," : "";
        var towards = leading < 0 ? "infinity" : "-infinity";
        var witness = free
            ? $"for the constant field {state.Name} = c the energy is {Expansion.Expand(volume * g)}{others} which tends to -infinity as c tends to {towards}"
            : $"for {state.Name} = c*phi(x) with a fixed phi the energy falls like -c^{degree} as c grows: no other term grows as fast";
        if (others.Length == 0)
            witness = witness.Replace(" which tends", ", which tends", StringComparison.Ordinal);
        var exponent = degree.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return EnergyErrors.Unbounded($"{state.Name}^{exponent}", state.Name, witness, EnergyPlaces.PowerOf(descent, exponent) ?? descent.Span,
            $"flow {state.Name} = descend {descent.Name} in {descent.Metric.Name}");
    }

    private static bool IsState(Expr e) => e is StateValue;

    private static bool IsUnknown(Expr e) => e is StateValue or Gradient or DivGrad or Divergence;

    // The coefficient of c^n: the n-th derivative over n!.
    private static double Leading(Expr g, Expr c, int n)
    {
        var coefficient = 1.0;
        for (var k = 1; k <= n; k++)
        {
            g = Derivative.Of(g, c);
            coefficient /= k;
        }
        return g.Known.Has(Kinds.Varying | Kinds.Symbol) ? double.NaN : coefficient * Constants.Value(g);
    }
}

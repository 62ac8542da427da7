using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Closed stationary states: of densities Gibbs for T ρ log ρ + Vρ and Barenblatt profiles for cρ^m + Vρ, in any dimension; of fields the
/// constants where δF vanishes, or all of them where mass is conserved. What the conditions on the sides or the bounds forbid is none.
/// </summary>
public static class Stationary
{
    /// <summary>What is known to be at rest, `C` standing for the constant that the mass fixes.</summary>
    /// <param name="pieces">The energy.</param>
    /// <param name="variation">Its derivative.</param>
    /// <param name="setting">State, domain and metric.</param>
    public static Seq<StationaryState> Of(Seq<Piece> pieces, Variation variation, FlowSetting setting) =>
        [.. Inside(pieces, variation, setting).Where(s => StationaryOnSides.Hold(s.Value, setting.State, variation))];

    // Where δF, or its gradient, vanishes inside; what the sides say is asked afterwards.
    private static Seq<StationaryState> Inside(Seq<Piece> pieces, Variation variation, FlowSetting setting)
    {
        var isReaction = setting.Metric.Name is "fisher_rao" or "hellinger_kantorovich" && setting.Symbol.IsDensity;
        if ((setting.IsPlainWasserstein || isReaction) && Profile(pieces, setting) is { } profile)
            return isReaction && !setting.Metric.ConservesMass && !IsSomewherePositive(profile.Value, setting) ? [] : [profile];
        return setting.IsPlainWasserstein || setting.ConstantMobility is not null ? Constants(variation, setting) : [];
    }

    // Where mass is not conserved, δF vanishes on the support: a profile without one is none, and a value that is no density neither.
    private static bool IsSomewherePositive(Expr value, FlowSetting setting)
    {
        var most = 0.0;
        foreach (var point in Places(setting.Box, []))
        {
            var at = Evaluation.Evaluate(value, leaf => leaf is Coordinate c ? point[c.Axis] : null);
            if (!(at >= 0) || double.IsInfinity(at))
                return false;
            most = Math.Max(most, at);
        }
        return most > 0;
    }

    // A lattice of each bounded axis, and of an unbounded one its image under the tangent.
    private static IEnumerable<double[]> Places(Seq<Interval> box, double[] given)
    {
        if (given.Length == box.Count)
            return [given];
        var axis = box[given.Length];
        var (low, high) = (axis.Lower, axis.Upper);
        return Enumerable.Range(0, 2 * Half + 1).Select(i => (double)i / (2 * Half)).SelectMany(s => Places(box, [.. given, double.IsFinite(high - low)
            ? low + s * (high - low)
            : Math.Clamp(Math.Tan(Math.PI * (s - 0.5) * 0.99), double.IsFinite(low) ? low : -1e9, double.IsFinite(high) ? high : 1e9)]));
    }

    private const int Half = 16;

    private static StationaryState? Profile(Seq<Piece> pieces, FlowSetting setting)
    {
        var u = Build.Value(setting.Symbol, setting.Point);
        Expr v = 0;
        LinearDiffusion? diffusion = null;
        Internal? local = null;
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case Apart:
                    break;
                case Potential p:
                    v += p.Coefficient;
                    break;
                case LinearDiffusion d:
                    diffusion = d;
                    break;
                case Internal i when local is null:
                    // What is linear in the state is a potential; where mass is conserved it is swallowed by C.
                    var summands = (Expansion.Expand(i.Integrand) is Sum sum ? sum.Terms : [i.Integrand]).ToLookup(t => Substitution.States(Derivative.Of(t, u)).Count == 0);
                    v += setting.Metric.ConservesMass ? 0 : Build.Sum([.. summands[true].Select(t => Derivative.Of(t, u))]);
                    local = summands[false].Any() ? i with { Integrand = summands[true].Any() ? Build.Sum([.. summands[false]]) : i.Integrand } : null;
                    break;
                default:
                    return null;
            }
        }
        if (TimeDependence.Of(v))
            return null;
        var c = Build.Symbol("C");
        var isClosed = !setting.Metric.ConservesMass;
        if (diffusion is not null && local is null)
        {
            // T(log ρ + 1) + V is constant; 0 where mass is not conserved.
            var gibbs = Build.Apply(FunctionCatalog.Exp, [isClosed ? -(v / diffusion.Temperature) - 1 : -(v / diffusion.Temperature)]);
            return new StationaryState(isClosed ? gibbs : c * gibbs, v is Number ? "uniform state" : "Gibbs state");
        }
        // a ρ^m: a m ρ^(m−1) = (C − V)+; of a concave a ρ^m with m < 1 the bracket is turned: ρ = ((V − C)/|a|m)^(1/(m−1)).
        if (local is { Integrand: var body } && diffusion is null && Power(body, u) is var (a, m) && Binding.Constants.Value(m) is var exponent && exponent > 0 && exponent != 1)
        {
            Expr level = isClosed ? 0 : c;
            var bracket = exponent > 1 ? Build.Apply(FunctionCatalog.Max, [0, level - v]) / (a * m) : (v - level) / (-(a * m));
            return new StationaryState(Build.Power(bracket, 1 / (m - 1)), v is Number ? "uniform state" : "Barenblatt profile");
        }
        return null;
    }

    // δF of the constant c: free of x where c is at rest.
    private static Seq<StationaryState> Constants(Variation variation, FlowSetting setting)
    {
        var c = Build.Symbol("C");
        var slope = Substitution.Replace(Definitions.Expand(variation.Display), e => e is StateValue v && v.State == setting.Symbol ? c : null);
        if (slope.Known.Has(Kinds.Varying))
            return [];
        return setting.Metric.ConservesMass
            ? [new StationaryState(c, "uniform state")]
            : [.. ExactRoots.Of(slope, c).Select(root => new StationaryState(root, "constant"))];
    }

    private static (Expr Factor, Expr Exponent)? Power(Expr e, Expr u)
    {
        var exponent = Expansion.Expand(u * Derivative.Of(e, u) / e);
        if (Substitution.States(exponent).Count > 0)
            exponent = u * Derivative.Of(e, u) / e;
        return Substitution.States(exponent).Count > 0 ? null : (e / Build.Power(u, exponent), exponent);
    }
}

using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Predicted rates of a gradient flow, from its convexity and from functional inequalities of its stationary state.</summary>
public static class Rates
{
    private const string Evolution = "Ambrosio, Gigli and Savare, Gradient Flows (2008), theorem 11.2.1";
    private const string Hilbert = "Brezis, Operateurs maximaux monotones (1973)";

    /// <summary>The rates; empty where none is known, or where the flow is no pure gradient flow.</summary>
    /// <param name="pieces">The energy.</param>
    /// <param name="convexity">Its convexity in the metric.</param>
    /// <param name="name">The energy's name.</param>
    /// <param name="setting">State, domain and metric.</param>
    public static Seq<Rate> Of(Seq<Piece> pieces, Convexity convexity, string name, FlowSetting setting)
    {
        if (!setting.IsBox)
            return [];
        var u = setting.Symbol.Name;
        var rates = new List<Rate>();
        var (lambda, proved) = convexity switch { Proved p => (p.Lambda, true), Suspected s => (s.Lambda, false), _ => (double.NaN, false) };
        if (!double.IsNaN(lambda))
        {
            var source = setting.Metric.IsWasserstein ? Evolution : Hilbert;
            var distance = setting.Metric.IsWasserstein ? $"W2({u}, {Other(u)})" : setting.Metric.ConservesMass ? $"||{u} - {Other(u)}||_(H^-1)" : $"||{u} - {Other(u)}||";
            rates.Add(new Rate($"{distance} of two solutions", lambda, "lambda-convexity", source, proved));
            if (lambda > 0)
                rates.Add(new Rate($"{name} - min {name}", 2 * lambda, "lambda-convexity", source, proved));
        }
        if (setting.IsPlainWasserstein && !setting.HasPrescribedValues)
            rates.AddRange(OfDiffusion(pieces, lambda > 0 && proved ? lambda : 0, name, setting));
        return [.. rates];
    }

    // T ρ log ρ + Vρ: logarithmic Sobolev inequalities of exp(−V/T), by Bakry–Émery, or by Holley–Stroock from the uniform state of the box.
    private static IEnumerable<Rate> OfDiffusion(Seq<Piece> pieces, double lambda, string name, FlowSetting setting)
    {
        var u = Build.Value(setting.Symbol, setting.Point);
        // The mass is fixed: what is linear with a number adds nothing.
        var local = pieces.Where(p => p is not (Apart or Internal) || p is Internal && Substitution.HasStates(Derivative.Of(p.Integrand, u))).ToArray();
        if (local.OfType<LinearDiffusion>().ToArray() is not [var diffusion] || local.Any(p => p is not (LinearDiffusion or Potential))
            || Constants.Value(diffusion.Temperature) is not (> 0 and < double.PositiveInfinity and var temperature))
            yield break;
        var v = Definitions.Expand(local.OfType<Potential>().Aggregate((Expr)0, (sum, p) => sum + p.Coefficient));
        if (TimeDependence.Of(v))
            yield break;
        if (lambda > 0)
            yield return new Rate($"{name} - min {name}", 2 * lambda, "logarithmic Sobolev inequality (Bakry-Emery)", "Bakry and Emery, Seminaire de probabilites XIX (1985)", true);
        var oscillation = Oscillation(v, setting);
        var gap = temperature * setting.SpectralGap;
        if (!double.IsFinite(oscillation) || gap == 0)
            yield break;
        var rate = 2 * gap * Math.Exp(-oscillation / temperature);
        if (rate > 2 * lambda)
            yield return new Rate($"{name} - min {name}", rate, oscillation == 0 ? "logarithmic Sobolev inequality of the box" : "logarithmic Sobolev inequality (Holley-Stroock)",
                oscillation == 0 ? "Emery and Yukich, Seminaire de probabilites XXI (1987), by reflection" : "Holley and Stroock, J. Stat. Phys. 46 (1987)", true);
        if (oscillation == 0)
            yield return new Rate($"||{setting.Symbol.Name} - mean {setting.Symbol.Name}||", gap, "Poincare's inequality", "Payne and Weinberger, Arch. Rational Mech. Anal. 5 (1960)", true);
    }

    // max V − min V over the box, bounded from above.
    private static double Oscillation(Expr v, FlowSetting setting)
    {
        if (!v.Known.Has(Kinds.Coordinate))
            return 0;
        var values = setting.Box is [var side] ? Bounds.Over(v, l => l is Coordinate, side.Lower, side.Upper) : IntervalEvaluator.Over(v, l => l is Coordinate c ? setting.Box[c.Axis] : null);
        return values.Upper - values.Lower;
    }

    private static string Other(string state) => state == "v" ? "w" : state == "rho" ? "sigma" : "v";
}

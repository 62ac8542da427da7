using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// Judges whether an energy is bounded below. Of fields term by term, with Young's inequality for pairs; of densities of a fixed mass on a box
/// by what concentration of the mass in a ball of radius ε does: ∫aρ^p scales like ε^(−d(p − 1)), ∫|∇ρ|² like ε^(−d − 2), ∫Tρ log ρ like
/// TMd log(1/ε), ½∬c log|x − y|ρρ like −cM²/2 log(1/ε). For `check --pedantic`; ordinary checks use <see cref="Boundedness"/>.
/// </summary>
public static class LowerBound
{
    /// <summary>What is known of an energy's infimum.</summary>
    /// <param name="pieces">The energy.</param>
    /// <param name="setting">State, domain and metric.</param>
    public static EnergyBound Of(Seq<Piece> pieces, FlowSetting setting)
    {
        if (!setting.IsBox)
            return new UnknownBound("judged on products of bounded intervals only");
        if (pieces.Any(p => p is Rest or Coupling))
            return new UnknownBound("the energy is no sum of integrals of one state's values, gradients and pairs");
        if (pieces.Any(p => TimeDependence.Of(p.Integrand)))
            return new UnknownBound("the energy depends on time");
        return setting.Symbol.IsDensity && setting.Metric.ConservesMass ? OfMass(pieces, setting) : OfField(pieces, setting);
    }

    private static EnergyBound OfField(Seq<Piece> pieces, FlowSetting setting)
    {
        var u = Build.Value(setting.Symbol, setting.Point);
        Expr local = 0;
        var isForced = false;
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case Internal or LinearDiffusion:
                    local += Definitions.Expand(piece.Integrand);
                    break;
                case Potential { Coefficient: not Number } p:
                    isForced = true;
                    if (!IsFinite(Values(p.Coefficient, setting)))
                        return new UnknownBound($"`{p.Coefficient}` is not bounded on the domain");
                    break;
                case GradientTerm:
                    if (FlatConvexity.ShiftOf(piece.Integrand, setting) is not { } shift || !IsEven(piece.Integrand))
                        return new UnknownBound($"`{piece.Integrand}` is not seen to be bounded below");
                    local += Build.Number(shift / 2) * (u * u);
                    break;
                case Interaction w:
                    if (FlatConvexity.SizeOf(w, setting) is not { } size)
                        return new UnknownBound("no bound of the kernel");
                    local -= Build.Number(size / 2) * (u * u);
                    break;
            }
        }
        local = Expansion.Expand(local);
        var degree = Polynomial.Coefficients(local, u)?.Length - 1;
        if (degree >= 2 && double.IsFinite(Polynomial.LowerBound(local, u)))
            return new BoundedBelow($"`{local}` grows like {setting.Symbol.Name}^{degree}");
        if (!isForced && double.IsFinite(Bounds.Of(local, setting.Symbol.IsDensity).Lower))
            return new BoundedBelow($"`{local}` has a lower bound");
        var isFree = !setting.Metric.ConservesMass && !setting.HasPrescribedValues && !pieces.Any(p => p is GradientTerm or Interaction && !VanishesAtConstants(p));
        return isFree && FallsWithoutEnd(local, u, setting.Symbol.IsDensity) is { } sign
            ? new UnboundedBelow($"for the constant field {setting.Symbol.Name} = c the energy tends to -infinity as c tends to {sign}infinity", false)
            : new UnknownBound($"no lower bound of `{local}` is seen");
    }

    // A k-th derivative that stays below −δ on [A, ∞), k ≥ 2, takes the function down faster than any line.
    private static string? FallsWithoutEnd(Expr f, Expr u, bool isDensity)
    {
        foreach (var (sign, mirrored) in new[] { ("", f), ("-", Substitution.Replace(f, e => ReferenceEquals(e, u) ? -u : null)) })
        {
            var derivative = Derivative.Of(mirrored, u);
            for (var k = 2; k <= 8; k++)
            {
                derivative = Expansion.Expand(Derivative.Of(derivative, u));
                var values = IntervalEvaluator.Over(derivative, leaf => ReferenceEquals(leaf, u) ? new Interval(1024, double.PositiveInfinity) : null);
                if (!values.IsEmpty && values.Upper < 0)
                    return sign;
            }
            if (isDensity)
                break;
        }
        return null;
    }

    private static EnergyBound OfMass(Seq<Piece> pieces, FlowSetting setting)
    {
        var (u, d, mass) = (Build.Value(setting.Symbol, setting.Point), setting.Symbol.Space.Dimension, setting.Mass);
        var (temperature, attraction) = (0.0, 0.0);
        var powers = new List<(double Factor, double Power)>();
        var dirichlet = 0.0;
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case Potential p when !(Values(p.Coefficient, setting).Lower > double.NegativeInfinity):
                    return new UnknownBound($"`{p.Coefficient}` has no lower bound on the domain");
                case LinearDiffusion diffusion:
                    temperature += Constants.Value(diffusion.Temperature);
                    break;
                case Internal i when !double.IsFinite(Bounds.Of(i.Integrand, isDensity: true).Lower):
                    if (Powers(i.Integrand, u) is not { } found)
                        return new UnknownBound($"`{i.Integrand}` is no sum of powers");
                    powers.AddRange(found);
                    break;
                case Internal i:
                    powers.AddRange(Powers(i.Integrand, u) ?? []);
                    break;
                case GradientTerm:
                    if (DirichletFactor(piece.Integrand, setting) is not (> 0 and var c))
                        return new UnknownBound($"`{piece.Integrand}` is not a multiple of |grad {setting.Symbol.Name}|^2");
                    dirichlet += c;
                    break;
                case Interaction w:
                    if (Kernels.OfDifference(w) is not var (kernel, difference))
                        return new UnknownBound("the kernel is no function of the difference");
                    var (singular, rest) = LogPart(kernel, difference);
                    if (!(ValuesOf(rest, difference, setting).Lower > double.NegativeInfinity))
                        return new UnknownBound("the kernel has no lower bound");
                    attraction += singular;
                    break;
            }
        }
        if (temperature < 0)
            return new UnboundedBelow("when the mass concentrates in a ball of radius r the entropy term tends to -infinity as log r", false);
        var (factor, power) = powers.GroupBy(p => p.Power).Select(g => (Factor: g.Sum(p => p.Factor), Power: g.Key)).Where(p => p.Factor != 0).OrderBy(p => p.Power).LastOrDefault();
        if (factor < 0 && power > 1)
            return OfFallingPower(power, dirichlet, d, setting);
        if (attraction > 0 && !(factor > 0 && power > 1) && dirichlet == 0)
        {
            var critical = 2 * d * temperature / attraction;
            return mass > critical
                ? new UnboundedBelow($"when the mass {Figure(mass)} concentrates in a ball of radius r the energy falls like {Figure(attraction * mass * mass / 2 - temperature * mass * d)}*log r: "
                    + (temperature > 0 ? $"it is above the critical mass {Figure(critical)}" : "nothing spreads it"), true)
                : mass < critical ? new BoundedBelow($"the mass {Figure(mass)} is below the critical mass {Figure(critical)} (logarithmic Hardy-Littlewood-Sobolev inequality)")
                : new UnknownBound($"the mass is the critical mass {Figure(critical)}");
        }
        return new BoundedBelow("every term has a lower bound at a fixed mass");
    }

    // −ρ^p against c|∇ρ|²: Gagliardo and Nirenberg's inequality decides at p = 2 + 2/d.
    private static EnergyBound OfFallingPower(double power, double dirichlet, int d, FlowSetting setting)
    {
        var critical = 2 + 2.0 / d;
        var name = setting.Symbol.Name;
        return dirichlet == 0 || power > critical
            ? new UnboundedBelow($"when the mass concentrates in a ball of radius r, `{name}^{Figure(power)}` takes the energy down like -r^(-{Figure(d * (power - 1))}): no other term grows as fast", false)
            : power < critical ? new BoundedBelow($"|grad {name}|^2 outweighs {name}^{Figure(power)} at a fixed mass (Gagliardo-Nirenberg)")
            : new UnknownBound($"{name}^{Figure(power)} and |grad {name}|^2 scale alike: the mass decides");
    }

    // Σ aᵢ u^pᵢ; null for anything else.
    private static List<(double, double)>? Powers(Expr integrand, Expr u)
    {
        var expanded = Expansion.Expand(Definitions.Expand(integrand));
        var found = new List<(double, double)>();
        foreach (var term in expanded is Sum s ? s.Terms : [expanded])
        {
            var power = Constants.Value(u * Derivative.Of(term, u) / term);
            var factor = double.IsNaN(power) ? double.NaN : Constants.Value(Substitution.Replace(term, e => ReferenceEquals(e, u) ? Build.One : null));
            if (!double.IsFinite(factor))
                return null;
            found.Add((factor, power));
        }
        return found;
    }

    private static double? DirichletFactor(Expr integrand, FlowSetting setting)
    {
        Expr square = Build.Sum([.. Enumerable.Range(0, setting.Symbol.Space.Dimension).Select(i => Build.Power(Build.Gradient(Build.Value(setting.Symbol, setting.Point), setting.Point, i), 2))]);
        Expr slope = Build.Gradient(Build.Value(setting.Symbol, setting.Point), setting.Point, 0);
        var e = Expansion.Expand(GradientExpansion.Expand(Definitions.Expand(integrand)));
        var factor = Derivative.Of(Derivative.Of(e, slope), slope) / 2;
        return Expansion.Expand(e - factor * square) is Number { Value.IsZero: true } && double.IsFinite(Constants.Value(factor)) ? Constants.Value(factor) : null;
    }

    // c log|d| in a kernel, and the rest.
    private static (double Factor, Expr Others) LogPart(Expr kernel, Seq<Expr> d)
    {
        var radius = d.Count == 1 ? Build.Apply(FunctionCatalog.Abs, d[0]) : Build.Sqrt(Build.Sum([.. d.Select(x => x * x)]));
        var log = Build.Apply(FunctionCatalog.Log, radius);
        var (factor, rest) = (0.0, new List<Expr>());
        foreach (var term in kernel is Sum s ? s.Terms : [kernel])
        {
            if (Constants.Value(term / log) is var c && double.IsFinite(c))
                factor += c;
            else
                rest.Add(term);
        }
        return (factor, Build.Sum([.. rest]));
    }

    private static Interval Values(Expr e, FlowSetting setting) =>
        IntervalEvaluator.Over(Definitions.Expand(e), leaf => leaf is Coordinate c ? setting.Box[c.Axis] : null);

    private static Interval ValuesOf(Expr kernel, Seq<Expr> d, FlowSetting setting) => IntervalEvaluator.Over(kernel, leaf =>
        leaf is Symbol && Enumerable.Range(0, d.Count).FirstOrDefault(i => ReferenceEquals(d[i], leaf), -1) is >= 0 and var i
            ? new Interval(-setting.State.Domain.Axes[i].Length, setting.State.Domain.Axes[i].Length) : null);

    private static bool IsFinite(Interval i) => double.IsFinite(i.Lower) && double.IsFinite(i.Upper);

    // Convex and even: least where everything vanishes.
    private static bool IsEven(Expr integrand)
    {
        var e = Expansion.Expand(GradientExpansion.Expand(Definitions.Expand(integrand)));
        return ReferenceEquals(e, Expansion.Expand(Substitution.Replace(e, x => x is StateValue or Gradient or DivGrad ? -x : null)));
    }

    private static bool VanishesAtConstants(Piece piece) => Substitution.Replace(piece.Integrand, x => x is StateValue ? Build.Symbol("c") : null) is Number { Value.IsZero: true };

    private static string Figure(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}

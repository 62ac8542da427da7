using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Verifying;

/// <summary>What a functional derivative claims, and what the functional does.</summary>
/// <param name="Claimed">∫ δF/δu η.</param>
/// <param name="Rate">d/dε F[u + ε η] by differences, those with the step that fits best.</param>
/// <param name="Scale">∫ |δF/δu η|, against which the two are compared.</param>
/// <param name="Quadrature">How far quadrature with other points moves the claim: what it errs by.</param>
public readonly record struct DerivativeTest(double Claimed, double Rate, double Scale, double Quadrature)
{
    private const string Epsilon = "epsilon#";

    /// <summary>|claimed − rate| over the scale.</summary>
    public double Error => Math.Abs(Claimed - Rate) / Scale;

    /// <summary>Tests a derivative by quadrature of the continuous functional, no grid anywhere.</summary>
    /// <param name="energy">F: closed, of states on boxes.</param>
    /// <param name="derivative">δF/δu at the point of index 0.</param>
    /// <param name="state">u.</param>
    /// <param name="states">All states of F, with the level and amplitude of the formulas put in for them.</param>
    /// <param name="rate">Differentiates a function of ε at 0 numerically, given a claim that the best step is chosen by.</param>
    /// <returns>Null where F holds what is no integral over a box, or has no finite value.</returns>
    public static DerivativeTest? Of(Expr energy, Expr derivative, StateModel state, Seq<TestedState> states, Func<Func<double, double>, double, double> rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        var axes = state.Domain.Axes;
        Expr Formula(StateValue v)
        {
            var k = states.Select((s, i) => (s, i)).First(p => p.s.Model.Symbol == v.State).i;
            return TestFunctions.State(k, states[k].Level, states[k].Amplitude, v.Point, states[k].Model.Domain.Axes);
        }
        var amplitude = states.First(s => s.Model == state).Amplitude;
        var moved = TestFunctions.Put(energy, v => v.State == state.Symbol
            ? Formula(v) + Build.Symbol(Epsilon) * TestFunctions.Direction(amplitude, v.Point, axes) : Formula(v));
        var point = new Point(state.Symbol.Space, 0);
        Seq<Expr> terms = [.. (derivative is Sum s ? s.Terms : [derivative])
            .Select(t => TestFunctions.Put(Build.Integral(point, t * TestFunctions.Direction(amplitude, point, axes)), Formula))];
        var points = QuadraturePoints.For(axes.Count);
        Seq<DomainModel> domains = [.. states.Select(t => t.Model.Domain)];
        try
        {
            double Value(Expr e, QuadraturePoints p, double epsilon) => new BoxQuadrature(domains, p, name => name == Epsilon ? epsilon : TestFunctions.Value(name)).Value(e);
            double Claim(QuadraturePoints p) => terms.Sum(t => Value(t, p, 0));
            var claimed = Claim(points);
            // Terms of a derivative cancel, so that what each of them is counts.
            var scale = terms.Sum(t => Math.Abs(Value(t, points, 0)));
            var other = Claim(points with { Plain = points.Plain * 3 / 4 });
            var measured = rate(epsilon => Value(moved, points, epsilon), claimed);
            return double.IsFinite(claimed + measured + other) ? new DerivativeTest(claimed, measured, Math.Max(scale, double.Epsilon), Math.Abs(claimed - other)) : null;
        }
        catch (Exception missing) when (missing is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>A state of a functional that is tested.</summary>
/// <param name="Model">The state.</param>
/// <param name="Level">What the formula put in for it varies about.</param>
/// <param name="Amplitude">How far at most.</param>
public sealed record TestedState(StateModel Model, double Level, double Amplitude);

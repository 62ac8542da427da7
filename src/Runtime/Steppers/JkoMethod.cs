using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `jko`: the true minimising movement in W2, in mass coordinates.</summary>
internal static class JkoMethod
{
    // Below `implicit`, whose cells resolve the flux over a barrier however little mass is on it.
    private const double RankAtBarriers = 4.5;

    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "jko",
        "the minimising movement of Jordan, Kinderlehrer and Otto with exact W2, Newton's method in mass coordinates",
        Discretisation.Lagrangian,
        options => options.Word("scheme") == "be" ? 1 : 2,
        options => options.Word("scheme") == "be"
            ? new Promises(Mass: true, Positivity: true, Decay: true, TimeBound: true)
            : new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [
            new OptionInfo("tau", double.NaN, double.Epsilon, double.MaxValue, [], "the step; with rtol or atol the first step"),
            new OptionInfo("dt", double.NaN, double.Epsilon, double.MaxValue, [], "another name of tau"),
            new OptionInfo("rtol", double.NaN, 1e-14, 1, [], "error of a step in W2, the rms over the mass, as a share of the density's standard deviation; 1e-5 where no step is given"),
            new OptionInfo("atol", double.NaN, 1e-300, double.MaxValue, [], "the same as a length"),
            new OptionInfo("dt_min", double.NaN, 0, double.MaxValue, [], "smallest step of an adaptive run"),
            new OptionInfo("dt_max", double.NaN, double.Epsilon, double.MaxValue, [], "largest step of an adaptive run; a 20th of the run by default"),
            new OptionInfo("tol", double.NaN, 1e-15, 1e-2, [], "Newton's decrement before its last step, relative to the step's own energy"),
            new OptionInfo("scheme", double.NaN, 0, 0, ["be", "sdirk2", "bdf2"], "be is the JKO step itself; the others are second order and promise no decay"),
            new OptionInfo("space", double.NaN, 0, 0, ["lagrangian", "linearised", "back_and_forth", "entropic"], "how W2 is discretised") { Lacking = ["linearised", "back_and_forth", "entropic"] },
        ],
        Fit,
        "Jordan, Kinderlehrer, Otto, SIAM J. Math. Anal. 29 (1998) 1-17; Blanchet, Calvez, Carrillo, SIAM J. Numer. Anal. 46 (2008) 691-721")
    {
        TakesSystems = false,
    };

    private static Fit Fit(Equation equation)
    {
        var state = equation.State;
        if (equation.Flow.Descent is not { } descent)
            return No("nothing is descended", equation.Flow.Span);
        if (state.Symbol.Kind is not StateKind.Density)
            return No($"`{state.Symbol.Name}` is {(Fits.IsOnGrid(equation) ? "a field" : state.Symbol.IsPoint ? "a point" : "a set of particles")}: a minimising movement in W2 moves mass, so it needs a density", state.Span);
        if (!descent.Metric.IsWasserstein)
            return No($"the metric is {descent.Metric.Name}: jko is the minimising movement in W2", descent.MetricSpan);
        if (!ReferenceEquals(descent.Mobility, descent.Metric.DefaultMobility(state.Symbol, new Point(state.Symbol.Space, 0))))
            return No($"the mobility is not `{state.Symbol.Name}`: then the distance is not W2", descent.MetricSpan);
        if (state.Domain.Axes[0].IsPeriodic)
            return No("the domain is periodic: a ring has no quantile function that mass coordinates could move", state.Domain.Axes[0].Span);
        if (state.Boundary.FirstOrDefault(b => b.Kind == BoundaryKind.Dirichlet) is { } prescribed)
            return No("a value is prescribed at the boundary: W2 neither adds nor removes mass", prescribed.Span);
        if (Fits.NeedsNoBoundaryEnergy(equation) is { } beside)
            return beside;
        if (Fits.Prescribed(equation) is { } sloped)
            return No("a normal derivative is prescribed at the boundary: moving masses have no place to keep it", sloped.Span);
        if (equation.Flow.Added is not null)
            return No("a term is added to the descent", equation.Flow.Span);
        if (equation.Flow.Hamiltonians.Count > 0 || equation.Flow.Descents.Count > 1)
            return No("the flow is more than one descent", equation.Flow.Span);
        if (equation.Facts.Order > 1)
            return No("the energy holds second spatial derivatives", descent.Span);
        if (state.Domain.Axes.Count > 1 || state.Domain.Space.Measure is RadialMeasure)
            return Compiler.Planning.Fit.Yes(2, "mass and positivity are exact") with { Lacking = state.Domain.Axes.Count > 1 ? "grids of more than one dimension" : "radial domains" };
        if (Barriers.Stand(equation))
            return Compiler.Planning.Fit.Yes(RankAtBarriers, "mass and positivity are exact, but where the landscape is not convex cells of fixed mass pass barriers one by one");
        return new Fit(true, 10, "exact W2: mass and positivity are exact, vacuum and moving fronts need nothing special", null);
    }

    private static Fit No(string reason, Language.Text.SourceSpan blame) => new(false, 0, reason, blame);
}

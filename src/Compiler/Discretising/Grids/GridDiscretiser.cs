using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>Rewrites energies, rates and fields over the cells of a grid of one to three dimensions.</summary>
/// <param name="models">The states of the program that live on the grid, in the order of their arrays.</param>
/// <param name="beyond">Of each state what stands beyond the sides, where that is known already.</param>
public sealed class GridDiscretiser(Seq<StateModel> models, Seq<Seq<ImageKind>> beyond = default)
{
    private readonly Seq<StateSymbol> _states = [.. models.Select(m => m.Symbol)];

    /// <summary>Discretises a closed expression.</summary>
    /// <param name="energy">F in terms of the states.</param>
    /// <param name="at">Where to point when it cannot be done.</param>
    /// <param name="firstWeight">The number of its first weight among those of all energies of a system.</param>
    /// <param name="firstNonlocal">The number of its first convolution among those.</param>
    /// <returns>The plan; null with a diagnostic for terms that do not run yet.</returns>
    public Checked<GridEnergyPlan> Of(Expr energy, SourceSpan at, int firstWeight = 0, int firstNonlocal = 0)
    {
        if (Substitution.HasTransport(energy))
            return Later("W2 of densities on a grid", at);
        var form = OuterForm.Of(SingularSlopes.Guard(VacuumLogs.Guard(Definitions.Expand(energy))));
        if (firstWeight + form.Bodies.Count > GridScalars.MostWeights)
            return Later("functions of more than 32 functionals", at);
        var sides = new List<GridSideDensity>();
        foreach (var side in form.Sides)
        {
            if (Beside(side, form.Point) is not { } found)
                return Later("boundary integrals of second derivatives, and of what holds integrals", at);
            sides.AddRange(found);
        }
        if (form.Bodies.Any(b => b.Known.Has(Kinds.Integral) && Integrals.Outermost(b).Any(i => i.Point.Space.Measure is RowsMeasure)))
            return Later("sums over data that hold a state", at);
        var nonlocals = new List<Nonlocal>();
        var densities = new List<Expr>();
        foreach (var body in form.Bodies)
        {
            if (Density(body, form.Point, nonlocals, firstNonlocal) is not { } density)
                return Later("integrals inside an integrand that are no convolution with a kernel of x - y", at);
            densities.Add(density);
        }
        var count = densities.Count;
        var gradient = Enumerable.Range(0, count).Select(i => Derivative.Of(form.Outer, Build.Reduced(i))).ToArray();
        return new Checked<GridEnergyPlan>(
            new GridEnergyPlan(_states, [.. densities], [.. nonlocals], form.Outer, [.. gradient],
                [.. gradient.SelectMany(g => Enumerable.Range(0, count).Select(j => Derivative.Of(g, Build.Reduced(j))))], TimeDependence.Of(energy) || sides.Any(s => Substitution.Contains(s.Density, e => ReferenceEquals(e, Build.Scalar(GridScalars.Time)))))
            {
                FirstWeight = firstWeight,
                FirstNonlocal = firstNonlocal,
                Sides = [.. sides, .. GridSlopes.Of(densities, beyond, models[0].Domain.Axes.Count)],
            },
            []);
    }

    /// <summary>A field in a cell, without integrals: the mean over the quadrants.</summary>
    /// <param name="field">At the point.</param>
    /// <param name="point">Where it is written.</param>
    public Expr Field(Expr field, Point point) => new GridStencil(_states, point, []).Mean(VacuumLogs.Guard(Definitions.Expand(field)));

    // One density a side that is meant; null where it cannot be written.
    private List<GridSideDensity>? Beside(SideBody body, Point point)
    {
        var found = new List<GridSideDensity>();
        var axes = models[0].Domain.Axes;
        for (var axis = 0; axis < axes.Count; axis++)
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
            {
                if (axes[axis].IsPeriodic || !body.Measure.Holds(axis, isUpper))
                    continue;
                if (new GridSideStencil(models, point, axis, isUpper).At(body.Body) is not { } value)
                    return null;
                found.Add(new GridSideDensity(body.Integral, axis, isUpper, value * GridScalars.InverseSpacing(axis, axes.Count)));
            }
        return found;
    }

    private Expr? Density(Expr body, Point point, List<Nonlocal> nonlocals, int first)
    {
        var plain = new GridStencil(_states, point, []);
        var symbols = Enumerable.Range(0, nonlocals.Count).Select(i => Symbol(point.Space, i)).ToList();
        var given = new Dictionary<Expr, Expr>();
        foreach (var inner in Integrals.Outermost(body))
        {
            if (NonlocalTerms.Of(inner, point) is not { } pieces)
                return null;
            var sum = new List<Expr>();
            foreach (var (kernel, source, displacement) in pieces)
            {
                symbols.Add(Symbol(point.Space, nonlocals.Count));
                sum.Add(Build.Value(symbols[^1], point));
                nonlocals.Add(new Nonlocal(kernel, displacement, plain.Mean(source)));
            }
            given[inner] = Build.Sum([.. sum]);
        }
        return new GridStencil(_states, point, symbols, first).Mean(given.Count == 0 ? body : Substitution.Replace(body, e => given.GetValueOrDefault(e)));
    }

    // Stands where the integral stood, so that it can be differenced as a field.
    private static StateSymbol Symbol(Space space, int index) => new(string.Create(CultureInfo.InvariantCulture, $"convolution#{index}"), space, StateKind.Field);

    private static Checked<GridEnergyPlan> Later(string what, SourceSpan at) => new(null, [NotYet.Runs(what, at)]);
}

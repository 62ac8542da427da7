using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>Rewrites energies, rates and fields over the cells of a grid of one to three dimensions.</summary>
/// <param name="states">The states of the program that live on the grid, in the order of their arrays.</param>
public sealed class GridDiscretiser(Seq<StateSymbol> states)
{
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
        var form = OuterForm.Of(VacuumLogs.Guard(Definitions.Expand(energy)));
        if (firstWeight + form.Bodies.Count > GridScalars.MostWeights)
            return Later("functions of more than 32 functionals", at);
        if (form.Point.Space.Measure is SideMeasure || Substitution.All(energy).OfType<Integral>().Any(i => i.Point.Space.Measure is SideMeasure))
            return Later("boundary integrals", at);
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
            new GridEnergyPlan(states, [.. densities], [.. nonlocals], form.Outer, [.. gradient],
                [.. gradient.SelectMany(g => Enumerable.Range(0, count).Select(j => Derivative.Of(g, Build.Reduced(j))))], TimeDependence.Of(energy))
            {
                FirstWeight = firstWeight,
                FirstNonlocal = firstNonlocal,
            },
            []);
    }

    /// <summary>A field in a cell, without integrals: the mean over the quadrants.</summary>
    /// <param name="field">At the point.</param>
    /// <param name="point">Where it is written.</param>
    public Expr Field(Expr field, Point point) => new GridStencil(states, point, []).Mean(VacuumLogs.Guard(Definitions.Expand(field)));

    private Expr? Density(Expr body, Point point, List<Nonlocal> nonlocals, int first)
    {
        var plain = new GridStencil(states, point, []);
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
        return new GridStencil(states, point, symbols, first).Mean(given.Count == 0 ? body : Substitution.Replace(body, e => given.GetValueOrDefault(e)));
    }

    // Stands where the integral stood, so that it can be differenced as a field.
    private static StateSymbol Symbol(Space space, int index) => new(string.Create(CultureInfo.InvariantCulture, $"convolution#{index}"), space, StateKind.Field);

    private static Checked<GridEnergyPlan> Later(string what, SourceSpan at) => new(null, [NotYet.Runs(what, at)]);
}

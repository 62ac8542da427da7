using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>Equations to rates over the cells of a grid.</summary>
public sealed class GridSystemBuilder
{
    private readonly Seq<StateModel> _models;
    private readonly Seq<StateSymbol> _states;
    private readonly GridDiscretiser _discretiser;
    private readonly FaceRule _face;
    private readonly List<Expr> _sources = [];
    private readonly List<GridEnergyPlan> _energies = [];
    private readonly List<GridPotential> _potentials = [];
    private readonly List<GridSmoothing> _smoothings = [];
    private readonly List<GridMean> _means = [];
    private readonly List<Expr> _dissipation = [];
    private readonly List<Diagnostic> _found = [];
    private readonly Expr[] _mobilities;
    private readonly int[] _orders;
    private readonly bool[] _fluxes;

    private GridSystemBuilder(Seq<StateModel> models, FaceRule face)
    {
        (_models, _states, _face, _discretiser) = (models, [.. models.Select(m => m.Symbol)], face, new GridDiscretiser(models));
        _mobilities = [.. models.Select(_ => Build.One)];
        _orders = new int[models.Count];
        _fluxes = new bool[models.Count];
    }

    /// <summary>The system of some equations; null with what does not run yet.</summary>
    /// <param name="models">The states on the grid, in order.</param>
    /// <param name="equations">The flows of those that flow.</param>
    /// <param name="face">How mobilities of faces are made.</param>
    public static Checked<GridSystemPlan> Of(Seq<StateModel> models, Seq<Equation> equations, FaceRule face) => new GridSystemBuilder(models, face).System(equations);

    private Checked<GridSystemPlan> System(Seq<Equation> equations)
    {
        var rates = _states.Select(_ => Build.Zero).ToArray();
        foreach (var equation in equations.AsEnumerable())
            rates[IndexOf(equation.State.Symbol)] = Held(equation.State, Rate(equation));
        if (_found.Count > 0)
            return new Checked<GridSystemPlan>(null, [.. _found]);
        var descended = equations.SelectMany(e => e.Flow.Descents).Select(d => d.Energy).Distinct().ToArray();
        var turning = equations.SelectMany(e => e.Flow.Hamiltonians).Select(h => h.Energy).Distinct().ToArray();
        var ledger = descended.Length > 0 ? _sources.IndexOf(descended[0]) : turning.Length > 0 ? _sources.IndexOf(turning[0]) : -1;
        var all = rates.Append(Build.Sum([.. _dissipation]));
        var time = Build.Scalar(GridScalars.Time);
        for (var k = 0; k < _potentials.Count; k++)
        {
            var isStored = _smoothings.Any(s => s.Potential == k) || _means.Any(m => Reads(m.Numerator, k, false)) || all.Any(r => Reads(r, k, true));
            _potentials[k] = _potentials[k] with { IsStored = isStored };
        }
        var depends = rates.Any(r => Substitution.Contains(r, e => ReferenceEquals(e, time))) || _energies.Any(e => e.DependsOnTime);
        return new Checked<GridSystemPlan>(
            new GridSystemPlan(_states, [.. _energies], ledger, [.. _potentials], [.. _smoothings], [.. _means], [.. rates], Build.Sum([.. _dissipation]),
                [.. _mobilities], [.. _orders], [.. _fluxes], depends), []);
    }

    // T of the one linear diffusion in what is descended; null where there is none.
    private static Expr? Temperature(Equation equation) => equation.Facts.Pieces.OfType<LinearDiffusion>().ToArray() is [var only] ? Definitions.Expand(only.Temperature) : null;

    private Expr Rate(Equation equation)
    {
        var flow = equation.Flow;
        var index = IndexOf(flow.State.Symbol);
        var parts = new List<Expr>();
        for (var d = 0; d < flow.Descents.Count; d++)
        {
            var descent = flow.Descents[d];
            if (Energy(descent.Energy, descent.Span) is not { } energy)
                continue;
            var potential = Potential(energy, index);
            if (descent.Open.Count > 0)
                _potentials[potential] = _potentials[potential] with { IsOpen = true };
            foreach (var term in descent.Metric.Onsager(descent.Arguments).AsEnumerable())
            {
                if (Rate(term, potential, index, descent, equation, d) is not { } rate)
                    continue;
                parts.Add(rate);
                _dissipation.Add(-(GridArray.Value(GridRole.Potential, potential, Shift.None) * rate));
            }
        }
        foreach (var turn in flow.Hamiltonians.AsEnumerable())
        {
            if (turn.Partner is { } partner && Energy(turn.Energy, turn.Span) is { } energy)
                parts.Add(turn.Sign * GridArray.Value(GridRole.Potential, Potential(energy, IndexOf(partner)), Shift.None));
        }
        if (flow.Added is { } added)
        {
            if (Integrated(Definitions.Expand(added), flow.State) is { } local)
                parts.Add(local);
            else
                _found.Add(NotYet.Runs("added terms whose integrals depend on the point", flow.Span));
        }
        _orders[index] = Math.Max(_orders[index], parts.Count > 0 && flow.Added is { } a ? Variations.GradientOrder.Of(a, flow.State.Symbol) : 0);
        return Build.Sum([.. parts]);
    }

    // Cells at sides where a value and a slope are prescribed move as these do: their centres are half a cell away.
    private Expr Held(StateModel state, Expr rate)
    {
        var axes = state.Domain.Axes;
        for (var axis = 0; axis < axes.Count; axis++)
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
                if (state.IsClamped(axis, isUpper))
                {
                    var x = Field(Build.Coordinate(new Point(state.Symbol.Space, 0), axis), state.Symbol);
                    var inverse = GridScalars.InverseSpacing(axis, axes.Count);
                    var away = (isUpper ? Build.Number((double)axes[axis].High) - x : x - Build.Number((double)axes[axis].Low)) * inverse;
                    var held = Change(state, BoundaryKind.Dirichlet, axis, isUpper) - Change(state, BoundaryKind.Neumann, axis, isUpper) / (2 * inverse);
                    rate = Build.If(new Compare(Comparison.Less, away, Build.Number(0.75)), held, rate);
                }
        return rate;
    }

    // ∂/∂t of what is prescribed, at the face of a cell.
    private Expr Change(StateModel state, BoundaryKind kind, int axis, bool isUpper)
    {
        var given = Definitions.Expand(state.On(axis, isUpper, kind)!.Value);
        var face = Build.Number((double)(isUpper ? state.Domain.Axes[axis].High : state.Domain.Axes[axis].Low));
        return Field(Substitution.Replace(Derivative.Of(given, Build.Time), leaf => leaf is Coordinate c && c.Axis == axis ? face : null), state.Symbol);
    }

    // What is added, integrals over the domain being means of all cells times its volume; null for integrals that differ from point to point.
    private Expr? Integrated(Expr added, StateModel state)
    {
        if (!added.Known.Has(Kinds.Integral))
            return Field(added, state.Symbol);
        var volume = Build.Product([.. state.Domain.Axes.Select(a => Build.Number((double)a.Length))]);
        var values = new Dictionary<Expr, Expr>();
        foreach (var integral in Integrals.Outermost(added))
        {
            var isClosed = integral.Point.Space == state.Symbol.Space && !integral.Body.Known.Has(Kinds.Integral) && Substitution.All(integral.Body)
                .All(e => e switch { Coordinate c => c.Point == integral.Point, StateValue v => v.Point == integral.Point, _ => true });
            if (!isClosed)
                return null;
            _means.Add(new GridMean(_discretiser.Field(integral.Body, integral.Point), 1));
            values[integral] = GridScalars.Mean(_means.Count - 1) * volume;
        }
        return Field(Substitution.Replace(added, e => values.GetValueOrDefault(e)), state.Symbol);
    }

    // What passes the open sides where a mobility stands between divergence and gradient.
    private (GridWall? Wall, Seq<GridOpening> Openings) Openings(int index, DescentModel descent, Variation variation, Expr mobility)
    {
        if (descent.Open.Count == 0)
            return (null, []);
        var state = _models[index];
        var slope = Definitions.Expand(variation.Parts.Value);
        if (variation.Order > 0)
            _found.Add(NotYet.Runs("the option `open` where the energy holds derivatives", descent.MetricSpan));
        else if (slope.Known.Has(Kinds.Integral) || Substitution.States(slope).Any(s => s != state.Symbol))
            _found.Add(NotYet.Runs("the option `open` where the functional derivative holds integrals or other states", descent.MetricSpan));
        else if (mobility.Known.Has(Kinds.Integral | Kinds.Operator))
            _found.Add(NotYet.Runs("the option `open` where the mobility holds integrals or derivatives", descent.MetricSpan));
        if (descent.Open.Any(side => state.On(side.Axis, side.IsUpper, BoundaryKind.Dirichlet) is null))
            _found.Add(NotYet.Runs("the option `open` on a side at which no value is prescribed", descent.MetricSpan));
        return _found.Count > 0 ? (null, []) : (new GridWall(_models, index, VacuumLogs.Guard(slope), VacuumLogs.Guard(mobility)),
            [.. descent.Open.Select(side => new GridOpening(side.Axis, side.IsUpper, state.On(side.Axis, side.IsUpper, BoundaryKind.Dirichlet)!.Value))]);
    }

    private Expr? Rate(OnsagerTerm term, int potential, int state, DescentModel descent, Equation equation, int which)
    {
        var mu = GridArray.Value(GridRole.Potential, potential, Shift.None);
        var order = 2 * Variations.GradientOrder.Of(descent.Energy, _states[state]);
        switch (term)
        {
            case MultiplyTerm(var m):
                Note(state, Field(m, _states[state]), order, false);
                return -(Field(m, _states[state]) * mu);
            case DivGradTerm(var m):
                Note(state, Field(m, _states[state]), order + 2, true);
                var (wall, openings) = Openings(state, descent, equation.Variations[which], Definitions.Expand(m));
                return GridFluxes.Divergence(Field(m, _states[state]), mu, _face, _states[state].Space.Dimension, Temperature(equation), wall, openings);
            case MeanFreeTerm(var m):
                var mobility = Field(m, _states[state]);
                Note(state, mobility, order, false);
                _means.Add(new GridMean(mobility * mu, mobility));
                return -(mobility * (mu - GridScalars.Mean(_means.Count - 1)));
            case HelmholtzInverseTerm(var alpha) when double.IsFinite(Constants.Value(alpha)):
                Note(state, 1, 0, false);
                _smoothings.Add(new GridSmoothing(potential, Constants.Value(alpha)) { Given = Given(equation) });
                // Numbered behind all potentials once these are known.
                return -GridArray.Value(GridRole.Potential, FirstSmoothed + _smoothings.Count - 1, Shift.None);
            default:
                _found.Add(NotYet.Runs($"flows in the metric `{descent.Metric.Name}` on a grid", descent.MetricSpan));
                return null;
        }
    }

    // On sides d/dt u is the change of what is prescribed there; what H1 descends makes up for what is added.
    private Seq<GridSmoothingSide> Given(Equation equation)
    {
        var state = equation.State;
        var given = new List<GridSmoothingSide>();
        foreach (var condition in state.Boundary.Where(b => b.Kind is BoundaryKind.Dirichlet or BoundaryKind.Neumann))
        {
            var value = Definitions.Expand(condition.Value);
            var moved = -Derivative.Of(value, Build.Time);
            if (condition.Kind == BoundaryKind.Dirichlet && equation.Flow.Added is { } added)
            {
                var beside = Substitution.Replace(Definitions.Expand(added), leaf => leaf is StateValue v && v.State == state.Symbol ? value : null);
                if (Substitution.HasStates(beside) || beside.Known.Has(Kinds.Operator | Kinds.Integral))
                    _found.Add(NotYet.Runs("values prescribed in H1 beside added terms with derivatives, integrals or other states", condition.Span));
                moved += beside;
            }
            given.Add(new GridSmoothingSide(condition.Axis, condition.IsUpper, condition.Kind == BoundaryKind.Dirichlet, moved));
        }
        return [.. given];
    }

    /// <summary>The index of the first smoothed potential among the potentials.</summary>
    public const int FirstSmoothed = 32;

    private void Note(int state, Expr mobility, int order, bool isFlux)
    {
        if (order < _orders[state])
            return;
        (_orders[state], _mobilities[state], _fluxes[state]) = (order, mobility, isFlux);
    }

    private Expr Field(Expr e, StateSymbol at) => _discretiser.Field(e, new Point(at.Space, 0));

    private int? Energy(Expr energy, SourceSpan at)
    {
        if (_sources.IndexOf(energy) is >= 0 and var known)
            return known;
        var plan = _discretiser.Of(energy, at, _energies.Sum(e => e.IsPlain ? 0 : e.Densities.Count), _energies.Sum(e => e.Nonlocals.Count));
        _found.AddRange(plan.Diagnostics);
        if (plan.Value is null)
            return null;
        _sources.Add(energy);
        _energies.Add(plan.Value);
        return _energies.Count - 1;
    }

    private int Potential(int energy, int state)
    {
        var known = _potentials.FindIndex(p => p.Energy == energy && p.State == state);
        if (known >= 0)
            return known;
        _potentials.Add(new GridPotential(energy, state, false));
        return _potentials.Count - 1;
    }

    private static bool Reads(Expr e, int potential, bool besideOnly) => GridForms.Loads(e).Any(l =>
        GridArray.Read(l) is (GridRole.Potential, var k, var at) && k == potential && (!besideOnly || at != Shift.None));

    private int IndexOf(StateSymbol state)
    {
        for (var i = 0; i < _states.Count; i++)
            if (_states[i] == state)
                return i;
        throw new ArgumentException($"{state.Name} is no state of the grid", nameof(state));
    }
}

using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.Grids;
using Flows.Runtime.Operators;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.States;

/// <summary>Cell averages on a uniform grid.</summary>
public sealed class GridState : RowState
{
    private readonly Grid1D _grid;

    /// <summary>The initial state on a number of cells.</summary>
    public GridState(StateModel state, int cells)
    {
        var axis = state.Domain.Axes[0];
        _grid = new Grid1D(axis.Low, axis.High, cells, axis.IsPeriodic);
        (Left, Right) = (End(state, axis, false), End(state, axis, true));
        Unknowns = new InitialValues(state, cells).Averages();
        Edges = [.. Enumerable.Range(0, cells + 1).Select(i => i == cells ? axis.High : axis.Low + i * _grid.Spacing)];
        if (state.Rule == MassRule.Scaled)
        {
            var factor = state.Mass / Mass();
            for (var i = 0; i < cells; i++)
                Unknowns[i] *= factor;
        }
        InitialMagnitude = _grid.Spacing * Unknowns.Sum(Math.Abs);
    }

    /// <inheritdoc/>
    public override double[] Unknowns { get; }

    /// <inheritdoc/>
    public override double[] Edges { get; }

    /// <inheritdoc/>
    public override double[] Values => Unknowns;

    /// <inheritdoc/>
    public override double DomainLow => _grid.Low;

    /// <inheritdoc/>
    public override double DomainHigh => _grid.High;

    /// <inheritdoc/>
    public override EndRule Left { get; }

    /// <inheritdoc/>
    public override EndRule Right { get; }

    /// <inheritdoc/>
    public override double InitialMagnitude { get; }

    /// <inheritdoc/>
    public override void Refresh()
    {
    }

    /// <inheritdoc/>
    protected override void Halve(Span<double> unknowns)
    {
        foreach (ref var value in unknowns)
            value /= 2;
    }

    /// <inheritdoc/>
    public override double Mass()
    {
        double sum = 0, carry = 0;
        foreach (var value in Unknowns)
        {
            var next = sum + value;
            carry += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        return (sum + carry) * _grid.Spacing;
    }

    /// <inheritdoc/>
    public override double EnergyOf(Expr density, double t)
    {
        if (Descended is not { } energy)
            return double.NaN;
        var values = new InitialValues(Plan.State! with { Initial = density, Given = [] }, Unknowns.Length).Averages();
        var factor = Mass() / (_grid.Spacing * values.Sum());
        energy.SetTime(t);
        return energy.Value([.. values.Select(value => factor * value)], out _);
    }

    /// <inheritdoc/>
    public override ElementEnergy Bind(EnergyPlan plan, bool integralsOnly) => new(plan, _grid.Centres, _grid.Spacing, Left, Right, integralsOnly);

    /// <inheritdoc/>
    public override IStepper Stepper(Plan plan, IDiscreteEnergy energy)
    {
        var equation = plan.Equation!;
        var facts = equation.Facts;
        var options = new ImplicitOptions
        {
            Scheme = plan.Options.Word("scheme") switch { "be" => ImplicitScheme.BackwardEuler, "bdf2" => ImplicitScheme.Bdf2, _ => ImplicitScheme.DiscreteGradient },
            Tolerance = plan.Options.Has("tol") ? plan.Options.Number("tol") : 1e-9,
            IsDensity = facts.KeepsPositivity,
            HasSingularDerivativeAtZero = facts.SteepAtZero,
            PromisesDecay = plan.Promises.Decay,
            IsAutonomous = facts.Autonomous && !equation.State.Boundary.Any(b => TimeDependence.Of(b.Value)),
            // Rough data under adaptive steps: two steps that damp (methods.md A 3.4).
            DampingSteps = StepChoice.IsAdaptive(plan) ? 2 : 0,
            // Who names the scheme gets that scheme.
            DampsRoughStart = !plan.Options.Has("scheme"),
            Control = StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null,
        };
        return new Implicit(energy, Operator(plan), options, equation.Flow.Added is { } added ? new PointTerm(added, _grid) : null);
    }

    /// <summary>The metric's operator on the grid.</summary>
    internal OnsagerOperator Operator(Plan plan)
    {
        var descent = plan.Equation!.Flow.Descent!;
        var mobility = PointMobility.Of(descent.Mobility, _grid);
        var rule = plan.Options.Word("face") switch
        {
            "log" => FluxRule.Logarithmic,
            "upwind" => FluxRule.Upwind,
            "scharfetter_gummel" => FluxRule.ScharfetterGummel,
            _ => FluxRule.Arithmetic,
        };
        var temperature = plan.Equation.Facts.Pieces.OfType<LinearDiffusion>().Select(p => Constants.Value(p.Temperature)).FirstOrDefault(1.0);
        return new OnsagerOperator(_grid, [.. descent.Metric.Onsager(descent.Arguments).Select(term => term switch
        {
            Compiler.Metrics.DivGradTerm => (Operators.OnsagerTerm)new Operators.DivGradTerm(_grid, mobility, rule, temperature),
            _ => new Operators.MultiplyTerm(_grid, mobility),
        })]);
    }

    private static EndRule End(StateModel state, AxisModel axis, bool isUpper)
    {
        if (axis.IsPeriodic)
            return new EndRule(EndKind.Periodic, _ => 0);
        if (state.Boundary.FirstOrDefault(b => b.Axis == 0 && b.IsUpper == isUpper && b.Kind == BoundaryKind.Dirichlet) is not { } condition)
            return EndRule.Mirror;
        var value = Definitions.Expand(condition.Value);
        var x = isUpper ? axis.High : axis.Low;
        return new EndRule(EndKind.Value, t => Evaluation.Evaluate(value, leaf => leaf switch { Coordinate => x, Time => t, _ => null }));
    }
}

using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime.States;

/// <summary>A density in mass coordinates: node positions with fixed masses between them.</summary>
public sealed class QuantileState : RowState
{
    /// <inheritdoc/>
    protected override string Piece => "node";

    // In each interval of vacuum.
    private const int VacuumLooks = 128;

    private readonly QuantileMesh _mesh;
    private readonly AxisModel _axis;

    /// <summary>The initial density on a number of cells.</summary>
    public QuantileState(StateModel state, int cells)
    {
        _axis = state.Domain.Axes[0];
        var initial = new InitialValues(state, cells);
        _mesh = NodePlacement.Place(initial.At, _axis.Low, _axis.High, cells, state.Rule == MassRule.Scaled ? state.Mass : null, initial.Hints());
        Unknowns = [.. _mesh.Nodes];
        Values = new double[_mesh.Masses.Length];
        Refresh();
    }

    /// <inheritdoc/>
    public override double[] Unknowns { get; }

    /// <inheritdoc/>
    public override double[] Edges => Unknowns;

    /// <inheritdoc/>
    public override double[] Values { get; }

    /// <inheritdoc/>
    public override double DomainLow => _axis.Low;

    /// <inheritdoc/>
    public override double DomainHigh => _axis.High;

    /// <inheritdoc/>
    public override double InitialMagnitude => Mass();

    /// <inheritdoc/>
    public override double[] VacuumPlaces()
    {
        var found = new List<double>();
        Look(DomainLow, Unknowns[0]);
        for (var i = 0; i < _mesh.Masses.Length; i++)
            if (_mesh.Masses[i] == 0)
                Look(Unknowns[i], Unknowns[i + 1]);
        Look(Unknowns[^1], DomainHigh);
        return [.. found];

        void Look(double from, double to)
        {
            for (var k = 0; k <= VacuumLooks && to > from; k++)
                found.Add(from + (to - from) * k / VacuumLooks);
        }
    }

    /// <summary>Cell masses.</summary>
    public ReadOnlySpan<double> Masses => _mesh.Masses;

    /// <inheritdoc/>
    public override void Refresh()
    {
        for (var i = 0; i < Values.Length; i++)
            Values[i] = _mesh.Masses[i] == 0 ? 0 : _mesh.Masses[i] / (Unknowns[i + 1] - Unknowns[i]);
    }

    /// <inheritdoc/>
    protected override void Halve(Span<double> unknowns)
    {
        var middle = (unknowns[0] + unknowns[^1]) / 2;
        foreach (ref var node in unknowns)
            node = (node + middle) / 2;
    }

    /// <inheritdoc/>
    public override double EnergyOf(Expr density, double t)
    {
        if (Descended is not { } energy)
            return double.NaN;
        energy.SetTime(t);
        return energy.Value(Quantiles.Of(new LineFunction(density), _axis.Low, _axis.High, _mesh.Masses), out _);
    }

    /// <inheritdoc/>
    public override (double Place, double Width)? WidestInValley()
    {
        Refresh();
        return Valleys.Widest(Unknowns, Values);
    }

    /// <inheritdoc/>
    public override double Mass() => _mesh.Masses.Sum();

    /// <inheritdoc/>
    public override ElementEnergy Bind(EnergyPlan plan, bool integralsOnly)
    {
        // Against a wall the density goes on; only a free end has vacuum beside it.
        var elements = plan.Elements.Where(e => !(e.Place == ElementPlace.LeftEnd && _mesh.LeftWall || e.Place == ElementPlace.RightEnd && _mesh.RightWall));
        return new ElementEnergy(plan with { Elements = [.. elements] }, _mesh.Masses, 0, EndRule.Mirror, EndRule.Mirror, integralsOnly,
            plan.Vacuum.Count + plan.Potentials.Count + plan.VacuumPairs.Count + plan.Ordered.Count > 0 ? new VacuumEnergy(plan, _mesh.Masses, _axis.Low, _axis.High) : null);
    }

    /// <inheritdoc/>
    public override IStepper Stepper(Plan plan, IDiscreteEnergy energy)
    {
        var lambda = plan.Equation!.Facts.Convexity switch
        {
            Proved p => Math.Max(0, -p.Lambda),
            Suspected s => Math.Max(0, -s.Lambda),
            _ => double.PositiveInfinity,
        };
        // An energy of gradients knows nothing of a cliff between a wall and the last cell: where the density fills the domain to a wall, it stays there.
        var hasGradients = plan.Energy!.Elements.Any(e => e.Place == ElementPlace.Nodes);
        var options = new QuantileOptions
        {
            LambdaMinus = lambda,
            FixedLeft = hasGradients && _mesh.LeftWall,
            FixedRight = hasGradients && _mesh.RightWall,
        };
        if (plan.Options.Has("tol"))
            options = options with { Tolerance = plan.Options.Number("tol") };
        return plan.Options.Word("scheme") switch
        {
            "sdirk2" => new QuantileSdirk2(energy, _mesh.Masses, _axis.Low, _axis.High, options),
            "bdf2" => new QuantileBdf2(energy, _mesh.Masses, _axis.Low, _axis.High, options),
            _ => new QuantileJko(energy, _mesh.Masses, _axis.Low, _axis.High, options),
        };
    }
}

using System.Globalization;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.Observing;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.States;

/// <summary>The state of a run in one dimension: its unknowns, and how cells are made of them.</summary>
public abstract class RowState : RunState
{
    private double _startMass = double.NaN;
    private ElementEnergy? _energy;

    /// <summary>[n + 1] edges of the cells now.</summary>
    public abstract double[] Edges { get; }

    /// <summary>[n] averages over the cells now; refreshed by <see cref="RunState.Refresh"/>.</summary>
    public abstract double[] Values { get; }

    /// <summary>What stands beyond the left end.</summary>
    public virtual EndRule Left => EndRule.Mirror;

    /// <summary>What stands beyond the right end.</summary>
    public virtual EndRule Right => EndRule.Mirror;

    /// <summary>Left end of the domain.</summary>
    public abstract double DomainLow { get; }

    /// <summary>Right end of the domain.</summary>
    public abstract double DomainHigh { get; }

    /// <summary>Whether a place of the domain lies outside of all cells: vacuum beside the nodes.</summary>
    public virtual bool IsVacuum(double x) => x < Edges[0] || x > Edges[^1];

    /// <summary>Places of the domain that lie outside of all cells with mass, and are to be looked at; empty where there are none.</summary>
    public virtual double[] VacuumPlaces() => [];

    /// <summary>∫|u| at the start, against which mass drift is judged.</summary>
    public abstract double InitialMagnitude { get; }

    /// <summary>The plan of the run.</summary>
    public required Plan Plan { get; init; }

    /// <summary>∫u, compensated.</summary>
    public abstract double Mass();

    /// <summary>Discretises an energy on this state.</summary>
    public abstract ElementEnergy Bind(EnergyPlan plan, bool integralsOnly);

    /// <inheritdoc/>
    public override long Cells => Plan.Cells;

    /// <summary>The descended energy on this state, which the stepper steps with; null where there is none.</summary>
    public ElementEnergy? Descended => _energy ??= Plan.Energy is { } energy ? Bind(energy, integralsOnly: false) : null;

    /// <inheritdoc/>
    public override (string What, int Cell)? Invalid()
    {
        for (var i = 0; i < Values.Length; i++)
        {
            if (!double.IsFinite(Values[i]))
                return ("the initial value is not finite", i);
            if (Plan.State!.Symbol.IsDensity && Values[i] < 0)
                return ("the initial density is negative", i);
        }
        return null;
    }

    /// <inheritdoc/>
    public override double Energy(double t, out double magnitude)
    {
        magnitude = 0;
        if (Descended is not { } energy)
            return double.NaN;
        energy.SetTime(t);
        return energy.Value(Unknowns, out magnitude);
    }

    /// <inheritdoc/>
    public override void MeasureRoundOff()
    {
        if (Descended is not { } energy)
            return;
        energy.SetTime(0);
        double[] half = [.. Unknowns];
        Halve(half);
        var there = energy.Value(half, out var ofHalf);
        var here = energy.Value(Unknowns, out var magnitude);
        energy.LeastMagnitude = double.IsFinite(here + there) ? Math.Max(magnitude, ofHalf) : 0;
    }

    /// <inheritdoc/>
    public override double LeastMagnitudeOf(Expr quantity) =>
        Plan.Equation is { Flow.Descent: { } descent } && ReferenceEquals(descent.Energy, quantity) ? Descended?.LeastMagnitude ?? 0 : 0;

    /// <summary>Makes unknowns those of another state of the same scale.</summary>
    protected abstract void Halve(Span<double> unknowns);

    /// <inheritdoc/>
    public override double TotalMass => Mass();

    /// <inheritdoc/>
    public override void RememberMass() => _startMass = Mass();

    /// <inheritdoc/>
    public override double MassDrift() => InitialMagnitude > 0 ? Math.Abs(Mass() - _startMass) / InitialMagnitude : 0;

    /// <inheritdoc/>
    public override double Minimum()
    {
        var least = double.PositiveInfinity;
        foreach (var value in Values)
            least = Math.Min(least, value);
        return least;
    }

    /// <inheritdoc/>
    public override IQuantity Bind(QuantityPlan plan) => new QuantityEvaluator(plan, this);

    /// <inheritdoc/>
    public override IFieldValues Bind(FieldPlan plan) => new FieldEvaluator(plan, this);

    /// <inheritdoc/>
    public override string Place(int cell) => cell < 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {Piece} {cell}, x = {Edges[Math.Min(cell, Edges.Length - 1)]:G6}");

    /// <summary>What an index counts.</summary>
    protected virtual string Piece => "cell";

    /// <inheritdoc/>
    public override IEnumerable<Snapshot> Snapshots(double t)
    {
        Refresh();
        yield return new Snapshot(Plan.State!.Symbol.Name, t, [[.. Edges]], [.. Values]) { Ends = LocalField.Ends(Plan.State!, t) };
    }

    /// <inheritdoc/>
    public override IStepper Stepper(Plan plan) => Stepper(plan, Descended!);

    /// <summary>The stepper of a plan.</summary>
    public abstract IStepper Stepper(Plan plan, IDiscreteEnergy energy);
}

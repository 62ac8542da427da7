using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.States;

/// <summary>The state of a run in one dimension: its unknowns, and how cells are made of them.</summary>
public abstract class RowState
{
    /// <summary>What the stepper advances: cell values, or node positions.</summary>
    public abstract double[] Unknowns { get; }

    /// <summary>[n + 1] edges of the cells now.</summary>
    public abstract double[] Edges { get; }

    /// <summary>[n] averages over the cells now; refreshed by <see cref="Refresh"/>.</summary>
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

    /// <summary>∫|u| at the start, against which mass drift is judged.</summary>
    public abstract double InitialMagnitude { get; }

    /// <summary>Brings <see cref="Edges"/> and <see cref="Values"/> up to date with the unknowns.</summary>
    public abstract void Refresh();

    /// <summary>∫u, compensated.</summary>
    public abstract double Mass();

    /// <summary>Discretises an energy on this state.</summary>
    public abstract ElementEnergy Bind(EnergyPlan plan, bool integralsOnly);

    /// <summary>The stepper of a plan.</summary>
    public abstract IStepper Stepper(Plan plan, IDiscreteEnergy energy);
}

using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.States;

/// <summary>A real made from the state of a run.</summary>
public interface IQuantity
{
    /// <summary>The value at a time.</summary>
    double Value(double t);

    /// <summary>The scale of the round-off of the value computed last.</summary>
    double Magnitude(double t);
}

/// <summary>A field made from the state of a run.</summary>
public interface IFieldValues
{
    /// <summary>The field in every cell, row-major; valid until the next call.</summary>
    ReadOnlySpan<double> Evaluate(double t);

    /// <summary>Where cells move with a density and leave vacuum: places in it, and the field there; empty where cells fill the domain.</summary>
    (double[] Places, double[] Values) Vacuum(double t) => ([], []);

    /// <summary>What is prescribed of the field at the ends of the only axis; null where it is free.</summary>
    (double? Low, double? High) Ends(double t);
}

/// <summary>What a run advances, and what is seen of it.</summary>
public abstract class RunState : IDisposable
{
    private double[] _before = [];

    /// <summary>What the stepper advances; empty where it keeps the state itself.</summary>
    public abstract double[] Unknowns { get; }

    /// <summary>Cells of all states.</summary>
    public abstract long Cells { get; }

    /// <summary>Brings what is seen up to date with the unknowns.</summary>
    public abstract void Refresh();

    /// <summary>Why the state cannot be started from, with the cell; null where it can.</summary>
    public abstract (string What, int Cell)? Invalid();

    /// <summary>The descended energy; NaN where there is none.</summary>
    /// <param name="t">The time.</param>
    /// <param name="magnitude">Receives Σ|e_K|.</param>
    public abstract double Energy(double t, out double magnitude);

    /// <summary>The rms of ∂u/∂t over the last step, for flows that do more than descend; +∞ where none was taken before.</summary>
    /// <param name="t">The time.</param>
    /// <param name="dt">The step.</param>
    public virtual double RateOfChange(double t, double dt)
    {
        var (now, squares) = (Unknowns, 0.0);
        for (var i = 0; i < _before.Length; i++)
            squares += (now[i] - _before[i]) * (now[i] - _before[i]);
        var rate = _before.Length == 0 ? double.PositiveInfinity : Math.Sqrt(squares / _before.Length) / dt;
        _before = _before.Length == 0 ? new double[now.Length] : _before;
        now.CopyTo(_before, 0);
        return rate;
    }

    /// <summary>The energy of another density on the same cells, scaled to the mass of the state; NaN where that is not known.</summary>
    /// <param name="density">In terms of the coordinates.</param>
    /// <param name="t">The time.</param>
    public virtual double EnergyOf(Expr density, double t) => double.NaN;

    /// <summary>∫ of the states now; NaN where nobody adds it up.</summary>
    public virtual double TotalMass => double.NaN;

    /// <summary>
    /// Where cells move with the mass: the widest cell between two bumps that is more than e times lighter than a neighbour, with its place; null where every valley is
    /// resolved, and where cells do not move.
    /// </summary>
    public virtual (double Place, double Width)? WidestInValley() => null;

    /// <summary>Remembers the masses now: drift is counted from here.</summary>
    public abstract void RememberMass();

    /// <summary>The largest |∫u − ∫u₀| / ∫|u₀| of the states whose mass is conserved; NaN where there is none.</summary>
    public abstract double MassDrift();

    /// <summary>The smallest value of the states that are never negative; of all states where there are none.</summary>
    public abstract double Minimum();

    /// <summary>The cell that a density has concentrated in beyond what the cells can hold, though it started spread out; −1 for none.</summary>
    public virtual int Concentrated() => -1;

    /// <summary>Binds a quantity.</summary>
    public abstract IQuantity Bind(QuantityPlan plan);

    /// <summary>Binds a field.</summary>
    public abstract IFieldValues Bind(FieldPlan plan);

    /// <summary>Where a cell lies, for messages: `, cell 3, x = 0.5`; empty for no cell.</summary>
    public abstract string Place(int cell);

    /// <summary>Where the state is greatest, for messages that know no cell to blame; empty where that says nothing.</summary>
    public virtual string Greatest() => "";

    /// <summary>The states as they are now.</summary>
    public abstract IEnumerable<Snapshot> Snapshots(double t);

    /// <summary>The stepper of a plan.</summary>
    public abstract IStepper Stepper(Plan plan);

    /// <summary>Gives the state its initial values; called once, when everything that needs memory has been made.</summary>
    public virtual void Fill()
    {
    }

    /// <summary>
    /// Learns the scale of the energy's round-off from the initial state: F may vanish at a state, Σ|e_K| with it, and its round-off does not. So the energy of another state of the
    /// same scale counts too: of half the values, or of nodes half as far apart. Called once, behind <see cref="Fill"/>.
    /// </summary>
    public abstract void MeasureRoundOff();

    /// <summary>What the scale of the round-off of a quantity is at the least: known of the descended energy, 0 of others.</summary>
    /// <param name="quantity">The quantity.</param>
    public abstract double LeastMagnitudeOf(Expr quantity);

    /// <summary>Bytes that the arrays of the run take up; 0 where nobody counts.</summary>
    public virtual long Bytes => 0;

    /// <summary>How many arrays of the size of a state there are; 0 where nobody counts.</summary>
    public virtual int ArrayCount => 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the state holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>Records time, step, energy, dissipation and every observable.</summary>
internal sealed class Observers
{
    private readonly IQuantity[] _evaluators;
    private readonly double?[] _every;
    private readonly bool _hasEnergy;

    /// <summary>Prepares the columns of a plan.</summary>
    public Observers(Plan plan, RunState? state)
    {
        _hasEnergy = plan.HasEnergy;
        var columns = new List<string> { "t", "dt" };
        if (_hasEnergy)
            columns.AddRange([Unique(plan.EnergyName, plan), "dissipation"]);
        columns.AddRange(plan.Observers.Select(o => o.Model.Name));
        Series = new Series(columns);
        _evaluators = [.. plan.Observers.Select(o => state is null ? new StatelessQuantity(o.Model.Quantity, plan.Model) : state.Bind(o.Quantity))];
        _every = [.. plan.Observers.Select(o => o.Model.Every)];
    }

    /// <summary>The table.</summary>
    public Series Series { get; }

    /// <summary>Appends a row.</summary>
    public void Record(double t, double dt, double energy, double dissipation, bool hit)
    {
        var row = new double[Series.Columns.Count];
        (row[0], row[1]) = (t, dt);
        var next = 2;
        if (_hasEnergy)
        {
            (row[2], row[3]) = (energy, dissipation);
            next = 4;
        }
        for (var i = 0; i < _every.Length; i++)
        {
            var isRecorded = _every[i] is not { } step || hit && IsMultiple(t, step);
            row[next + i] = isRecorded ? _evaluators[i].Value(t) : double.NaN;
            if (isRecorded && !double.IsFinite(row[next + i]))
                Series.MarkNotFinite(next + i, t, row[next + i]);
        }
        Series.Add(row);
    }

    private static bool IsMultiple(double t, double step) => Math.Abs(t / step - Math.Round(t / step)) < 1e-9;

    private static string Unique(string name, Plan plan) => plan.Observers.Any(o => o.Model.Name == name) ? $"energy {name}" : name;
}

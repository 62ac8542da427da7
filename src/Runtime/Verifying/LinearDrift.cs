using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Results;
using Flows.Runtime.States;

namespace Flows.Runtime.Verifying;

/// <summary>How far linear functionals move that `explain` says are conserved, on the cells of a run.</summary>
internal sealed class LinearDrift
{
    private readonly RunState _state;
    private readonly (string State, Expr Weight, string Name)[] _claims;
    private readonly double[] _start, _size, _worst;

    /// <summary>Remembers what they are now.</summary>
    public LinearDrift(Plan plan, RunState state)
    {
        (_state, _claims) = (state, [.. Claims(plan)]);
        (_start, _size, _worst) = (new double[_claims.Length], new double[_claims.Length], new double[_claims.Length]);
        Each(0, (k, value, size) => (_start[k], _size[k]) = (value, Math.Max(size, double.Epsilon)));
    }

    /// <summary>What is claimed: weights of degree 1 at most, which cells see as they are.</summary>
    public static Seq<(string State, Expr Weight, string Name)> Claims(Plan plan) => plan.Method?.Kind == Compiler.Discretising.Discretisation.Lagrangian ? []
        : [.. plan.Equations.SelectMany(e => e.Facts.Invariants.Where(IsStraight).Select(phi => (e.State.Symbol.Name, phi, phi is Number ? $"int {e.State.Symbol.Name}" : $"int ({phi})*{e.State.Symbol.Name}")))];

    /// <summary>The greatest changes so far, over the greatest ∫|φu|: what starts from 0 is judged by what it becomes.</summary>
    public Seq<(string Name, double Drift)> Look(double t)
    {
        Each(t, (k, value, size) => (_size[k], _worst[k]) = (Math.Max(_size[k], size), Math.Max(_worst[k], Math.Abs(value - _start[k]))));
        return [.. _claims.Select((c, k) => (c.Name, _worst[k] / _size[k]))];
    }

    private static bool IsStraight(Expr weight) => !Substitution.All(weight).Any(e => e is Power { Base: Coordinate } || e is Product p && p.Factors.Count(f => f is Coordinate) > 1);

    private void Each(double t, Action<int, double, double> look)
    {
        if (_claims.Length == 0)
            return;
        var snapshots = _state.Snapshots(t).ToArray();
        for (var k = 0; k < _claims.Length; k++)
        {
            var snapshot = snapshots.First(s => s.State == _claims[k].State);
            var (sum, size) = (0.0, 0.0);
            for (var i = 0; i < snapshot.Values.Length; i++)
            {
                var term = Weight(_claims[k].Weight, snapshot, i) * snapshot.Values[i] * snapshot.CellVolume;
                (sum, size) = (sum + term, size + Math.Abs(term));
            }
            look(k, sum, size);
        }
    }

    private static double Weight(Expr weight, Snapshot at, int cell)
    {
        var place = new double[at.Axes.Count];
        for (var axis = at.Axes.Count - 1; axis >= 0; axis--)
        {
            var n = at.Axes[axis].Length - 1;
            var i = cell % n;
            cell /= n;
            place[axis] = (at.Axes[axis][i] + at.Axes[axis][i + 1]) / 2;
        }
        return Evaluation.Evaluate(weight, leaf => leaf is Coordinate c ? place[c.Axis] : null);
    }
}

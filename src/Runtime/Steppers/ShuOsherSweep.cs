using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// A step of Shu and Osher's method in one sweep over memory: three stages, the energy behind them, its dissipation and the error. Between the stages only
/// rows that stay in the cache are kept.
/// </summary>
internal sealed class ShuOsherSweep
{
    // Behind the energy and its magnitude.
    private const int FirstSquare = 2;

    // As in Explicit: the weights of a stage add up to 1.
    private const double Share = 2.0 / 3;

    private readonly GridSystem _system;
    private readonly GridSweep _sweep;
    private readonly List<SweepPass> _passes = [];
    private readonly List<GridGhosts> _ghosts = [];
    private readonly SweepPass[] _starts;
    private readonly SweepPass _first, _second, _third, _measures;
    private readonly SweepPass? _dissipation;
    private readonly int[] _result;
    private readonly bool _streams, _findsErrors;

    /// <summary>Lays out the passes.</summary>
    /// <param name="system">The flows; they can be swept.</param>
    /// <param name="findsErrors">Whether errors are asked for.</param>
    /// <param name="watched">Of each state whether its least value is asked for.</param>
    /// <param name="streams">Whether results are written past the cache; by the size of the grid if it is not said.</param>
    /// <exception cref="MemoryLimitException">There is no room for the rows.</exception>
    public ShuOsherSweep(GridSystem system, bool findsErrors, bool[] watched, bool? streams = null)
    {
        _system = system;
        _first = Pass(system.StepKernel, null);
        _starts = [.. _passes];
        var first = Written(_first);
        _second = Pass(system.StageKernel, first);
        var second = Written(_second);
        (_streams, _findsErrors) = (streams ?? GridSweep.IsLarge(system.Context.Grid), findsErrors);
        _third = Pass(_streams ? system.StreamedStageKernel : system.StageKernel, second);
        _result = Written(_third);
        var after = _passes.Count;
        _measures = Pass(Measures(system, findsErrors, _streams), _result);
        _measures.UseRings(GridRole.Known, second);
        _dissipation = system.PotentialKernel is null ? null : Pass(system.DissipationKernel, _result);
        Stages = [(0, _starts.Length), (_starts.Length, _passes.IndexOf(_second) + 1), (_passes.IndexOf(_second) + 1, after), (after, _passes.Count)];
        _sweep = new GridSweep(system.Context, [.. _passes], [.. _ghosts], _streams);
        for (var i = 0; i < _result.Length; i++)
            if (watched[i])
                _sweep.Watch(_result[i]);
    }

    // The passes of each stage, and those behind the step.
    private (int From, int To)[] Stages { get; }

    /// <summary>F behind the step.</summary>
    public double Energy { get; private set; }

    /// <summary>The scale of its round-off.</summary>
    public double Magnitude { get; private set; }

    /// <summary>⟨ξ, Kξ⟩ behind the step.</summary>
    public double Dissipation { get; private set; }

    /// <summary>Σ u² behind the step.</summary>
    public double Squares { get; private set; }

    /// <summary>The norm of 2·second − u − result, the distance to the second-order step of the same stages.</summary>
    /// <param name="control">Holds the tolerances.</param>
    public double Error(AdaptiveControl control)
    {
        var (worst, states) = (0.0, _result.Length);
        for (var i = 0; i < states; i++)
            worst = Math.Max(worst, GridErrorNorm.Of(control, _measures.Sum(FirstSquare + states + i), Math.Max(_measures.Sum(FirstSquare + i), _measures.Sum(FirstSquare + 2 * states + i)), _system.Context.Grid.Count));
        return worst;
    }

    /// <summary>The least value of a state that is watched, behind the step.</summary>
    public double Least(int state) => _sweep.Least(_result[state]);

    /// <summary>Takes a step.</summary>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="t">The time.</param>
    /// <param name="dt">The step.</param>
    /// <param name="result">Arrays for the states behind it, others than those.</param>
    public void Step(int[] states, double t, double dt, int[] result)
    {
        _system.Fill(states, t);
        foreach (var pass in _starts)
            pass.Use(GridRole.State, states);
        foreach (var pass in (ReadOnlySpan<SweepPass>)[_second, _third, _measures])
            pass.Use(GridRole.Base, states);
        for (var i = 0; i < result.Length; i++)
            _sweep.Keep(_result[i], result[i]);
        if (_streams)
        {
            _third.Stream(result);
            _measures.Fetch(states);
        }
        ReadOnlySpan<double> times = [t, t + dt, t + 0.5 * dt, t + dt];
        for (var stage = 0; stage < Stages.Length; stage++)
            for (var p = Stages[stage].From; p < Stages[stage].To; p++)
                _passes[p].Scalars[GridScalars.Time] = times[stage];
        _first.Scalars[GridScalars.FirstStage + 2] = dt;
        ((ReadOnlySpan<double>)[0.75, 0.25, 0.25 * dt]).CopyTo(_second.Scalars[GridScalars.FirstStage..]);
        ((ReadOnlySpan<double>)[1 - Share, Share, Share * dt]).CopyTo(_third.Scalars[GridScalars.FirstStage..]);
        _sweep.Run();
        var volume = _system.Context.Grid.CellVolume;
        (Energy, Magnitude) = (volume * _measures.Sum(0), volume * _measures.Sum(1));
        Squares = 0;
        for (var i = 0; i < _result.Length; i++)
            Squares += _measures.Sum(FirstSquare + i);
        Dissipation = volume * (_dissipation?.Sum(0) ?? _measures.Sum(FirstSquare + (_findsErrors ? 3 : 1) * _result.Length));
    }

    private static GridKernel Measures(GridSystem system, bool findsErrors, bool fetches)
    {
        var density = system.Plan.Energies[system.Plan.Ledger].Densities[0];
        Expr Of(GridRole role, int i) => GridArray.Value(role, i, Shift.None);
        IEnumerable<Expr> Squares(Func<int, Expr> of) => Enumerable.Range(0, system.Plan.States.Count).Select(i => Build.Power(of(i), 2));
        return new GridKernel(system.Context, "measures", [],
        [
            density, Build.Apply(FunctionCatalog.Find("abs")!, density),
            .. Squares(i => Of(GridRole.State, i)),
            .. findsErrors ? Squares(i => 2 * Of(GridRole.Known, i) - Of(GridRole.Base, i) - Of(GridRole.State, i)) : [],
            .. findsErrors ? Squares(i => Of(GridRole.Base, i)) : [],
            .. system.PotentialKernel is null ? (Expr[])[system.Plan.InlinedDissipation] : [],
        ], 1, fetched: fetches ? system.Plan.States.Count : 0);
    }

    // The pass of a kernel behind one of the potentials that it reads; the states come from rings or, for none, from whole arrays.
    private SweepPass Pass(GridKernel kernel, int[]? states)
    {
        var pass = new SweepPass(_system.Context, kernel);
        if (_system.PotentialKernel is { } potentials && kernel.Reads(GridRole.Potential))
        {
            var before = new SweepPass(_system.Context, potentials);
            var next = 0;
            for (var k = 0; k < _system.Plan.Potentials.Count; k++)
                if (_system.Plan.Potentials[k].IsStored)
                {
                    _ghosts.Add(_system.BeyondPotential(k));
                    before.UseRing(GridRole.Output, next++, _ghosts.Count - 1);
                    pass.UseRing(GridRole.Potential, k, _ghosts.Count - 1);
                }
            before.UseRings(GridRole.State, states);
            _passes.Add(before);
        }
        pass.UseRings(GridRole.State, states);
        _passes.Add(pass);
        return pass;
    }

    private int[] Written(SweepPass pass)
    {
        var first = _ghosts.Count;
        for (var i = 0; i < _system.Plan.States.Count; i++)
            _ghosts.Add(_system.GhostsOf(i));
        int[] rings = [.. Enumerable.Range(first, _ghosts.Count - first)];
        pass.UseRings(GridRole.Output, rings);
        return rings;
    }
}

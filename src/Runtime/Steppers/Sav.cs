using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Scalar auxiliary variable, two-step differences (Shen, Xu, Yang 2018, eqs. 3.1–3.4): r = √(E₁ + C) is advanced beside the state, E₁ what the derivatives do not make
/// of the energy, so that every step is two linear solves with constant coefficients. What falls is ½⟨u, Au⟩ + r², not the energy that is reported. What is prescribed at
/// sides, added terms and the time enter by the rates at the extrapolated state, that of E₁ beside the motion by r.
/// </summary>
/// <remarks>Steps of another length start again with a step of first order. The adaptive control halves and doubles steps.</remarks>
public sealed class Sav : IStepper
{
    private const double SmallestShare = 1e-9;

    // E₁ has fallen nearly to −C, as it may where something else than the descent moves the state: C is chosen again.
    private const double LeastShare = 0.2;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly AdaptiveControl? _control;
    private readonly GridErrorNorm? _norm;
    private readonly GridSymbols[] _symbols;
    private readonly GridSpectral[] _solvers, _metrics;
    private readonly GridKernel _locals, _square, _product;
    private readonly Func<double, double>[] _factors;
    private readonly bool[] _flows;
    private readonly bool _dependsOnTime;
    private readonly int[] _states, _older, _extrapolated, _force, _p, _q;
    private double _r = double.NaN, _olderR, _lastDt = double.NaN, _shift, _prepared = double.NaN, _time = double.NaN;
    private double _weight, _dt, _radicand;
    private bool _isSecond;

    /// <summary>Binds the method.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="rates">Their semilinear forms.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="control">Step control, or null for fixed steps.</param>
    public Sav(GridSystem system, Seq<SemilinearRate> rates, int[] states, AdaptiveControl? control)
    {
        (_system, _states, _control) = (system, states, control);
        var context = system.Context;
        _norm = control is null ? null : new GridErrorNorm(context, states.Length, control);
        _vectors = new GridVectors(context, states.Length);
        (_older, _extrapolated, _force, _p, _q) = (_vectors.New(), _vectors.New(), _vectors.New(), _vectors.New(), _vectors.New());
        _symbols = [.. rates.Select(r => new GridSymbols(context.Grid, r))];
        _solvers = [.. rates.Select(r => new GridSpectral(context, system.OddSides(r.State), _ => 1))];
        _flows = [.. states.Select((_, i) => rates.Any(r => r.State == i))];
        // Made once: they read what a step has set.
        _factors = [.. _symbols.Select(s => (Func<double, double>)(lambda => 1 / (_weight + _dt * s.Decay(lambda, 0))))];
        _metrics = [.. _symbols.Select(s => new GridSpectral(context, system.OddSides(s.Rate.State), s.Metric))];
        _locals = new GridKernel(context, "local forces", [.. rates.Select(r => r.Local)], []);
        // What the densities are where nothing varies: E₁.
        var descended = system.Plan.Energies[system.Plan.Ledger];
        _dependsOnTime = descended.DependsOnTime;
        var local = Build.Sum([.. descended.Densities.Select(e => Substitution.Replace(e, leaf =>
            leaf is Load l && GridArray.Read(l) is (not GridRole.Centre, var index, _) ? GridArray.Value(GridArray.Read(l).Role, index, Shift.None) : null))]);
        _square = new GridKernel(context, "local energy", [], [local]);
        _product = new GridKernel(context, "products of moving states", [], [Build.Sum([.. rates.Select(r =>
            GridArray.Value(GridRole.State, r.State, Shift.None) * GridArray.Value(GridRole.Base, r.State, Shift.None))])]);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (smallest, rejections) = (dt * SmallestShare, 0);
        if (double.IsNaN(_r) || _time != t || !(_radicand >= LeastShare * _shift))
            Begin(t);
        while (true)
        {
            _isSecond = Math.Abs(dt - _lastDt) <= 1e-9 * dt;
            var (candidate, r) = Step(t, dt);
            _system.Fill(candidate, t + dt);
            var energy = _system.Energy(candidate, t + dt, out var magnitude);
            var error = double.NaN;
            if (_norm is not null && _isSecond)
            {
                // Half the difference to the straight line through the last two states.
                _vectors.Combine(1, candidate, -1, _extrapolated, _force);
                error = 0.5 * _norm.Of(_force, _states, candidate);
            }
            if (double.IsFinite(energy) && (_control is null || _control.Accepts(dt, error)))
            {
                var next = dt;
                if (_control is not null && _isSecond && _control.AfterAcceptance(dt, error, 1, 1) >= 1.9 * dt)
                    next = Math.Min(2 * dt, _control.LargestDt);
                for (var i = 0; i < _states.Length; i++)
                    (_older[i], _states[i], candidate[i]) = (_states[i], candidate[i], _older[i]);
                (_olderR, _r, _lastDt, _time) = (_r, r, dt, t + dt);
                return new StepOutcome(true, dt, energy, magnitude, _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
            }
            rejections++;
            _control?.Forget();
            dt /= 2;
            if (!(_radicand >= LeastShare * _shift))
                Begin(t);
            if (dt < smallest)
                return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, FailureCause.NotFinite, _system.NotFinite(candidate));
        }
    }

    // weight·(u⁺ − ū) − dt G A (u⁺ − ū) = p − weight·ū + dt·rate(ū) + (r⁺/root − 1) dt G f(ū), ū the extrapolated state, root = √(E₁(ū) + C), G = −M(−Δ)^p. The rate is
    // that of the flow, at the end of the step: what is prescribed at sides, added terms and the time stand in it. r⁺ = r̂ + ½⟨f, u⁺⟩/root.
    private (int[] Candidate, double R) Step(double t, double dt)
    {
        var weight = _isSecond ? 1.5 : 1;
        Prepare(weight, dt);
        if (_isSecond)
            _vectors.Combine(2, _states, -1, _older, _extrapolated);
        else
            _vectors.Copy(_states, _extrapolated);
        var change = _dependsOnTime ? Change(weight, t, dt) : 0;
        _radicand = Local(_extrapolated, t + dt) + _shift;
        Force(t + dt);
        _system.Rate(_extrapolated, t + dt, _p);
        var root = Math.Sqrt(_radicand);
        var known = (_isSecond ? 2 * Dot(_force, _states) - 0.5 * Dot(_force, _older) : Dot(_force, _states)) / (weight * root);
        var rHat = (_isSecond ? (4 * _r - _olderR) / 3 : _r) - 0.5 * known + change / (2 * weight * root);
        if (_isSecond)
            _vectors.Combine(dt, _p, -1, _states, 1, _older, _p);
        else
            _vectors.Combine(dt, _p, 0, _p, _p);
        _vectors.Combine(-dt, _force, 0, _force, _q);
        for (var k = 0; k < _symbols.Length; k++)
        {
            var i = _symbols[k].Rate.State;
            _metrics[k].Apply(_q[i], _q[i]);
            _solvers[k].Apply(_q[i], _q[i]);
            _solvers[k].Apply(_p[i], _p[i]);
        }
        _vectors.Combine(1, _extrapolated, 1, _p, -1, _q, _p);
        var (byP, byQ) = (Dot(_force, _p) / root, Dot(_force, _q) / (root * root));
        var r = rHat + 0.5 * (byP + rHat * byQ) / (1 - 0.5 * byQ);
        _vectors.Combine(1, _p, r / root, _q, _p);
        // What does not flow keeps its values.
        for (var i = 0; i < _states.Length; i++)
            if (!_flows[i])
                _system.Context.Passes.Copy(_states[i], _p[i]);
        return (_p, r);
    }

    private void Prepare(double weight, double dt)
    {
        if (_prepared == dt * weight)
            return;
        (_weight, _dt, _prepared) = (weight, dt, dt * weight);
        for (var k = 0; k < _symbols.Length; k++)
            _solvers[k].Change(_factors[k]);
    }

    // dt ∂E₁/∂t at the end of the step, the state held: by the differences that the step takes itself.
    private double Change(double weight, double t, double dt)
    {
        var now = Local(_extrapolated, t);
        var change = weight * (Local(_extrapolated, t + dt) - now);
        return _isSecond ? change - 0.5 * (now - Local(_extrapolated, t - dt)) : change;
    }

    private void Begin(double t)
    {
        var e1 = Local(_states, t);
        _shift = Math.Max(1, -2 * e1);
        (_radicand, _lastDt) = (e1 + _shift, double.NaN);
        _r = Math.Sqrt(_radicand);
    }

    private double Local(int[] states, double t)
    {
        _system.Fill(states, t);
        foreach (var energy in _system.Energies)
        {
            energy.Prepare(states, t);
            energy.Bind(_square);
        }
        _square.Use(GridRole.State, states);
        _square.Scalars[GridScalars.Time] = t;
        _square.Run();
        return _system.Context.Grid.CellVolume * _square.Sum(0);
    }

    private void Force(double t)
    {
        _vectors.Clear(_force);
        foreach (var energy in _system.Energies)
            energy.Bind(_locals);
        _locals.Use(GridRole.State, _extrapolated);
        for (var k = 0; k < _symbols.Length; k++)
            _locals.Use(GridRole.Output, k, _force[_symbols[k].Rate.State]);
        _locals.Scalars[GridScalars.Time] = t;
        _locals.Run();
    }

    private double Dot(int[] x, int[] y)
    {
        _product.Use(GridRole.State, x);
        _product.Use(GridRole.Base, y);
        _product.Run();
        return _system.Context.Grid.CellVolume * _product.Sum(0);
    }
}

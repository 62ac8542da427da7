using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flows.Runtime.Grids;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Operators;

/// <summary>K ξ = −∇·(m(u) ∇ξ): the H^-1 and Wasserstein metrics. The flux through a face is −M w (μ_R − μ_L), w area over spacing; the sum of
/// all rates times volumes vanishes to rounding.</summary>
/// <remarks>methods.md A 3.4. Upwind takes m of the donor cell whatever m is: for m that vanishes at both ends of a range this keeps the end that
/// the donor is at, and leaves the other to the energy.</remarks>
public sealed class DivGradTerm : OnsagerTerm
{
    private readonly Grid1D _grid;
    private readonly IMobility _mobility;
    private readonly FluxRule _rule;
    private readonly double _temperature;
    private readonly OpenSide? _low, _high;
    private readonly int _n;
    private readonly double[] _weights;
    // Padded by one ghost cell on either side: face f lies between entries f and f + 1.
    private readonly double[] _mu, _mean, _meanSlope, _end, _endSlope;
    // Per face: flux and −∂flux/∂Δμ at the last rate; then −∂flux/∂Δμ, ∂flux/∂u_left, ∂flux/∂u_right at the last linearisation.
    private readonly double[] _flux, _fluxChange, _current, _conductance, _byLeft, _byRight;
    private readonly bool[] _upwind;
    private bool _anyUpwind, _stale = true;

    /// <summary>Binds the term to a grid.</summary>
    /// <param name="grid">The grid; its ends are closed unless it is periodic or a side is open.</param>
    /// <param name="mobility">m.</param>
    /// <param name="rule">How a face gets its mobility.</param>
    /// <param name="temperature">T of the linear diffusion T u log u, for Scharfetter–Gummel only.</param>
    /// <param name="low">The left side, if it is open.</param>
    /// <param name="high">The right side, if it is open.</param>
    public DivGradTerm(Grid1D grid, IMobility mobility, FluxRule rule = FluxRule.Arithmetic, double temperature = 1,
        OpenSide? low = null, OpenSide? high = null)
    {
        (_grid, _mobility, _rule, _temperature, _low, _high) = (grid, mobility, rule, temperature, low, high);
        _n = grid.Count;
        _weights = grid.FaceWeights.ToArray();
        // The prescribed potential sits on the side itself, half a cell away.
        if (low is not null)
            _weights[0] = 2 * grid.FaceArea(0) / grid.Spacing;
        if (high is not null)
            _weights[_n] = 2 * grid.FaceArea(_n) / grid.Spacing;
        _mu = new double[_n + 2];
        _mean = new double[_n + 2];
        _meanSlope = new double[_n + 2];
        _end = new double[_n + 2];
        _endSlope = new double[_n + 2];
        _flux = new double[_n + 1];
        _fluxChange = new double[_n + 1];
        _current = new double[_n + 1];
        _conductance = new double[_n + 1];
        _byLeft = new double[_n + 1];
        _byRight = new double[_n + 1];
        _upwind = new bool[_n + 1];
    }

    /// <inheritdoc/>
    public override int Reach => 1;

    /// <inheritdoc/>
    public override bool HasRemainder => _grid.IsPeriodic;

    /// <inheritdoc/>
    public override bool IsConstant => _mobility.IsConstant && _rule == FluxRule.Arithmetic;

    /// <inheritdoc/>
    public override bool IsOpen => _low is not null || _high is not null;

    private bool NeedsEnd => _rule == FluxRule.Upwind || _anyUpwind;

    /// <inheritdoc/>
    public override void SetTime(double t)
    {
        _mobility.SetTime(t);
        _stale = true;
    }

    /// <inheritdoc/>
    public override void UseUpwind(ReadOnlySpan<bool> faces, bool any)
    {
        faces.CopyTo(_upwind);
        _anyUpwind = any;
        _stale = true;
    }

    /// <inheritdoc/>
    public override double AddRate(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, ReadOnlySpan<double> mu, Span<double> rate)
    {
        mu.CopyTo(_mu.AsSpan(1));
        Pad(_mu, _low?.Potential, _high?.Potential);
        if (_stale || !_mobility.IsConstant)
        {
            _mobility.Evaluate(mean, _mean.AsSpan(1, _n));
            Pad(_mean, _low?.Mobility, _high?.Mobility);
            if (NeedsEnd)
            {
                _mobility.Evaluate(end, _end.AsSpan(1, _n));
                Pad(_end, _low?.Mobility, _high?.Mobility);
            }
            _stale = false;
        }
        switch (_rule)
        {
            case FluxRule.Arithmetic: FacePasses.ArithmeticFluxes(_mu, _mean, _weights, _current, _flux); break;
            case FluxRule.Logarithmic: LogarithmicFluxes(); break;
            case FluxRule.ScharfetterGummel: ScharfetterGummelFluxes(); break;
            default: break;
        }
        if (NeedsEnd)
            UpwindFluxes();
        return Diverge(rate);
    }

    /// <inheritdoc/>
    public override void Linearise(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, double weight)
    {
        _current.CopyTo(_conductance.AsSpan());
        if (_mobility.IsConstant)
            return;
        _mobility.Derivative(mean, _meanSlope.AsSpan(1, _n));
        Pad(_meanSlope, 0, 0);
        switch (_rule)
        {
            case FluxRule.Arithmetic: FacePasses.ArithmeticSlopes(weight, _mu, _meanSlope, _weights, _byLeft, _byRight); break;
            case FluxRule.Logarithmic: LogarithmicSlopes(weight); break;
            case FluxRule.ScharfetterGummel: ScharfetterGummelSlopes(weight); break;
            default: break;
        }
        if (!NeedsEnd)
            return;
        _mobility.Derivative(end, _endSlope.AsSpan(1, _n));
        Pad(_endSlope, 0, 0);
        UpwindSlopes();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SubtractJacobian(double sigma, BandedMatrix hessian, BandedMatrix jacobian)
    {
        if (hessian.HalfBandwidth == 0 && jacobian.HalfBandwidth == 1)
        {
            SubtractTridiagonal(sigma, hessian.Entries, jacobian.Entries);
            return;
        }
        int from = hessian.Width, to = jacobian.Width, centre = jacobian.HalfBandwidth, w = hessian.HalfBandwidth;
        var inverse = _grid.InverseVolumes;
        double[] source = hessian.Entries, target = jacobian.Entries;
        for (var i = 0; i < _n; i++)
        {
            var scale = sigma * inverse[i];
            double left = scale * _conductance[i], right = scale * _conductance[i + 1];
            var row = i * to + centre;
            var here = (left + right) * inverse[i];
            for (var k = -w; k <= w; k++)
                target[row + k] += here * source[i * from + w + k];
            target[row] += scale * (_byLeft[i + 1] - _byRight[i]);
            if (i > 0)
            {
                left *= inverse[i - 1];
                for (var k = -w; k <= w; k++)
                    target[row - 1 + k] -= left * source[(i - 1) * from + w + k];
                target[row - 1] -= scale * _byLeft[i];
            }
            if (i < _n - 1)
            {
                right *= inverse[i + 1];
                for (var k = -w; k <= w; k++)
                    target[row + 1 + k] -= right * source[(i + 1) * from + w + k];
                target[row + 1] += scale * _byRight[i + 1];
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddDerivativeAction(ReadOnlySpan<double> v, ReadOnlySpan<double> dmu, Span<double> rate)
    {
        // Beyond a closed side nothing is conducted; beyond an open one the prescribed values do not change.
        double outerMu = _grid.IsPeriodic ? dmu[_n - 1] : 0, outerV = _grid.IsPeriodic ? v[_n - 1] : 0;
        _fluxChange[0] = -_conductance[0] * (dmu[0] - outerMu) + _byLeft[0] * outerV + _byRight[0] * v[0];
        _fluxChange[_n] = _grid.IsPeriodic ? _fluxChange[0] : _conductance[_n] * dmu[_n - 1] + _byLeft[_n] * v[_n - 1];
        FacePasses.InnerChanges(v, dmu, _conductance, _byLeft, _byRight, _fluxChange);
        ref var flux = ref MemoryMarshal.GetArrayDataReference(_fluxChange);
        ref var target = ref MemoryMarshal.GetReference(rate);
        ref var inverse = ref MemoryMarshal.GetReference(_grid.InverseVolumes);
        var i = 0;
        for (; i <= _n - Vector<double>.Count; i += Vector<double>.Count)
        {
            var at = (nuint)i;
            var net = (Vector.LoadUnsafe(ref flux, at) - Vector.LoadUnsafe(ref flux, at + 1)) * Vector.LoadUnsafe(ref inverse, at);
            (Vector.LoadUnsafe(ref target, at) + net).StoreUnsafe(ref target, at);
        }
        for (; i < _n; i++)
            rate[i] += (_fluxChange[i] - _fluxChange[i + 1]) * _grid.InverseVolumes[i];
    }

    /// <inheritdoc/>
    public override double UpwindSpeed(ReadOnlySpan<double> u)
    {
        if (!_anyUpwind)
            return 0;
        var fastest = 0.0;
        for (var f = 0; f <= _n; f++)
        {
            var donor = _flux[f] > 0 ? f == 0 ? _n - 1 : f - 1 : f == _n ? 0 : f;
            if (_upwind[f] && u[donor] > 0)
                fastest = Math.Max(fastest, Math.Abs(_flux[f]) / u[donor] * _grid.InverseVolumes[donor]);
        }
        return fastest;
    }

    private void Pad(double[] padded, double? low, double? high)
    {
        padded[0] = _grid.IsPeriodic ? padded[_n] : low ?? padded[1];
        padded[_n + 1] = _grid.IsPeriodic ? padded[1] : high ?? padded[_n];
    }

    private void LogarithmicFluxes()
    {
        for (var f = 0; f <= _n; f++)
        {
            _current[f] = _weights[f] * FaceMean.Logarithmic(_mean[f], _mean[f + 1], out _, out _);
            _flux[f] = _current[f] * (_mu[f] - _mu[f + 1]);
        }
    }

    private void LogarithmicSlopes(double weight)
    {
        for (var f = 0; f <= _n; f++)
        {
            FaceMean.Logarithmic(_mean[f], _mean[f + 1], out var byLeft, out var byRight);
            var drop = weight * _weights[f] * (_mu[f] - _mu[f + 1]);
            _byLeft[f] = drop * byLeft * _meanSlope[f];
            _byRight[f] = drop * byRight * _meanSlope[f + 1];
        }
    }

    private void ScharfetterGummelFluxes()
    {
        for (var f = 0; f <= _n; f++)
        {
            var drop = _mu[f] - _mu[f + 1];
            _flux[f] = _weights[f] * drop
                * FaceMean.ScharfetterGummel(_mean[f], _mean[f + 1], -drop, _temperature, out var byJump, out _, out _);
            _current[f] = _weights[f] * byJump;
        }
    }

    private void ScharfetterGummelSlopes(double weight)
    {
        for (var f = 0; f <= _n; f++)
        {
            FaceMean.ScharfetterGummel(_mean[f], _mean[f + 1], _mu[f + 1] - _mu[f], _temperature, out _, out var byLeft, out var byRight);
            _byLeft[f] = -weight * _weights[f] * byLeft * _meanSlope[f];
            _byRight[f] = -weight * _weights[f] * byRight * _meanSlope[f + 1];
        }
    }

    private void UpwindFluxes()
    {
        var all = _rule == FluxRule.Upwind;
        for (var f = 0; f <= _n; f++)
        {
            if (!all && !_upwind[f])
                continue;
            var drop = _mu[f] - _mu[f + 1];
            _current[f] = _weights[f] * (drop > 0 ? _end[f] : _end[f + 1]);
            _flux[f] = _current[f] * drop;
        }
    }

    private void UpwindSlopes()
    {
        var all = _rule == FluxRule.Upwind;
        for (var f = 0; f <= _n; f++)
        {
            if (!all && !_upwind[f])
                continue;
            var drop = _mu[f] - _mu[f + 1];
            _byLeft[f] = drop > 0 ? _weights[f] * drop * _endSlope[f] : 0;
            _byRight[f] = drop > 0 ? 0 : _weights[f] * drop * _endSlope[f + 1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Diverge(Span<double> rate)
    {
        ref var flux = ref MemoryMarshal.GetArrayDataReference(_flux);
        ref var mu = ref MemoryMarshal.GetArrayDataReference(_mu);
        ref var target = ref MemoryMarshal.GetReference(rate);
        ref var inverse = ref MemoryMarshal.GetReference(_grid.InverseVolumes);
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= _n - Vector<double>.Count; i += Vector<double>.Count)
        {
            var at = (nuint)i;
            var left = Vector.LoadUnsafe(ref flux, at);
            var net = (left - Vector.LoadUnsafe(ref flux, at + 1)) * Vector.LoadUnsafe(ref inverse, at);
            (Vector.LoadUnsafe(ref target, at) + net).StoreUnsafe(ref target, at);
            sum += left * (Vector.LoadUnsafe(ref mu, at) - Vector.LoadUnsafe(ref mu, at + 1));
        }
        var dissipation = Vector.Sum(sum);
        for (; i < _n; i++)
        {
            rate[i] += (_flux[i] - _flux[i + 1]) * _grid.InverseVolumes[i];
            dissipation += _flux[i] * (_mu[i] - _mu[i + 1]);
        }
        // On a periodic grid the last face is the first, counted already.
        return _grid.IsPeriodic ? dissipation : dissipation + _flux[_n] * (_mu[_n] - _mu[_n + 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractTridiagonal(double sigma, double[] hessian, double[] jacobian)
    {
        ref var inverse = ref MemoryMarshal.GetReference(_grid.InverseVolumes);
        ref var h = ref MemoryMarshal.GetArrayDataReference(hessian);
        ref var target = ref MemoryMarshal.GetArrayDataReference(jacobian);
        ref var conductance = ref MemoryMarshal.GetArrayDataReference(_conductance);
        ref var byLeft = ref MemoryMarshal.GetArrayDataReference(_byLeft);
        ref var byRight = ref MemoryMarshal.GetArrayDataReference(_byRight);
        double before = 0, here = h * inverse;
        for (var i = 0; i < _n; i++)
        {
            var scale = sigma * Unsafe.Add(ref inverse, i);
            var after = i + 1 < _n ? Unsafe.Add(ref h, i + 1) * Unsafe.Add(ref inverse, i + 1) : 0;
            double left = Unsafe.Add(ref conductance, i), right = Unsafe.Add(ref conductance, i + 1);
            ref var row = ref Unsafe.Add(ref target, 3 * i);
            row -= scale * (left * before + Unsafe.Add(ref byLeft, i));
            Unsafe.Add(ref row, 1) += scale * ((left + right) * here + Unsafe.Add(ref byLeft, i + 1) - Unsafe.Add(ref byRight, i));
            Unsafe.Add(ref row, 2) -= scale * (right * after - Unsafe.Add(ref byRight, i + 1));
            (before, here) = (here, after);
        }
        // What was written outside the matrix.
        jacobian[0] = 0;
        jacobian[^1] = 0;
    }
}

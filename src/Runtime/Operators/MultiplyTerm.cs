using System.Runtime.CompilerServices;
using Flows.Runtime.Grids;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Operators;

/// <summary>K ξ = m(u) ξ: the L2 metric.</summary>
public sealed class MultiplyTerm : OnsagerTerm
{
    private readonly Grid1D _grid;
    private readonly IMobility _mobility;
    private readonly double[] _current, _m, _dm, _mu, _diagonal;
    private bool _stale = true;

    /// <summary>Binds the term to a grid.</summary>
    public MultiplyTerm(Grid1D grid, IMobility mobility)
    {
        (_grid, _mobility) = (grid, mobility);
        _current = new double[grid.Count];
        _m = new double[grid.Count];
        _dm = new double[grid.Count];
        _mu = new double[grid.Count];
        _diagonal = new double[grid.Count];
    }

    /// <inheritdoc/>
    public override int Reach => 0;

    /// <inheritdoc/>
    public override bool HasRemainder => false;

    /// <inheritdoc/>
    public override bool IsConstant => _mobility.IsConstant;

    /// <inheritdoc/>
    public override bool IsOpen => false;

    /// <inheritdoc/>
    public override void SetTime(double t)
    {
        _mobility.SetTime(t);
        _stale = true;
    }

    /// <inheritdoc/>
    public override void UseUpwind(ReadOnlySpan<bool> faces, bool any)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double AddRate(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, ReadOnlySpan<double> mu, Span<double> rate)
    {
        if (_stale || !_mobility.IsConstant)
            _mobility.Evaluate(mean, _current);
        _stale = false;
        mu.CopyTo(_mu);
        var volumes = _grid.Volumes;
        var dissipation = 0.0;
        for (var i = 0; i < mu.Length; i++)
        {
            var speed = _current[i] * mu[i];
            rate[i] -= speed;
            dissipation += volumes[i] * speed * mu[i];
        }
        return dissipation;
    }

    /// <inheritdoc/>
    public override void Linearise(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, double weight)
    {
        _current.CopyTo(_m.AsSpan());
        if (_mobility.IsConstant)
            return;
        _mobility.Derivative(mean, _dm);
        for (var i = 0; i < _dm.Length; i++)
            _diagonal[i] = weight * _dm[i] * _mu[i];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SubtractJacobian(double sigma, BandedMatrix hessian, BandedMatrix jacobian)
    {
        int from = hessian.Width, to = jacobian.Width, shift = jacobian.HalfBandwidth - hessian.HalfBandwidth;
        var inverse = _grid.InverseVolumes;
        for (var i = 0; i < _m.Length; i++)
        {
            var scale = sigma * _m[i] * inverse[i];
            var source = hessian.Entries.AsSpan(i * from, from);
            var target = jacobian.Entries.AsSpan(i * to + shift, from);
            for (var k = 0; k < source.Length; k++)
                target[k] += scale * source[k];
            jacobian.Entries[i * to + jacobian.HalfBandwidth] += sigma * _diagonal[i];
        }
    }

    /// <inheritdoc/>
    public override void AddDerivativeAction(ReadOnlySpan<double> v, ReadOnlySpan<double> dmu, Span<double> rate)
    {
        for (var i = 0; i < rate.Length; i++)
            rate[i] -= _m[i] * dmu[i] + _diagonal[i] * v[i];
    }

    /// <inheritdoc/>
    public override double UpwindSpeed(ReadOnlySpan<double> u) => 0;
}

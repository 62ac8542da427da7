using Flows.Runtime.Energies;
using Flows.Runtime.Linear;
using Flows.Runtime.Operators;

namespace Flows.Runtime.Steppers;

/// <summary>The nonlinear equation of one implicit step, r(b) = b − base − σ rate(a, b) = 0, and its linearisation.</summary>
internal sealed class ImplicitEquation : ILinearMap
{
    private const double KrylovTolerance = 1e-9;

    private readonly IDiscreteEnergy _energy;
    private readonly OnsagerOperator _onsager;
    private readonly IAddedTerm? _added;
    private readonly int _n;
    private readonly BandedMatrix _hessian, _jacobian;
    private readonly BandedLu _lu;
    private readonly Gmres? _gmres;
    private readonly double[] _start, _base, _baseIncrement, _mean, _gradient, _mu, _rate, _scratch, _change, _addedSlope;
    private ImplicitScheme _scheme;
    private bool _hasBaseIncrement;

    public ImplicitEquation(IDiscreteEnergy energy, OnsagerOperator onsager, IAddedTerm? added)
    {
        (_energy, _onsager, _added, _n) = (energy, onsager, added, energy.Count);
        if (onsager.Grid.Count != _n)
            throw new ArgumentException("the energy and the operator have different numbers of cells", nameof(onsager));
        _hessian = new BandedMatrix(_n, energy.HalfBandwidth);
        _jacobian = new BandedMatrix(_n, energy.HalfBandwidth + onsager.Reach);
        _lu = new BandedLu(_n, _jacobian.HalfBandwidth);
        if (energy.HasRemainder || onsager.HasRemainder)
            _gmres = new Gmres(_n);
        _start = new double[_n];
        _base = new double[_n];
        _baseIncrement = new double[_n];
        _mean = new double[_n];
        _gradient = new double[_n];
        _mu = new double[_n];
        _rate = new double[_n];
        _scratch = new double[_n];
        _change = new double[_n];
        _addedSlope = new double[added is null ? 0 : _n];
        Residual = new double[_n];
        Correction = new double[_n];
    }

    /// <summary>[n] r(b) of the last evaluation.</summary>
    public double[] Residual { get; }

    /// <summary>[n] −J⁻¹ r of the last <see cref="Correct"/>.</summary>
    public double[] Correction { get; }

    /// <summary>⟨μ, Kμ⟩ of the last evaluation.</summary>
    public double Dissipation { get; private set; }

    /// <summary>σ: dt, but for bdf2 its share.</summary>
    public double Sigma { get; private set; }

    /// <summary>Sets the times of a step: a discrete gradient takes coefficients midway, the others at the end.</summary>
    public void SetStep(double t, double dt, ImplicitScheme scheme)
    {
        var isAveraged = scheme == ImplicitScheme.DiscreteGradient;
        if (isAveraged)
            _energy.SetStep(t, t + dt);
        else
            _energy.SetTime(t + dt);
        _onsager.SetTime(isAveraged ? t + 0.5 * dt : t + dt);
        _added?.SetTime(isAveraged ? t + 0.5 * dt : t + dt);
    }

    public void Begin(ReadOnlySpan<double> start, double dt, ImplicitScheme scheme, StepHistory history)
    {
        (_scheme, Sigma) = (scheme, dt);
        start.CopyTo(_start);
        start.CopyTo(_base);
        _hasBaseIncrement = scheme == ImplicitScheme.Bdf2;
        if (!_hasBaseIncrement)
            return;
        // b − a = ω²/(1 + 2ω) (a − a_prev) + (1 + ω)/(1 + 2ω) dt rate, ω the ratio of the steps.
        var ratio = dt / history.FirstDt;
        Sigma = dt * (1 + ratio) / (1 + 2 * ratio);
        Array.Clear(_baseIncrement);
        RowArithmetic.AddScaled(ratio * ratio / (1 + 2 * ratio), history.First, _baseIncrement);
        RowArithmetic.AddScaled(1, _baseIncrement, _base);
    }

    /// <summary>Computes μ, rate, dissipation and residual at b.</summary>
    /// <returns>max |r|; NaN if anything is not finite.</returns>
    public double Evaluate(ReadOnlySpan<double> b)
    {
        switch (_scheme)
        {
            case ImplicitScheme.DiscreteGradient:
                _energy.DiscreteGradient(_start, b, _gradient);
                RowArithmetic.Combine(0.5, _start, 0.5, b, _mean);
                break;
            case ImplicitScheme.BackwardEuler:
                _energy.SplitGradient(_start, b, _gradient);
                b.CopyTo(_mean);
                break;
            default:
                _energy.Gradient(b, _gradient);
                b.CopyTo(_mean);
                break;
        }
        RowArithmetic.Multiply(_gradient, _onsager.Grid.InverseVolumes, _mu);
        if (_added is null)
            Array.Clear(_rate);
        else
            _added.Evaluate(_mean, _rate);
        Dissipation = _onsager.AddRate(_mean, b, _mu, _rate);
        RowArithmetic.Residual(b, _base, Sigma, _rate, Residual);
        return RowArithmetic.LargestMagnitude(Residual);
    }

    /// <summary>Assembles and factors the Jacobian at b, where <see cref="Evaluate"/> was called last.</summary>
    /// <returns>Whether it could be factored.</returns>
    public bool Linearise(ReadOnlySpan<double> b)
    {
        _hessian.Clear();
        _jacobian.Clear();
        switch (_scheme)
        {
            case ImplicitScheme.DiscreteGradient: _energy.AddDiscreteGradientDerivative(_start, b, _hessian); break;
            case ImplicitScheme.BackwardEuler: _energy.AddSplitGradientDerivative(_start, b, _hessian); break;
            default: _energy.AddHessian(b, _hessian); break;
        }
        var weight = _scheme == ImplicitScheme.DiscreteGradient ? 0.5 : 1;
        _onsager.Linearise(_mean, b, weight);
        var entries = _jacobian.Entries;
        int width = _jacobian.Width, centre = _jacobian.HalfBandwidth;
        for (var i = centre; i < entries.Length; i += width)
            entries[i] = 1;
        if (_added is not null)
        {
            _added.Derivative(_mean, _addedSlope);
            for (var i = 0; i < _n; i++)
            {
                _addedSlope[i] *= weight;
                entries[i * width + centre] -= Sigma * _addedSlope[i];
            }
        }
        _onsager.SubtractJacobian(Sigma, _hessian, _jacobian);
        return _lu.TryFactor(_jacobian);
    }

    /// <summary>Correction = −J⁻¹ r with the factors at hand, which may be those of an earlier iterate.</summary>
    public void Correct()
    {
        RowArithmetic.Combine(-1, Residual, 0, Residual, Correction);
        if (_gmres is null)
            _lu.Solve(Correction);
        else
            _gmres.Solve(this, _lu, Correction, Correction, KrylovTolerance);
    }

    /// <summary>y = J x, nothing left out.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        AddRateChange(x, y);
        RowArithmetic.Combine(1, x, -Sigma, y, y);
    }

    /// <summary>The increment b + correction − a in flux form: base increment + σ (rate(b) + rate'(b) correction). Its sum over volumes
    /// vanishes to rounding where K conserves, and the rounding of rate(b), which the step multiplies, is undone by the correction.</summary>
    public void Increment(Span<double> increment)
    {
        _rate.CopyTo(increment);
        AddRateChange(Correction, increment);
        if (_hasBaseIncrement)
            RowArithmetic.Combine(Sigma, increment, 1, _baseIncrement, increment);
        else
            RowArithmetic.Combine(Sigma, increment, 0, increment, increment);
    }

    private void AddRateChange(ReadOnlySpan<double> v, Span<double> rate)
    {
        _scratch.AsSpan().Clear();
        if (_hessian.HalfBandwidth == 0)
            RowArithmetic.Multiply(_hessian.Entries, v, _scratch);
        else
            _hessian.MultiplyAdd(v, _scratch);
        if (_energy.HasRemainder)
            _energy.RemainderAction(v, _scratch);
        RowArithmetic.Multiply(_scratch, _onsager.Grid.InverseVolumes, _change);
        _onsager.AddDerivativeAction(v, _change, rate);
        if (_added is not null)
            for (var i = 0; i < _n; i++)
                rate[i] += _addedSlope[i] * v[i];
    }
}

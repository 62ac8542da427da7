using Flows.Runtime.Energies;
using Flows.Runtime.Linear;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Transport;

/// <summary>
/// Minimises J(x) = W₂²(x, base)/(2τ) + F_h(x) over increasing nodes x in [left, right] by Newton's method: the one core of all minimising
/// movements in mass coordinates. The banded part of the Hessian is factored as L D Lᵀ, shifted where it is not positive; what F_h
/// has outside the band enters by conjugate gradients. Bounds: cells with mass keep 0.9 of the way to collapse; the ends of the
/// support and the gaps between its components are held by an active set (<see cref="QuantileConstraints"/>). Allocates in its constructor only.
/// </summary>
/// <remarks>Matthes and Osberger, ESAIM: M2AN 48 (2014) 697–726, for the discretisation.</remarks>
public sealed class QuantileNewton
{
    // A relative change of a cell below which Newton's full step squares the error also in cells of negligible mass.
    private const double CellChange = 1e-3;
    private const double ArmijoFraction = 1e-4;
    private const double SmallestStep = 1e-12;

    private readonly IDiscreteEnergy _energy;
    private readonly QuantileConstraints _constraints;
    private readonly QuantileOptions _options;
    private readonly BandedMatrix _hessian;
    private readonly BandedLdl _factors;
    private readonly ConjugateGradients? _krylov;
    private readonly LinearMap _map;
    private readonly double[] _gradient;
    private readonly double[] _direction;
    private readonly double[] _trial;
    private double _shift;

    /// <summary>Binds an energy to masses and a domain.</summary>
    /// <param name="energy">F_h as a function of N + 1 node positions.</param>
    /// <param name="masses">[N]: mass of each cell; 0 marks a gap.</param>
    /// <param name="left">Left end of the domain.</param>
    /// <param name="right">Right end of the domain.</param>
    /// <param name="options">Ends and tolerances.</param>
    public QuantileNewton(
        IDiscreteEnergy energy, ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    {
        if (energy.Count != masses.Length + 1)
            throw new ArgumentException("The energy must have one more node than there are cells.", nameof(masses));
        _energy = energy;
        _options = options;
        Metric = new QuantileMetric(masses);
        _constraints = new QuantileConstraints(masses, left, right, options);
        var band = Math.Max(1, energy.HalfBandwidth);
        _hessian = new BandedMatrix(energy.Count, band);
        _factors = new BandedLdl(energy.Count, band);
        _krylov = energy.HasRemainder ? new ConjugateGradients(energy.Count) : null;
        _map = ApplyHessian;
        _gradient = new double[energy.Count];
        _direction = new double[energy.Count];
        _trial = new double[energy.Count];
    }

    /// <summary>The metric of the masses.</summary>
    public QuantileMetric Metric { get; }

    /// <summary>Whether nodes increase and lie in the domain: whether they may serve as a start.</summary>
    /// <param name="x">[N + 1]</param>
    public bool IsAdmissible(ReadOnlySpan<double> x) => _constraints.IsAdmissible(x);

    /// <summary>Moves ends that are beyond the domain to its ends, and closes gaps that overlap.</summary>
    /// <param name="x">[N + 1]</param>
    public void Clamp(Span<double> x) => _constraints.Clamp(x);

    /// <summary>A cell narrower than 1e-13 of the domain and a million times denser than the mean, or −1.</summary>
    /// <param name="x">[N + 1]</param>
    public int CollapsedCell(ReadOnlySpan<double> x) => _constraints.CollapsedCell(x);

    /// <summary>Minimises from a start.</summary>
    /// <param name="origin">[N + 1]: the base of the step; need not be increasing.</param>
    /// <param name="tau">τ.</param>
    /// <param name="x">[N + 1]: an admissible start, replaced by the minimiser (or by the last iterate on failure).</param>
    /// <returns>The values at the minimiser.</returns>
    public QuantileMinimum Minimise(ReadOnlySpan<double> origin, double tau, Span<double> x)
    {
        var distance = Metric.DistanceSquared(x, origin);
        var energy = _energy.Value(x, out var magnitude);
        for (var iteration = 1; iteration <= _options.MaxIterations; iteration++)
        {
            var objective = energy + distance / (2 * tau);
            if (!double.IsFinite(objective))
                return new(FailureCause.NotFinite, iteration, energy, magnitude, distance);
            if (!Linearise(origin, tau, x))
                return new(FailureCause.NotFinite, iteration, energy, magnitude, distance);

            var decrement = 0.0;
            for (var i = 0; i < x.Length; i++)
                decrement -= _gradient[i] * _direction[i];
            if (!double.IsFinite(decrement))
                return new(FailureCause.NotFinite, iteration, energy, magnitude, distance);

            var step = _constraints.LongestStep(x, _direction, out var change);
            if (step == 0)
                return new(FailureCause.NoConvergence, iteration, energy, magnitude, distance);
            var isLast = step == 1 && _shift == 0 && change <= CellChange
                && decrement <= _options.Tolerance * distance / tau + 1e-16 * magnitude;
            var exact = step == 1 && _energy.IsQuadratic && _shift == 0;
            // What F_h cannot resolve must not stop a step.
            var noise = 2e-15 * magnitude;
            while (true)
            {
                _constraints.Move(x, step, _direction, _trial);
                distance = Metric.DistanceSquared(_trial, origin);
                energy = _energy.Value(_trial, out magnitude);
                var next = energy + distance / (2 * tau);
                if (isLast && double.IsFinite(next))
                    break;
                if (next <= objective - ArmijoFraction * step * decrement + noise)
                    break;
                isLast = exact = false;
                step /= 2;
                if (step < SmallestStep)
                    return new(FailureCause.NoConvergence, iteration, energy, magnitude, distance);
            }

            _trial.AsSpan().CopyTo(x);
            if (isLast || exact)
                return new(FailureCause.None, iteration, energy, magnitude, distance);
        }

        return new(FailureCause.NoConvergence, _options.MaxIterations, energy, magnitude, distance);
    }

    // The gradient at x and the direction −H⁻¹g among the moves that the active constraints leave.
    private bool Linearise(ReadOnlySpan<double> origin, double tau, ReadOnlySpan<double> x)
    {
        _energy.Gradient(x, _gradient);
        Metric.AddGradient(x, origin, 1 / tau, _gradient);
        Metric.Fill(1 / tau, _hessian);
        _energy.AddHessian(x, _hessian);
        _constraints.Activate(x, _gradient, Metric);
        do
        {
            _constraints.Restrict(_hessian, _gradient);
            if (!FindDirection())
                return false;
        }
        while (_constraints.ActivateBlocked(x, _direction));
        return true;
    }

    private bool FindDirection()
    {
        _shift = 0;
        for (var attempt = 0; attempt < 30; attempt++)
        {
            if (_factors.Factor(_hessian, _shift, _constraints.Links))
            {
                for (var i = 0; i < _gradient.Length; i++)
                    _direction[i] = -_gradient[i];
                if (_krylov is null)
                {
                    _factors.Solve(_direction);
                    return true;
                }

                _direction.CopyTo(_trial, 0);
                if (_krylov.Solve(_map, _factors, _trial, _direction, 1e-11, 400))
                    return true;
            }

            _shift = Math.Max(1e-3, 10 * _shift);
        }

        return false;
    }

    private void ApplyHessian(ReadOnlySpan<double> v, Span<double> image)
    {
        image.Clear();
        _hessian.MultiplyAdd(v, image);
        _energy.RemainderAction(v, image);
        if (_shift > 0)
        {
            for (var i = 0; i < v.Length; i++)
                image[i] += _shift * Math.Abs(_hessian[i, i]) * v[i];
        }

        _constraints.Mask(v, image);
    }
}

using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Newton's method for one implicit step on a grid: linear equations solved directly on one axis, else by a Krylov method.</summary>
internal sealed class GridNewton
{
    private const int MostIterations = 25;
    private const int EnoughIterations = 8;
    private const double Stale = 100;
    private const int MostKrylov = 400;

    // A singular derivative at 0 is kept away from: a density loses at most this share in one iteration.
    private const double LargestLoss = 0.999;

    private readonly GridVectors _vectors;
    private readonly GridStepSystem _steps;
    private readonly IStepPreconditioner _preconditioner;
    private readonly SteepDensities _steep;
    private readonly IKrylov _krylov;
    private readonly int[] _direction, _trial;
    private readonly bool[] _densities;
    private readonly Action<int[], int[]> _apply, _precondition;
    private int[] _a = [], _b = [];
    private double _t, _step;

    /// <summary>Binds the solver.</summary>
    public GridNewton(GridStepSystem steps, IStepPreconditioner preconditioner, SteepDensities steep, GridVectors vectors, IKrylov krylov, int[] direction, int[] trial, bool[] densities)
    {
        (_steps, _preconditioner, _steep, _vectors, _krylov, _direction, _trial, _densities) = (steps, preconditioner, steep, vectors, krylov, direction, trial, densities);
        _apply = (v, result) =>
        {
            _steps.Apply(_a, _b, v, _t, _step, result);
            _preconditioner.Weigh(result);
        };
        _precondition = _preconditioner.Apply;
    }

    /// <summary>Iterations of the last solve.</summary>
    public int Iterations { get; private set; }

    /// <summary>Linear iterations of the last solve.</summary>
    public int LinearIterations { get; private set; }

    /// <summary>Finds b with b − c − dt·rate(a, b) = 0.</summary>
    /// <param name="a">The states that the step starts from.</param>
    /// <param name="b">In: a guess. Out: the solution.</param>
    /// <param name="c">What b is where nothing moves.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="step">dt, times what the scheme weighs rates with.</param>
    /// <param name="implicitShare">The weight of b in the potentials.</param>
    /// <param name="tolerance">On the rms of the residual.</param>
    /// <param name="residual">Receives the residual.</param>
    public NewtonStatus Solve(int[] a, int[] b, int[] c, double t, double step, double implicitShare, double tolerance, int[] residual)
    {
        (_a, _b, _t, _step) = (a, b, t, step);
        Iterations = 0;
        LinearIterations = 0;
        _steps.Residual(a, b, c, t, step, residual);
        var size = _vectors.Rms(residual);
        for (; ; Iterations++)
        {
            if (!double.IsFinite(size))
                return NewtonStatus.NotFinite;
            if (size <= tolerance)
                return NewtonStatus.Converged;
            // Tails that are next to nothing can take many iterations more: what is left of them is no matter for the rest.
            if (Iterations >= EnoughIterations && size <= Stale * tolerance)
                return NewtonStatus.Converged;
            if (Iterations == MostIterations)
                return NewtonStatus.Stalled;
            var at = new StepPoint(a, b, t, step, implicitShare);
            if (!_preconditioner.At(at))
                return NewtonStatus.Stalled;
            _steep.At(_steps, at);
            _preconditioner.Weigh(residual);
            // As accurate as this iteration can use; what is left of a cell beside vacuum is large against it.
            var wanted = Math.Clamp(0.3 * tolerance / size, 1e-9, _steep.Any ? 1e-4 : 1e-2);
            var reached = _krylov.Solve(_apply, _precondition, residual, _direction, wanted, MostKrylov);
            LinearIterations += _krylov.Iterations;
            if (!(reached < 0.5))
                return NewtonStatus.Stalled;
            var share = 1.0;
            var before = size;
            for (var halvings = 0; ; halvings++)
            {
                _vectors.Combine(1, b, -share, _direction, _trial);
                // Cell by cell: a tail that is next to nothing must not hold the rest back.
                for (var i = 0; i < b.Length; i++)
                    if (_steep[i])
                        _steep.Move(i, b[i], _direction[i], share, _trial[i]);
                    else if (_densities[i])
                        _vectors.RaiseTo(_trial[i], b[i], 1 - LargestLoss, 0);
                _steps.Residual(a, _trial, c, t, step, residual);
                size = _vectors.Rms(residual);
                if (size < before * (1 - 0.1 * share) || size <= tolerance)
                    break;
                if (halvings == 8)
                    return size <= Stale * tolerance ? NewtonStatus.Converged : double.IsFinite(size) ? NewtonStatus.Stalled : NewtonStatus.NotFinite;
                share /= 2;
            }
            for (var i = 0; i < b.Length; i++)
                (b[i], _trial[i]) = (_trial[i], b[i]);
        }
    }
}

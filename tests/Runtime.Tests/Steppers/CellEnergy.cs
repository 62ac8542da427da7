using Flows.Runtime.Energies;
using Flows.Runtime.Grids;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>Σ |K| (U(u) + V u) + κ/2 Σ_faces w (u_R − u_L)² + c/2 (Σ |K| x u)²: written out by hand, for the tests of the steppers.</summary>
internal sealed class CellEnergy(Grid1D grid, LocalDensity density, Func<double, double>? potential = null, double stiffness = 0, double coupling = 0)
    : IDiscreteEnergy
{
    private readonly double[] _potential = [.. grid.Centres.ToArray().Select(x => potential?.Invoke(x) ?? 0)];
    private double _remainderShare;

    public int Count => grid.Count;

    public int HalfBandwidth => stiffness == 0 ? 0 : 1;

    public bool HasRemainder => coupling != 0 || stiffness != 0 && grid.IsPeriodic;

    public bool IsQuadratic => density is Square;

    /// <summary>Ticks spent in here.</summary>
    public long Ticks { get; set; }

    public void SetTime(double t)
    {
    }

    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        double sum = 0, lost = 0, size = 0;
        for (var i = 0; i < Count; i++)
        {
            var term = grid.Volumes[i] * (density.Value(u[i]) + _potential[i] * u[i]);
            if (stiffness != 0 && (i > 0 || grid.IsPeriodic))
            {
                var jump = u[i] - u[i == 0 ? Count - 1 : i - 1];
                term += stiffness / 2 * grid.FaceWeights[i] * jump * jump;
            }
            size += Math.Abs(term);
            var y = term - lost;
            var next = sum + y;
            lost = next - sum - y;
            sum = next;
        }
        var moment = Moment(u);
        magnitude = size + Math.Abs(coupling / 2 * moment * moment);
        Ticks += System.Diagnostics.Stopwatch.GetTimestamp() - began;
        return sum + coupling / 2 * moment * moment;
    }

    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        for (var i = 0; i < Count; i++)
            gradient[i] = grid.Volumes[i] * (density.Slope(u[i]) + _potential[i]);
        AddQuadraticGradient(u, u, gradient);
    }

    public void AddHessian(ReadOnlySpan<double> u, BandedMatrix hessian)
    {
        for (var i = 0; i < Count; i++)
            hessian[i, i] += grid.Volumes[i] * density.Curvature(u[i]);
        AddQuadraticHessian(1, hessian);
    }

    public void DiscreteGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
            gradient[i] = grid.Volumes[i] * (density.Average(a[i], b[i]) + _potential[i]);
        AddQuadraticGradient(a, b, gradient);
        Ticks += System.Diagnostics.Stopwatch.GetTimestamp() - began;
    }

    public void AddDiscreteGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
            derivative[i, i] += grid.Volumes[i] * density.AverageByEnd(a[i], b[i]);
        AddQuadraticHessian(0.5, derivative);
        Ticks += System.Diagnostics.Stopwatch.GetTimestamp() - began;
    }

    public void SplitGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient)
    {
        for (var i = 0; i < Count; i++)
            gradient[i] = grid.Volumes[i] * (density.Slope(b[i]) - density.ConcaveSlope(b[i]) + density.ConcaveSlope(a[i]) + _potential[i]);
        AddQuadraticGradient(b, b, gradient);
    }

    public void AddSplitGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative)
    {
        for (var i = 0; i < Count; i++)
            derivative[i, i] += grid.Volumes[i] * (density.Curvature(b[i]) - density.ConcaveCurvature(b[i]));
        AddQuadraticHessian(1, derivative);
    }

    public void RemainderAction(ReadOnlySpan<double> v, Span<double> y)
    {
        if (coupling != 0)
        {
            var moment = Moment(v);
            for (var i = 0; i < Count; i++)
                y[i] += _remainderShare * coupling * moment * grid.Volumes[i] * grid.Centres[i];
        }
        if (stiffness != 0 && grid.IsPeriodic)
        {
            var weight = _remainderShare * stiffness * grid.FaceWeights[0];
            y[0] -= weight * v[Count - 1];
            y[Count - 1] -= weight * v[0];
        }
    }

    private double Moment(ReadOnlySpan<double> u)
    {
        var sum = 0.0;
        if (coupling != 0)
            for (var i = 0; i < Count; i++)
                sum += grid.Volumes[i] * grid.Centres[i] * u[i];
        return sum;
    }

    private void AddQuadraticGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient)
    {
        if (coupling != 0)
        {
            var moment = coupling * (Moment(a) + Moment(b)) / 2;
            for (var i = 0; i < Count; i++)
                gradient[i] += moment * grid.Volumes[i] * grid.Centres[i];
        }
        if (stiffness == 0)
            return;
        for (var f = grid.IsPeriodic ? 0 : 1; f < Count; f++)
        {
            var left = f == 0 ? Count - 1 : f - 1;
            var pull = stiffness * grid.FaceWeights[f] * (a[f] + b[f] - a[left] - b[left]) / 2;
            gradient[f] += pull;
            gradient[left] -= pull;
        }
    }

    private void AddQuadraticHessian(double share, BandedMatrix hessian)
    {
        _remainderShare = share;
        if (stiffness == 0)
            return;
        for (var f = grid.IsPeriodic ? 0 : 1; f < Count; f++)
        {
            var left = f == 0 ? Count - 1 : f - 1;
            var weight = share * stiffness * grid.FaceWeights[f];
            hessian[f, f] += weight;
            hessian[left, left] += weight;
            if (f == 0)
                continue;
            hessian[f, left] -= weight;
            hessian[left, f] -= weight;
        }
    }
}

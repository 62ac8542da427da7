using Flows.Runtime.Verifying;

namespace Flows.Runtime.Tests.Verifying;

/// <summary>Σ (u_{i+1} − u_i)²/2 + (1 − u_i²)²/4 with derivatives by hand, which a test may spoil.</summary>
internal sealed class ChainProbe(int count) : IEnergyProbe
{
    /// <summary>Called with a gradient before it is handed out.</summary>
    public Action<double[]> SpoilGradient { get; init; } = _ => { };

    /// <summary>Called with the action of a Hessian before it is handed out.</summary>
    public Action<double[]> SpoilHessian { get; init; } = _ => { };

    public int Count => count;

    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        magnitude = 0;
        for (var i = 0; i < count; i++)
        {
            magnitude += (1 - u[i] * u[i]) * (1 - u[i] * u[i]) / 4;
            if (i + 1 < count)
                magnitude += (u[i + 1] - u[i]) * (u[i + 1] - u[i]) / 2;
        }
        return magnitude;
    }

    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        var g = new double[count];
        for (var i = 0; i < count; i++)
            g[i] = u[i] * (u[i] * u[i] - 1) + (i > 0 ? u[i] - u[i - 1] : 0) + (i + 1 < count ? u[i] - u[i + 1] : 0);
        SpoilGradient(g);
        g.CopyTo(gradient);
    }

    public void Hessian(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result)
    {
        var h = new double[count];
        for (var i = 0; i < count; i++)
            h[i] = (3 * u[i] * u[i] - 1) * v[i] + (i > 0 ? v[i] - v[i - 1] : 0) + (i + 1 < count ? v[i] - v[i + 1] : 0);
        SpoilHessian(h);
        h.CopyTo(result);
    }
}

/// <summary>A matrix as an operator.</summary>
internal sealed class MatrixProbe(double[,] matrix) : IOperatorProbe
{
    public int Count => matrix.GetLength(0);

    public void Apply(ReadOnlySpan<double> a, Span<double> result)
    {
        for (var i = 0; i < Count; i++)
        {
            result[i] = 0;
            for (var j = 0; j < Count; j++)
                result[i] += matrix[i, j] * a[j];
        }
    }
}

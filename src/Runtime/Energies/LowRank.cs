namespace Flows.Runtime.Energies;

/// <summary>The part Σ_q Σ_kl c_kl v_k v_lᵀ of the Hessian of a function of functionals.</summary>
internal sealed class LowRank
{
    private readonly double[][] _vectors;
    private readonly double[] _curvature;
    private readonly int _integrals;
    private readonly int _points;

    /// <summary>Room for a number of points and integrals.</summary>
    public LowRank(int count, int integrals, int points)
    {
        (_integrals, _points) = (integrals, points);
        _vectors = [.. Enumerable.Range(0, points * integrals).Select(_ => new double[count])];
        _curvature = new double[points * integrals * integrals];
        Unused = new double[count];
    }

    /// <summary>Where a gradient goes that nobody wants.</summary>
    public double[] Unused { get; }

    /// <summary>∇I_k at the q-th point.</summary>
    public Span<double> Vector(int q, int k) => _vectors[q * _integrals + k];

    /// <summary>Forgets all curvature.</summary>
    public void Clear() => Array.Clear(_curvature);

    /// <summary>Sets c at the q-th point: weight times the outer function's second derivatives.</summary>
    public void SetCurvature(int q, double weight, OuterFunction outer)
    {
        for (var k = 0; k < _integrals; k++)
            for (var l = 0; l < _integrals; l++)
                _curvature[(q * _integrals + k) * _integrals + l] = weight * outer.Curvature(k, l);
    }

    /// <summary>y += Σ c_kl v_k (v_l·x).</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (var q = 0; q < _points; q++)
        {
            for (var l = 0; l < _integrals; l++)
            {
                var inner = double.NaN;
                for (var k = 0; k < _integrals; k++)
                {
                    var c = _curvature[(q * _integrals + k) * _integrals + l];
                    if (c == 0)
                        continue;
                    if (double.IsNaN(inner))
                        inner = Dot(_vectors[q * _integrals + l], x);
                    var v = _vectors[q * _integrals + k];
                    for (var i = 0; i < y.Length; i++)
                        y[i] += c * inner * v[i];
                }
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}

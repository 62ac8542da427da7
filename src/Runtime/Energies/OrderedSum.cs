using Flows.Compiler.Discretising;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>
/// A double integral over moving cells whose kernel is a polynomial between ordered points (<see cref="OrderedPairs"/>), exactly, in O(N): with the moments M_p of the cells,
/// Σ c Σ_i M_p(i) Σ_{j &lt; i} M_q(j), and a polynomial of its ends for each cell with itself. The Hessian's dense part acts by sums from both sides.
/// </summary>
internal sealed class OrderedSum : MovingTerm
{
    private const int Powers = OrderedPairs.HighestPower + 1;

    private readonly OrderedPairs _pairs;
    private readonly double[] _masses;
    private readonly double[] _coefficients;
    // Of a cell with itself: the coefficient of l^a D^b, l its left end and D its width.
    private readonly double[,] _own = new double[Powers, Powers];
    // By power: moments, their sums over the cells to the left and to the right, and their derivatives by the left and the right node.
    private readonly double[][] _moment, _before, _behind, _byLeft, _byRight;
    private double _weight;

    /// <summary>Prepares a term.</summary>
    public OrderedSum(OrderedPairs pairs, ReadOnlySpan<double> masses)
    {
        (_pairs, _masses) = (pairs, masses.ToArray());
        _coefficients = new double[pairs.Products.Count];
        (_moment, _before, _behind, _byLeft, _byRight) = (Rows(), Rows(), Rows(), Rows(), Rows());
        SetTime(0);
    }

    /// <inheritdoc/>
    public override int Integral => _pairs.Integral;

    /// <inheritdoc/>
    public override bool HasRemainder => _pairs.Products.Any(p => p is { Right: > 0, Left: > 0 });

    /// <inheritdoc/>
    public override void SetTime(double t)
    {
        Array.Clear(_own);
        for (var k = 0; k < _coefficients.Length; k++)
        {
            var (p, q, coefficient) = _pairs.Products[k];
            _coefficients[k] = Evaluation.Evaluate(coefficient, leaf => leaf is Time ? t : null);
            // ∫₀¹ds ∫₀^s dr (l + Ds)^p (l + Dr)^q
            for (var a = 0; a <= p; a++)
                for (var b = 0; b <= q; b++)
                    _own[p + q - a - b, a + b] += _coefficients[k] * Binomial(p, a) * Binomial(q, b) / ((b + 1) * (a + b + 2));
        }
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> nodes, out double magnitude)
    {
        Place(nodes);
        var (sum, carry) = (0.0, 0.0);
        magnitude = 0;
        for (var i = 0; i < _masses.Length; i++)
        {
            var term = _masses[i] * _masses[i] * Own(nodes[i], nodes[i + 1] - nodes[i], 0, 0);
            for (var k = 0; k < _coefficients.Length; k++)
                term += _coefficients[k] * _moment[_pairs.Products[k].Right][i] * _before[_pairs.Products[k].Left][i];
            magnitude += Math.Abs(term);
            var next = sum + term;
            carry += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return sum + carry;
    }

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<double> nodes, double weight, Span<double> gradient)
    {
        Place(nodes);
        for (var i = 0; i < _masses.Length; i++)
        {
            var (l, d, m) = (nodes[i], nodes[i + 1] - nodes[i], _masses[i] * _masses[i]);
            var (byPlace, byWidth) = (m * Own(l, d, 1, 0), m * Own(l, d, 0, 1));
            var (left, right) = (byPlace - byWidth, byWidth);
            for (var k = 0; k < _coefficients.Length; k++)
            {
                var (p, q, c) = (_pairs.Products[k].Right, _pairs.Products[k].Left, _coefficients[k]);
                left += c * (_byLeft[p][i] * _before[q][i] + _byLeft[q][i] * _behind[p][i]);
                right += c * (_byRight[p][i] * _before[q][i] + _byRight[q][i] * _behind[p][i]);
            }
            gradient[i] += weight * left;
            gradient[i + 1] += weight * right;
        }
    }

    /// <inheritdoc/>
    public override void AddHessian(ReadOnlySpan<double> nodes, double weight, Span<double> diagonal, Span<double> first)
    {
        Place(nodes);
        _weight += weight;
        for (var i = 0; i < _masses.Length; i++)
        {
            var (l, r, m) = (nodes[i], nodes[i + 1], _masses[i] * _masses[i]);
            var (xx, xw, ww) = (m * Own(l, r - l, 2, 0), m * Own(l, r - l, 1, 1), m * Own(l, r - l, 0, 2));
            var (ll, lr, rr) = (xx - 2 * xw + ww, xw - ww, ww);
            for (var k = 0; k < _coefficients.Length; k++)
            {
                var (p, q, c) = (_pairs.Products[k].Right, _pairs.Products[k].Left, _coefficients[k]);
                var (atRight, atLeft) = (c * _masses[i] * _before[q][i], c * _masses[i] * _behind[p][i]);
                ll += atRight * Mean(p, l, r, 2, 0) + atLeft * Mean(q, l, r, 2, 0);
                lr += atRight * Mean(p, l, r, 1, 1) + atLeft * Mean(q, l, r, 1, 1);
                rr += atRight * Mean(p, l, r, 0, 2) + atLeft * Mean(q, l, r, 0, 2);
            }
            diagonal[i] += weight * ll;
            diagonal[i + 1] += weight * rr;
            first[i] += weight * lr;
        }
    }

    /// <inheritdoc/>
    public override void ClearHessian() => _weight = 0;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<double> v, Span<double> y)
    {
        for (var k = 0; k < _coefficients.Length; k++)
        {
            var (p, q, c) = (_pairs.Products[k].Right, _pairs.Products[k].Left, _weight * _coefficients[k]);
            if (p == 0 || q == 0)
                continue;
            var sum = 0.0;
            for (var i = 0; i < _masses.Length; i++)
            {
                y[i] += c * _byLeft[p][i] * sum;
                y[i + 1] += c * _byRight[p][i] * sum;
                sum += _byLeft[q][i] * v[i] + _byRight[q][i] * v[i + 1];
            }
            sum = 0;
            for (var i = _masses.Length - 1; i >= 0; i--)
            {
                y[i] += c * _byLeft[q][i] * sum;
                y[i + 1] += c * _byRight[q][i] * sum;
                sum += _byLeft[p][i] * v[i] + _byRight[p][i] * v[i + 1];
            }
        }
    }

    private double[][] Rows() => [.. Enumerable.Range(0, Powers).Select(p => _pairs.Products.Any(k => k.Right == p || k.Left == p) ? new double[_masses.Length] : [])];

    private void Place(ReadOnlySpan<double> nodes)
    {
        var n = _masses.Length;
        for (var p = 0; p < Powers; p++)
        {
            if (_moment[p].Length == 0)
                continue;
            for (var i = 0; i < n; i++)
            {
                _moment[p][i] = _masses[i] * Mean(p, nodes[i], nodes[i + 1], 0, 0);
                _byLeft[p][i] = _masses[i] * Mean(p, nodes[i], nodes[i + 1], 1, 0);
                _byRight[p][i] = _masses[i] * Mean(p, nodes[i], nodes[i + 1], 0, 1);
            }
            for (var i = 1; i < n; i++)
                _before[p][i] = _before[p][i - 1] + _moment[p][i - 1];
            for (var i = n - 2; i >= 0; i--)
                _behind[p][i] = _behind[p][i + 1] + _moment[p][i + 1];
        }
    }

    // The mean of x^p over [l, r], Σ l^k r^(p − k)/(p + 1), or a derivative of it by l and r.
    private static double Mean(int p, double l, double r, int byLeft, int byRight)
    {
        var sum = 0.0;
        for (var k = byLeft; k <= p - byRight; k++)
            sum += Falling(k, byLeft) * Falling(p - k, byRight) * Power(l, k - byLeft) * Power(r, p - k - byRight);
        return sum / (p + 1);
    }

    // Σ own l^a D^b, or a derivative of it by l and D.
    private double Own(double l, double d, int byPlace, int byWidth)
    {
        var sum = 0.0;
        for (var a = byPlace; a < Powers; a++)
            for (var b = byWidth; a + b < Powers; b++)
                if (_own[a, b] != 0)
                    sum += _own[a, b] * Falling(a, byPlace) * Falling(b, byWidth) * Power(l, a - byPlace) * Power(d, b - byWidth);
        return sum;
    }

    private static double Power(double x, int n)
    {
        var product = 1.0;
        for (; n > 0; n--)
            product *= x;
        return product;
    }

    // n (n − 1) … of k factors.
    private static double Falling(int n, int k)
    {
        var product = 1.0;
        for (var i = 0; i < k; i++)
            product *= n - i;
        return product;
    }

    private static double Binomial(int n, int k) => Falling(n, k) / Falling(k, k);
}

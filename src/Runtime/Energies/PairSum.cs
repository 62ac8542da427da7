using System.Numerics;
using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>
/// Σ_a Σ_b s(a, b) over pairs of sites: cells of a grid, or the Gauss points of every cell in mass coordinates. The Hessian is
/// kept as a dense matrix over the unknowns; on a grid a bilinear term is that matrix alone.
/// </summary>
internal sealed class PairSum
{
    // Of many cells two points each are as good: what they miss goes like the fourth power of a cell's width, and pairs are 9/4 times fewer.
    private const int ManyCells = 128;
    private static readonly double[] TwoPositions = [0.5 - 0.288675134594812882254574390251, 0.5 + 0.288675134594812882254574390251];
    private static readonly double[] TwoWeights = [0.5, 0.5];

    private readonly double[] _positions, _weights;
    private readonly PairElement _pair;
    private readonly bool _lagrangian;
    private readonly ElementArena _arena;
    private readonly double[] _scalars = new double[ElementGroup.Scalars];
    private readonly double[] _sums = new double[16];
    private readonly long[] _rows;
    private readonly int _sites;
    private readonly int _perCell;
    private readonly int _unknowns;
    private readonly int _count;
    private readonly double[] _dense;
    // Of a cell's left node by position and by width of each site, then of its right node.
    private readonly double[] _bySite;
    private readonly Lazy<RowKernel> _value;
    private readonly Lazy<RowKernel> _gradient;
    private readonly Lazy<RowKernel> _hessian;
    private readonly bool _isMatrix;

    /// <summary>Prepares a pair term.</summary>
    /// <param name="pair">The element.</param>
    /// <param name="lagrangian">Whether the unknowns are nodes in mass coordinates.</param>
    /// <param name="companions">[N] cell masses or cell centres.</param>
    /// <param name="spacing">h on grids.</param>
    public PairSum(PairElement pair, bool lagrangian, ReadOnlySpan<double> companions, double spacing)
    {
        (_pair, _lagrangian) = (pair, lagrangian);
        var cells = companions.Length;
        (_positions, _weights) = cells > ManyCells ? (TwoPositions, TwoWeights) : (Lagrangian.GaussPositions, Lagrangian.GaussWeights);
        _perCell = lagrangian ? _positions.Length : 1;
        _sites = cells * _perCell;
        _count = lagrangian ? cells + 1 : cells;
        _unknowns = pair.GradientOfA.Count;
        _scalars[Slots.Spacing] = spacing;
        var outputs = _unknowns * _unknowns;
        _arena = new ElementArena(Slots.SiteValues + outputs, _sites);
        _rows = [.. Enumerable.Range(0, Slots.SiteValues + outputs).Select(r => _arena.Offset(r))];
        for (var c = 0; c < cells; c++)
        {
            for (var q = 0; q < _perCell; q++)
            {
                var site = c * _perCell + q;
                _arena.Row(0, _sites)[site] = companions[c];
                _arena.Row(2, _sites)[site] = companions[c];
                _arena.Row(3, _sites)[site] = lagrangian ? _weights[q] : 1;
            }
        }
        var abs = Flows.Compiler.Functions.FunctionCatalog.Find("abs")!;
        _value = new(() => KernelCompiler.Compile(new KernelSource("pair value", [], [new KernelSum(0, pair.Energy), new KernelSum(1, Build.Apply(abs, pair.Energy))])));
        _gradient = new(() => KernelCompiler.Compile(new KernelSource("pair gradient", [], [.. pair.GradientOfA.Select((g, i) => new KernelSum(i, g))])));
        _hessian = new(() => KernelCompiler.Compile(new KernelSource("pair hessian",
            [.. pair.HessianAB.Select((h, i) => new KernelOutput(Slots.SiteValues + i, 0, h))], [.. pair.HessianAA.Select((h, i) => new KernelSum(i, h))])));
        _dense = new double[(long)_count * _count];
        _bySite = lagrangian ? new double[4 * _sites] : [];
        Points = GaussRule.PointsFor(lagrangian ? -1 : pair.Degree);
        _isMatrix = !lagrangian && pair.Degree is >= 0 and <= 2 && !pair.HessianAB.Concat(pair.HessianAA).Any(h => Substitution.All(h).Any(l => l is Scalar { Index: Slots.Time }))
            && pair.HessianAA.All(h => h is Number { Value.IsZero: true }) && IsHomogeneous(pair);
        if (_isMatrix)
            Assemble(new double[_count], 1, [], []);
    }

    /// <summary>Which integral it belongs to.</summary>
    public int Integral => _pair.Integral;

    /// <summary>Gauss points for averages between two states.</summary>
    public int Points { get; }

    /// <summary>Sets the time of coefficients.</summary>
    public void SetTime(double t) => _scalars[Slots.Time] = t;

    /// <summary>The sum at a state.</summary>
    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        magnitude = 0;
        var total = 0.0;
        if (_isMatrix)
        {
            for (var i = 0; i < _count; i++)
            {
                var term = 0.5 * u[i] * Row(i, u);
                total += term;
                magnitude += Math.Abs(term);
            }
            return total;
        }
        Place(u);
        for (var a = 0; a < _sites; a++)
        {
            Hold(a);
            _value.Value(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _sites);
            total += _sums[0] + _sums[1];
            magnitude += _sums[2] + _sums[3];
        }
        return total;
    }

    /// <summary>gradient += weight · ∇.</summary>
    public void AddGradient(ReadOnlySpan<double> u, double weight, Span<double> gradient)
    {
        if (_isMatrix)
        {
            for (var i = 0; i < _count; i++)
                gradient[i] += weight * Row(i, u);
            return;
        }
        Place(u);
        for (var a = 0; a < _sites; a++)
        {
            Hold(a);
            _gradient.Value(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _sites);
            // s is symmetric, so both places of a in the double sum give the same.
            for (var i = 0; i < _unknowns; i++)
                Scatter(a, i, 2 * weight * (_sums[2 * i] + _sums[2 * i + 1]), gradient);
        }
    }

    /// <summary>Forgets the Hessian, unless it never changes.</summary>
    public void ClearHessian()
    {
        if (!_isMatrix)
            Array.Clear(_dense);
        else
            Scale = 0;
    }

    /// <summary>Adds weight · Hessian: what a site has with itself to the band, the rest to the dense part.</summary>
    public void AddHessian(ReadOnlySpan<double> u, double weight, Span<double> diagonal, Span<double> first)
    {
        if (_isMatrix)
            Scale += weight;
        else
            Assemble(u, weight, diagonal, first);
    }

    /// <summary>y += dense part · v.</summary>
    public void Apply(ReadOnlySpan<double> v, Span<double> y)
    {
        for (var i = 0; i < _count; i++)
            y[i] += (_isMatrix ? Scale : 1) * Row(i, v);
    }

    private double Scale { get; set; }

    // A bilinear form and nothing of lower order: then ½uᵀRu is all of it.
    private static bool IsHomogeneous(PairElement pair) =>
        Substitution.Replace(pair.Energy, l => l is Load { Array: 1 } ? 0 : null) is Number { Value.IsZero: true };

    private double Row(int i, ReadOnlySpan<double> v) => Linear.RowArithmetic.Dot(_dense.AsSpan(i * _count, _count), v);

    private void Assemble(ReadOnlySpan<double> u, double weight, Span<double> diagonal, Span<double> first)
    {
        Place(u);
        if (_lagrangian)
        {
            for (var cell = 0; cell < _count - 1; cell++)
                AssembleCell(cell, weight, diagonal, first);
            return;
        }
        for (var a = 0; a < _sites; a++)
        {
            Hold(a);
            _hessian.Value(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _sites);
            Own(a, 0, 0, 2 * weight * (_sums[0] + _sums[1]), diagonal, first);
            AddScaled(2 * weight, _arena.Row(Slots.SiteValues, _sites), _dense.AsSpan(a * _count, _count));
        }
    }

    // The rows of both nodes of a cell: first over sites, then from sites to nodes.
    private void AssembleCell(int cell, double weight, Span<double> diagonal, Span<double> first)
    {
        Array.Clear(_bySite);
        for (var a = _perCell * cell; a < _perCell * (cell + 1); a++)
        {
            Hold(a);
            _hessian.Value(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _sites);
            for (var i = 0; i < 2; i++)
            {
                var (_, c0, c1) = Weights(a, i);
                for (var j = 0; j < 2; j++)
                {
                    var row = _arena.Row(Slots.SiteValues + 2 * i + j, _sites);
                    AddScaled(2 * weight * c0, row, _bySite.AsSpan(j * _sites, _sites));
                    AddScaled(2 * weight * c1, row, _bySite.AsSpan((2 + j) * _sites, _sites));
                    Own(a, i, j, 2 * weight * (_sums[2 * (2 * i + j)] + _sums[2 * (2 * i + j) + 1]), diagonal, first);
                }
            }
        }
        for (var end = 0; end < 2; end++)
        {
            var position = _bySite.AsSpan(2 * end * _sites, _sites);
            var width = _bySite.AsSpan((2 * end + 1) * _sites, _sites);
            var target = _dense.AsSpan((cell + end) * _count, _count);
            for (var (n, b) = (0, 0); n < _count - 1; n++)
            {
                var (left, right) = (0.0, 0.0);
                foreach (var s in _positions)
                {
                    left += (1 - s) * position[b] - width[b];
                    right += s * position[b] + width[b++];
                }
                target[n] += left;
                target[n + 1] += right;
            }
        }
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> row, Span<double> target)
    {
        var i = 0;
        for (; i <= row.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(target[i..]) + factor * new Vector<double>(row[i..])).CopyTo(target[i..]);
        for (; i < row.Length; i++)
            target[i] += factor * row[i];
    }

    // ∂²s/∂a_i∂a_j goes to the two nodes of a's own cell.
    private void Own(int a, int i, int j, double value, Span<double> diagonal, Span<double> first)
    {
        if (value == 0)
            return;
        var (node, i0, i1) = Weights(a, i);
        var (_, j0, j1) = Weights(a, j);
        diagonal[node] += value * i0 * j0;
        if (i1 == 0)
            return;
        diagonal[node + 1] += value * i1 * j1;
        first[node] += value * 0.5 * (i0 * j1 + i1 * j0);
    }

    private void Place(ReadOnlySpan<double> u)
    {
        if (!_lagrangian)
        {
            u.CopyTo(_arena.Row(1, _sites));
            return;
        }
        var position = _arena.Row(0, _sites);
        var width = _arena.Row(1, _sites);
        for (var site = 0; site < _sites; site++)
        {
            var cell = site / _perCell;
            width[site] = u[cell + 1] - u[cell];
            position[site] = u[cell] + _positions[site % _perCell] * width[site];
        }
    }

    private void Hold(int a)
    {
        Array.Clear(_sums);
        for (var value = 0; value < Slots.SiteValues; value++)
            _scalars[Slots.FirstHeld + value] = _arena.Row(value, _sites)[a];
    }

    private void Scatter(int site, int unknown, double value, Span<double> target)
    {
        var (node, c0, c1) = Weights(site, unknown);
        target[node] += c0 * value;
        if (c1 != 0)
            target[node + 1] += c1 * value;
    }

    // How an unknown of a site depends on the unknowns of the row: position (1 − s, s), width (−1, 1), cell value 1.
    private (int Node, double C0, double C1) Weights(int site, int unknown)
    {
        if (!_lagrangian)
            return (site, 1, 0);
        var s = _positions[site % _perCell];
        return unknown == 0 ? (site / _perCell, 1 - s, s) : (site / _perCell, -1, 1);
    }
}

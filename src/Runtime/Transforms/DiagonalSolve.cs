namespace Flows.Runtime.Transforms;

/// <summary>Applies a function of −Δ on a box: (1 − αΔ)⁻¹, exp(τΔ), a preconditioner 1/(1 + τ m λ(s + κλ)).</summary>
/// <remarks>One transform forward, one product, one transform back. Nothing is allocated in <see cref="Apply"/>.</remarks>
public sealed unsafe class DiagonalSolve : IParts
{
    private readonly GridTransform _transform;
    private readonly double[][] _eigenvalues;
    private readonly AlignedArray _symbol;
    private Func<double, double>? _factor;

    /// <summary>Computes the symbol.</summary>
    /// <param name="transform">Forward and back; shared, and kept by the caller.</param>
    /// <param name="spacing">Width of a cell along each axis; length.</param>
    /// <param name="laplacian">Which Laplacian.</param>
    /// <param name="symbol">The factor of a mode whose eigenvalue of −Δ is λ ≥ 0.</param>
    /// <exception cref="ArgumentException">There is not one spacing for each axis.</exception>
    public DiagonalSolve(GridTransform transform, ReadOnlySpan<double> spacing, Laplacian laplacian, Func<double, double> symbol)
    {
        if (spacing.Length != transform.Cells.Count)
            throw new ArgumentException("one spacing for each axis is expected", nameof(spacing));
        _transform = transform;
        _eigenvalues = new double[spacing.Length][];
        for (var i = 0; i < spacing.Length; i++)
            _eigenvalues[i] = LaplaceSpectrum.Of(laplacian, transform.Sides[i], transform.Cells[i], spacing[i]);
        _symbol = new AlignedArray(transform.SymbolCount);
        Change(symbol);
    }

    /// <summary>Replaces the symbol, for instance for another time step.</summary>
    /// <param name="symbol">The factor of a mode whose eigenvalue of −Δ is λ ≥ 0; several threads call it.</param>
    public void Change(Func<double, double> symbol)
    {
        _factor = symbol;
        _transform.Workers.Run(this, _transform.SymbolBlocks, alone: _transform.Count < Workers.FewestShared);
    }

    void IParts.Do(int part, int worker)
    {
        var (last, symbol) = (_eigenvalues[^1], _factor!);
        var (first, count) = _transform.SymbolRows(part);
        for (var line = first; line < first + count; line++)
        {
            var others = Others(line);
            var place = _symbol.Start + _transform.SymbolPlace(line, 0);
            var step = _transform.SymbolPlace(line, 1) - _transform.SymbolPlace(line, 0);
            for (var k = 0; k < last.Length; k++)
                place[k * step] = symbol(others + last[k]);
        }
    }

    /// <summary>The inverse transform of symbol times transform.</summary>
    /// <param name="values">[cells]</param>
    /// <param name="result">[cells]; may be <paramref name="values"/>, but may not overlap it otherwise.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Apply(ReadOnlySpan<double> values, Span<double> result)
    {
        _transform.Multiply(values, result, _symbol.Start);
        GC.KeepAlive(this);
    }

    private double Others(int line) => _eigenvalues.Length switch
    {
        1 => 0,
        2 => _eigenvalues[0][line],
        _ => _eigenvalues[0][line / _eigenvalues[1].Length] + _eigenvalues[1][line % _eigenvalues[1].Length],
    };
}

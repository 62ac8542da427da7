using Flows.Language;

namespace Flows.Runtime.Transforms;

/// <summary>The linear convolution of a grid function with a kernel, out(x_i) = Σ_j w(x_i − x_j) u_j |K|, by fast transforms.</summary>
/// <remarks>Bounded axes are padded with zeros to a fast size of at least 2n − 1, so nothing wraps round; periodic axes wrap. A kernel that is
/// even along every axis takes one product less and less memory traffic. Nothing is allocated after the constructor. One at a time.</remarks>
public sealed unsafe class GridConvolution : IDisposable
{
    private readonly GridTransform _transform;
    private readonly Workers _workers;
    private readonly Workers? _own;
    private readonly AlignedArray _padded, _symbol;
    private readonly WaveProduct? _product;
    private readonly int[] _cells, _room;
    private readonly int _count;

    /// <summary>Transforms the kernel.</summary>
    /// <param name="cells">Cells along each of one to three axes.</param>
    /// <param name="spacing">Width of a cell along each axis; length.</param>
    /// <param name="isPeriodic">Whether each axis wraps round.</param>
    /// <param name="weights">One for each offset, ordered as <see cref="OffsetWeights"/> says.</param>
    /// <param name="threads">Threads that share the work, the caller's included; ≥ 1.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public GridConvolution(
        ReadOnlySpan<int> cells, ReadOnlySpan<double> spacing, ReadOnlySpan<bool> isPeriodic, ReadOnlySpan<double> weights, int threads = 1)
        : this(cells, spacing, isPeriodic, weights, new Workers(threads)) => _own = _workers;

    /// <summary>Transforms the kernel for workers that somebody else lets end.</summary>
    internal GridConvolution(
        ReadOnlySpan<int> cells, ReadOnlySpan<double> spacing, ReadOnlySpan<bool> isPeriodic, ReadOnlySpan<double> weights, Workers workers)
    {
        _workers = workers;
        if (spacing.Length != cells.Length || isPeriodic.Length != cells.Length)
            throw new ArgumentException("one spacing and one kind for each axis are expected", nameof(spacing));
        _cells = cells.ToArray();
        _room = new int[cells.Length];
        var places = 1;
        (_count, var volume) = (1, 1.0);
        for (var i = 0; i < cells.Length; i++)
        {
            var reach = OffsetWeights.Places(cells[i], isPeriodic[i]);
            _room[i] = Room(cells[i], isPeriodic[i]);
            (places, _count, volume) = (checked(places * reach), _count * cells[i], volume * spacing[i]);
        }
        if (weights.Length != places)
            throw new ArgumentException($"{places} weights are expected", nameof(weights));
        _transform = new GridTransform(_room, new SideKind[cells.Length], workers, _cells);
        _padded = new AlignedArray(_transform.Count);
        var kernel = Place(weights, isPeriodic, volume);
        using (var whole = new GridTransform(_room, new SideKind[cells.Length]))
            whole.Forward(kernel, kernel);
        if (IsEven(weights, isPeriodic))
            _symbol = Diagonal(kernel);
        else
        {
            _product = new WaveProduct(_room);
            _symbol = new AlignedArray(kernel.Length);
            kernel.CopyTo(_symbol.Span);
        }
    }

    /// <summary>Doubles that the padded cells and the transform of the kernel take.</summary>
    /// <param name="cells">Cells along each of one to three axes.</param>
    /// <param name="isPeriodic">Whether each axis wraps round.</param>
    public static long Room(ReadOnlySpan<int> cells, ReadOnlySpan<bool> isPeriodic)
    {
        var room = 2L;
        for (var i = 0; i < cells.Length; i++)
            room *= Room(cells[i], isPeriodic[i]);
        return room;
    }

    /// <summary>Cells along each axis.</summary>
    public Seq<int> Cells => [.. _cells];

    /// <summary>out_i = Σ_j w(x_i − x_j) u_j |K|.</summary>
    /// <param name="values">u, [cells].</param>
    /// <param name="result">[cells]; may be <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Apply(ReadOnlySpan<double> values, Span<double> result) => Apply(values, result, reflected: false);

    /// <summary>out_j = Σ_i w(x_i − x_j) u_i |K|: the kernel is reflected.</summary>
    /// <param name="values">u, [cells].</param>
    /// <param name="result">[cells]; may be <paramref name="values"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void ApplyAdjoint(ReadOnlySpan<double> values, Span<double> result) => Apply(values, result, reflected: true);

    /// <summary>Lets threads of its own end.</summary>
    public void Dispose() => _own?.Dispose();

    private void Apply(ReadOnlySpan<double> values, Span<double> result, bool reflected)
    {
        if (values.Length != _count || result.Length != _count)
            throw new ArgumentException($"{_count} values are expected", nameof(values));
        var padded = _padded.Span;
        padded.Clear();
        for (var line = 0; line < _count / _cells[^1]; line++)
            values.Slice(line * _cells[^1], _cells[^1]).CopyTo(padded[Begin(line)..]);
        if (_product is null)
            _transform.Multiply(padded, padded, _symbol.Start);
        else
        {
            _transform.Forward(padded, padded);
            _product.Apply(_symbol.Span, padded, reflected);
            _transform.Inverse(padded, padded);
        }
        for (var line = 0; line < _count / _cells[^1]; line++)
            padded.Slice(Begin(line), _cells[^1]).CopyTo(result[(line * _cells[^1])..]);
        GC.KeepAlive(this);
    }

    private static int Room(int cells, bool isPeriodic) => isPeriodic ? cells : FftSizes.AtLeast(OffsetWeights.Places(cells, isPeriodic));

    // Where a row of the grid begins in the padded grid.
    private int Begin(int line) => _cells.Length < 3
        ? line * _room[^1]
        : (line / _cells[1] * _room[1] + line % _cells[1]) * _room[2];

    // Offset o goes to place o modulo the padded size.
    private double[] Place(ReadOnlySpan<double> weights, ReadOnlySpan<bool> isPeriodic, double volume)
    {
        var kernel = new double[_transform.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            int to = 0, stride = 1, rest = i;
            for (var axis = _cells.Length - 1; axis >= 0; axis--)
            {
                (rest, var place) = Math.DivRem(rest, OffsetWeights.Places(_cells[axis], isPeriodic[axis]));
                to += (OffsetWeights.Cells(place, _cells[axis], isPeriodic[axis]) + _room[axis]) % _room[axis] * stride;
                stride *= _room[axis];
            }
            kernel[to] = volume * weights[i];
        }
        return kernel;
    }

    private bool IsEven(ReadOnlySpan<double> weights, ReadOnlySpan<bool> isPeriodic)
    {
        for (var i = 0; i < weights.Length; i++)
            for (int axis = _cells.Length - 1, stride = 1; axis >= 0; axis--)
            {
                var places = OffsetWeights.Places(_cells[axis], isPeriodic[axis]);
                var place = i / stride % places;
                var mirrored = isPeriodic[axis] ? (places - place) % places : places - 1 - place;
                if (weights[i] != weights[i + (mirrored - place) * stride])
                    return false;
                stride *= places;
            }
        return true;
    }

    // The transform of an even kernel is real: the factor of a frequency stands at its real part.
    private AlignedArray Diagonal(double[] kernel)
    {
        var symbol = new AlignedArray(_transform.SymbolCount);
        var n = _room[^1];
        for (var line = 0; line < _transform.Count / n; line++)
        {
            var real = _room.Length < 3 ? Real(line) : Real(line / _room[1]) * _room[1] + Real(line % _room[1]);
            for (var k = 0; k < n; k++)
                symbol.Span[(int)_transform.SymbolPlace(line, k)] = kernel[real * n + Real(k)];
        }
        return symbol;

        static int Real(int place) => place == 0 ? 0 : (place + 1) / 2 * 2 - 1;
    }
}

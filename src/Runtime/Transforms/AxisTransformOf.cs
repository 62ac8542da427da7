namespace Flows.Runtime.Transforms;

/// <summary>Real transforms along one axis: each lane of the register carries two lines, one as the real part and one as the imaginary.</summary>
internal sealed unsafe class AxisTransform<TLanes> : AxisTransform
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Keeps the two halves of the scratch from falling on the same places of the first cache.
    private static readonly nint Gap = 32;

    private readonly LineFft _fft;
    private readonly SideKind _kind;
    private readonly SplitRows<TLanes> _split;
    private readonly LineOrder<TLanes> _cells, _modes;
    private readonly LoneLine? _lone;

    /// <summary>Plans.</summary>
    public AxisTransform(int length, SideKind kind)
    {
        _kind = kind;
        _fft = new LineFft(length);
        _split = new SplitRows<TLanes>(length);
        _cells = new LineOrder<TLanes>(length, folded: kind != SideKind.Periodic);
        _modes = new LineOrder<TLanes>(length, folded: false);
        _lone = LoneLine.Create(length, kind);
    }

    public override int Length => _fft.Length;

    public override int Lines => 2 * TLanes.Width;

    public override long Scratch => 2 * (Size + Gap);

    private static nint Row => 2 * TLanes.Width;

    private nint Size => Row * Length;

    public override void ForwardColumns(double* from, double* to, nint stride, int lines, double* scratch)
    {
        _cells.TakeColumns(from, stride, lines, scratch);
        var z = Waves(scratch, out var other);
        if (lines == Lines)
            Split(z, to, stride);
        else
        {
            Split(z, other, Row);
            _modes.GiveColumns(other, swapped: false, to, stride, lines);
        }
    }

    public override void InverseColumns(double* from, double* to, nint stride, int lines, double* scratch)
    {
        if (lines == Lines)
            Merge(from, stride, scratch);
        else
        {
            _modes.TakeColumns(from, stride, lines, scratch + Size + Gap);
            Merge(scratch + Size + Gap, Row, scratch);
        }
        _cells.GiveColumns(Cells(scratch, scratch + Size + Gap), swapped: true, to, stride, lines);
    }

    public override void ForwardRows(double* from, double* to, int lines, double* scratch)
    {
        if (IsLone(lines))
        {
            for (nint l = 0; l < lines; l++)
                _lone!.Forward(from + l * Length, to + l * Length, scratch);
            return;
        }
        _cells.TakeRows(from, lines, scratch);
        var z = Waves(scratch, out var other);
        Split(z, other, Row);
        _modes.GiveRows(other, swapped: false, to, lines);
    }

    public override void InverseRows(double* from, double* to, int lines, double* scratch)
    {
        if (IsLone(lines))
        {
            for (nint l = 0; l < lines; l++)
                _lone!.Inverse(from + l * Length, to + l * Length, scratch);
            return;
        }
        _modes.TakeRows(from, lines, scratch + Size + Gap);
        Merge(scratch + Size + Gap, Row, scratch);
        _cells.GiveRows(Cells(scratch, scratch + Size + Gap), swapped: true, to, lines);
    }

    public override void MultiplyRows(double* from, double* to, int lines, double* symbol, double* scratch)
    {
        if (IsLone(lines))
        {
            for (nint l = 0; l < lines; l++)
                MultiplyLone(from + l * Length, to + l * Length, symbol + l, scratch);
            return;
        }
        _cells.TakeRows(from, lines, scratch);
        var z = Waves(scratch, out var other);
        Split(z, other, Row);
        for (nint i = 0; i < Size; i += TLanes.Width)
            (TLanes.Load(other + i) * TLanes.Load(symbol + i)).Store(other + i);
        Merge(other, Row, z);
        _cells.GiveRows(Cells(z, other), swapped: true, to, lines);
    }

    // A lone line takes about a quarter of the time of a block.
    private bool IsLone(int lines) => _lone is not null && lines <= Lines / 4;

    private void MultiplyLone(double* from, double* to, double* symbol, double* scratch)
    {
        _lone!.Forward(from, to, scratch);
        for (nint k = 0; k < Length; k++)
            to[k] *= symbol[k * Row];
        _lone.Inverse(to, to, scratch);
    }

    private double* Waves(double* scratch, out double* other)
    {
        double* x = scratch, y = scratch + Size + Gap;
        if (_kind == SideKind.Odd)
            NegateOddCells(x);
        var z = _fft.Run<TLanes>(x, y);
        other = z == x ? y : x;
        return z;
    }

    private double* Cells(double* x, double* y)
    {
        var z = _fft.Run<TLanes>(x, y);
        if (_kind == SideKind.Odd)
            NegateOddCells(z);
        return z;
    }

    // Sine coefficient n − k is cosine coefficient k of the cells with alternating signs: sin((n − k)θ_j) = (−1)^j cos(kθ_j).
    private void Split(double* z, double* to, nint stride)
    {
        if (_kind == SideKind.Periodic)
            _split.ToWaves(z, to, stride);
        else if (_kind == SideKind.Even)
            _split.ToCosines(z, to, stride);
        else
            _split.ToCosines(z, to + (Length - 1) * stride, -stride);
    }

    private void Merge(double* from, nint stride, double* z)
    {
        if (_kind == SideKind.Periodic)
            _split.FromWaves(from, stride, z);
        else if (_kind == SideKind.Even)
            _split.FromCosines(from, stride, z);
        else
            _split.FromCosines(from + (Length - 1) * stride, -stride, z);
    }

    // Of rows in the folded order the odd cells are the last.
    private void NegateOddCells(double* rows)
    {
        TLanes zero = TLanes.All(0);
        for (nint i = (Length + 1) / 2 * Row; i < Size; i += TLanes.Width)
            (zero - TLanes.Load(rows + i)).Store(rows + i);
    }
}

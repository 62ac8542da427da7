using System.Runtime.InteropServices;

namespace Flows.Runtime.Transforms;

/// <summary>A line of n = 2 h cells as h complex numbers z_j = x_2j + i x_(2j+1), of which lane l holds those with j = l modulo the width W.</summary>
/// <remarks>All lanes are transformed at once with length h/W; turned; and transposed, which makes a row of neighbouring numbers of each lane,
/// so that one pass of radix W ends the transform of length h in natural order. Van Loan (1992), sec. 3.3 (four steps) and 4.3 (real data).</remarks>
internal sealed unsafe class LoneLine<TLanes> : LoneLine
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly int _n, _rows;
    private readonly SideKind _kind;
    private readonly LineFft _fft;
    private readonly LoneSplit<TLanes> _split;
    private readonly AlignedArray _turns;
    // [W] where a row begins in a tile of W rows, and in rows that are h/W² apart; pinned.
    private readonly nint[] _tightAt, _apartAt;
    private readonly nint* _tight, _apart;

    /// <summary>Plans.</summary>
    public LoneLine(int n, SideKind kind)
    {
        (_n, _kind, _rows) = (n, kind, n / 2 / W);
        _fft = new LineFft(_rows);
        _split = new LoneSplit<TLanes>(n);
        _turns = new AlignedArray(n);
        for (var k = 0; k < _rows; k++)
            for (var l = 0; l < W; l++)
            {
                var (c, s) = Roots.Of(-(long)k * l, n / 2);
                _turns.Span[k * Row + l] = c;
                _turns.Span[k * Row + W + l] = s;
            }
        _tightAt = GC.AllocateArray<nint>(W, pinned: true);
        _apartAt = GC.AllocateArray<nint>(W, pinned: true);
        for (var l = 0; l < W; l++)
            (_tightAt[l], _apartAt[l]) = (l * Row, l * (_rows / W) * Row);
        _tight = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_tightAt, 0);
        _apart = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_apartAt, 0);
    }

    private static int W => TLanes.Width;

    private static int Row => 2 * TLanes.Width;

    public override void Forward(double* from, double* to, double* scratch)
    {
        for (var r = 0; r < _rows && _kind == SideKind.Periodic; r++)
        {
            TLanes.ReadPairs(from + r * Row, out var even, out var odd);
            even.Store(scratch + r * Row);
            odd.Store(scratch + r * Row + W);
        }
        for (var r = 0; r < _rows && _kind != SideKind.Periodic; r++)
            for (var l = 0; l < W; l++)
            {
                var j = r * Row + 2 * l;
                scratch[r * Row + l] = from[Cell(j)];
                scratch[r * Row + W + l] = from[Cell(j + 1)];
            }
        if (_kind == SideKind.Odd)
            NegateOddCells(scratch);
        var z = Complex(scratch, scratch + _n + 32);
        if (_kind == SideKind.Periodic)
            _split.ToWaves(z, to);
        else if (_kind == SideKind.Even)
            _split.ToCosines(z, to, 1);
        else
            _split.ToCosines(z, to + _n - 1, -1);
    }

    public override void Inverse(double* from, double* to, double* scratch)
    {
        if (_kind == SideKind.Periodic)
            _split.FromWaves(from, scratch);
        else if (_kind == SideKind.Even)
            _split.FromCosines(from, 1, scratch);
        else
            _split.FromCosines(from + _n - 1, -1, scratch);
        var z = Complex(scratch, scratch + _n + 32);
        // The parts came in exchanged, and go out so.
        if (_kind == SideKind.Odd)
            NegateOddCells(z);
        for (var r = 0; r < _rows && _kind == SideKind.Periodic; r++)
            TLanes.WritePairs(TLanes.Load(z + r * Row + W), TLanes.Load(z + r * Row), to + r * Row);
        for (var r = 0; r < _rows && _kind != SideKind.Periodic; r++)
            for (var l = 0; l < W; l++)
            {
                var j = r * Row + 2 * l;
                to[Cell(j)] = z[r * Row + W + l];
                to[Cell(j + 1)] = z[r * Row + l];
            }
    }

    // Number j of the line in Makhoul's order 0, 2, 4, …, 5, 3, 1.
    private int Cell(int j) => 2 * j < _n ? 2 * j : 2 * (_n - 1 - j) + 1;

    // They are the second half of the line.
    private void NegateOddCells(double* z)
    {
        var zero = TLanes.All(0);
        for (var i = _n / 2; i < _n; i += W)
            (zero - TLanes.Load(z + i)).Store(z + i);
    }

    private double* Complex(double* x, double* y)
    {
        var z = _fft.Run<TLanes>(x, y);
        var other = z == x ? y : x;
        for (nint tile = 0; tile < _rows; tile += W)
        {
            for (nint at = tile * Row; at < (tile + W) * Row; at += Row)
            {
                TLanes re = TLanes.Load(z + at), im = TLanes.Load(z + at + W);
                TLanes c = TLanes.Load(_turns.Start + at), s = TLanes.Load(_turns.Start + at + W);
                TLanes.MultiplySubtract(im, s, re * c).Store(z + at);
                TLanes.MultiplyAdd(im, c, re * s).Store(z + at + W);
            }
            TLanes.Transpose(z + tile * Row, _tight, other + tile / W * Row, _apart);
            TLanes.Transpose(z + tile * Row + W, _tight, other + tile / W * Row + W, _apart);
        }
        if (W == 8)
            EvenPasses<TLanes, Straight>.Eight(other, z, null, 1, _rows / W);
        else if (W == 4)
            EvenPasses<TLanes, Straight>.Four(other, z, null, 1, _rows / W);
        else
            EvenPasses<TLanes, Straight>.Two(other, z, null, 1, _rows / W);
        return z;
    }
}

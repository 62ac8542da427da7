using System.Diagnostics;

namespace Flows.Runtime.Transforms;

/// <summary>The plan of a complex transform of n rows, Y_k = Σ_j e^(−2πi jk/n) X_j: radices and turns.</summary>
/// <remarks>Sizes 2^a 3^b 5^c 7^d take O(n log n); another prime factor r costs r operations more for each number.</remarks>
internal sealed unsafe class LineFft
{
    private readonly int[] _radices;
    private readonly AlignedArray[] _turns, _roots;

    /// <summary>Plans.</summary>
    /// <param name="length">n ≥ 1.</param>
    public LineFft(int length)
    {
        Length = length;
        _radices = [.. FftSizes.Radices(length)];
        _turns = new AlignedArray[_radices.Length];
        _roots = new AlignedArray[_radices.Length];
        var rest = length;
        for (var i = 0; i < _radices.Length; i++)
        {
            var r = _radices[i];
            _turns[i] = Turns(rest, r);
            _roots[i] = r > 8 ? TableOf(r) : new AlignedArray(0);
            rest /= r;
        }
    }

    /// <summary>n.</summary>
    public int Length { get; }

    /// <summary>Transforms rows of real parts and imaginary parts.</summary>
    /// <param name="x">n rows; overwritten.</param>
    /// <param name="y">Room for n rows.</param>
    /// <returns>Which of the two holds the result.</returns>
    public double* Run<TLanes>(double* x, double* y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint s = 1, m = Length;
        for (var i = 0; i < _radices.Length; i++)
        {
            m /= _radices[i];
            if (m > 1)
                Pass<TLanes, Turned>(i, x, y, m, s);
            else
                Pass<TLanes, Straight>(i, x, y, m, s);
            s *= _radices[i];
            var other = x;
            x = y;
            y = other;
        }
        return x;
    }

    private void Pass<TLanes, TTurn>(int i, double* x, double* y, nint m, nint s)
        where TLanes : unmanaged, ILanes<TLanes>
        where TTurn : ITurning
    {
        var w = _turns[i].Start;
        switch (_radices[i])
        {
            case 2:
                EvenPasses<TLanes, TTurn>.Two(x, y, w, m, s);
                break;
            case 3:
                OddPasses<TLanes, TTurn>.Three(x, y, w, m, s);
                break;
            case 4:
                EvenPasses<TLanes, TTurn>.Four(x, y, w, m, s);
                break;
            case 5:
                OddPasses<TLanes, TTurn>.Five(x, y, w, m, s);
                break;
            case 7:
                OddPasses<TLanes, TTurn>.Seven(x, y, w, m, s);
                break;
            case 8:
                EvenPasses<TLanes, TTurn>.Eight(x, y, w, m, s);
                break;
            case > 8:
                OddPasses<TLanes, TTurn>.Prime(x, y, w, m, s, _radices[i], _roots[i].Start);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // e^(−2πi pk/n), k = 1 … r − 1 for each p < n/r.
    private static AlignedArray Turns(int n, int r)
    {
        var m = n / r;
        var turns = new AlignedArray(2L * m * (r - 1));
        var w = turns.Span;
        for (var p = 0; p < m; p++)
            for (var k = 1; k < r; k++)
                (w[2 * (p * (r - 1) + k - 1)], w[2 * (p * (r - 1) + k - 1) + 1]) = Roots.Of(-(long)p * k, n);
        return turns;
    }

    private static AlignedArray TableOf(int r)
    {
        var table = new AlignedArray(2L * r);
        for (var j = 0; j < r; j++)
            (table.Span[2 * j], table.Span[2 * j + 1]) = Roots.Of(j, r);
        return table;
    }
}

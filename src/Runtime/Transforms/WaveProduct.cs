using System.Numerics;

namespace Flows.Runtime.Transforms;

/// <summary>The product of two periodic transforms that is the transform of the convolution.</summary>
/// <remarks>Transforming axis by axis with an imaginary unit for each axis gives numbers of 2^d parts in which the units commute,
/// i² = j² = k² = −1, and the theorem of convolution holds in them: part c of the product is Σ (−1)^|a∧b| w_a u_b over a xor b = c.</remarks>
internal sealed class WaveProduct(int[] cells)
{
    // Offsets of the parts of one group of coefficients along each axis; −1 where a frequency has no imaginary part.
    private readonly int[] _places = new int[8];

    /// <summary>u = w u, or with the conjugate of w in all units.</summary>
    /// <param name="w">[cells]; the kernel's transform.</param>
    /// <param name="u">[cells]</param>
    /// <param name="conjugate">Whether the kernel is reflected.</param>
    public void Apply(ReadOnlySpan<double> w, Span<double> u, bool conjugate)
    {
        int first = cells.Length > 2 ? cells[^3] : 1, middle = cells.Length > 1 ? cells[^2] : 1, last = cells[^1];
        var parts = 1 << cells.Length;
        for (var g = 0; g <= first / 2; g++)
            for (var h = 0; h <= middle / 2; h++)
                for (var k = 0; k <= last / 2; k++)
                {
                    for (var part = 0; part < parts; part++)
                        _places[part] = Place(part, (g, first), (h, middle), (k, last));
                    Multiply(w, u, parts, conjugate);
                }
    }

    private static int Place(int part, (int Frequency, int Cells) first, (int Frequency, int Cells) middle, (int Frequency, int Cells) last)
    {
        int a = Slot(part >> 2 & 1, first), b = Slot(part >> 1 & 1, middle), c = Slot(part & 1, last);
        return a < 0 || b < 0 || c < 0 ? -1 : (a * middle.Cells + b) * last.Cells + c;
    }

    private static int Slot(int isImaginary, (int Frequency, int Cells) axis)
    {
        var (k, n) = axis;
        if (isImaginary == 0)
            return k == 0 ? 0 : 2 * k - 1;
        return k == 0 || 2 * k == n ? -1 : 2 * k;
    }

    private void Multiply(ReadOnlySpan<double> w, Span<double> u, int parts, bool conjugate)
    {
        Span<double> product = stackalloc double[8], factor = stackalloc double[8], value = stackalloc double[8];
        product.Clear();
        for (var a = 0; a < parts; a++)
        {
            var place = _places[a];
            value[a] = place < 0 ? 0 : u[place];
            factor[a] = place < 0 ? 0 : conjugate && IsOdd(a) ? -w[place] : w[place];
        }
        for (var a = 0; a < parts; a++)
            for (var b = 0; b < parts; b++)
                product[a ^ b] += IsOdd(a & b) ? -factor[a] * value[b] : factor[a] * value[b];
        for (var c = 0; c < parts; c++)
            if (_places[c] >= 0)
                u[_places[c]] = product[c];
    }

    private static bool IsOdd(int bits) => (BitOperations.PopCount((uint)bits) & 1) == 1;
}

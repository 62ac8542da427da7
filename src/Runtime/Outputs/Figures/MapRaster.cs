using Flows.Runtime.Results;
using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>A field of cells as a picture of a given size: the mean over each pixel where the cells are smaller than pixels, else smooth or cell by cell.</summary>
internal static class MapRaster
{
    // Cells as large as this many pixels are seen as cells; smaller ones would show the uneven pixels at their edges.
    private const int VisibleCell = 8;

    /// <summary>[height·width] values, rows from the top.</summary>
    /// <param name="map">The field.</param>
    /// <param name="scale">How values are drawn.</param>
    /// <param name="width">Pixels along the first axis.</param>
    /// <param name="height">Pixels along the second.</param>
    /// <param name="isSmooth">Whether cells that are large enough to be seen are smoothed as well.</param>
    public static double[] Values(FieldMap map, ColorScale scale, int width, int height, bool isSmooth = false)
    {
        var (n, m) = (map.X.Length - 1, map.Y.Length - 1);
        var (across, along) = (Weights(n, width, isSmooth), Weights(m, height, isSmooth));
        // First along the rows of cells, which lie side by side, then across them.
        var narrow = new double[n * height];
        for (var i = 0; i < n; i++)
        {
            var row = map.Values.AsSpan(i * m, m);
            for (var y = 0; y < height; y++)
            {
                var (first, weights) = along[height - 1 - y];
                var sum = 0.0;
                for (var k = 0; k < weights.Length; k++)
                    sum += weights[k] * scale.Of(row[first + k]);
                narrow[i * height + y] = sum;
            }
        }
        var values = new double[width * height];
        for (var x = 0; x < width; x++)
        {
            var (first, weights) = across[x];
            for (var k = 0; k < weights.Length; k++)
            {
                var column = narrow.AsSpan((first + k) * height, height);
                for (var y = 0; y < height; y++)
                    values[y * width + x] += weights[k] * column[y];
            }
        }
        return values;
    }

    /// <summary>Whether cells are drawn one by one.</summary>
    public static bool IsSeen(int cells, int pixels) => (long)cells * VisibleCell <= pixels;

    /// <summary>The picture of such values.</summary>
    public static SKImage Image(double[] values, ColorScale scale, int width, int height)
    {
        var info = new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        var pixels = new uint[width * height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (uint)scale.ColorOf(values[i]);
        using var data = SKData.CreateCopy(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.AsSpan()));
        return SKImage.FromPixels(info, data, width * sizeof(uint));
    }

    // Which cells a pixel shows, and with which weights.
    private static (int First, double[] Weights)[] Weights(int cells, int pixels, bool isSmooth)
    {
        var all = new (int, double[])[pixels];
        var size = (double)cells / pixels;
        for (var p = 0; p < pixels; p++)
        {
            if (size > 1)
                all[p] = Means(p * size, (p + 1) * size, cells);
            else if (cells == 1 || !isSmooth && IsSeen(cells, pixels))
                all[p] = (Math.Min(cells - 1, (int)((p + 0.5) * size)), [1]);
            else
            {
                var place = Math.Clamp((p + 0.5) * size - 0.5, 0, cells - 1);
                var left = Math.Min((int)place, cells - 2);
                // A weight of 0 would spread what is not finite to its neighbour.
                all[p] = place == left ? (left, [1]) : (left, [1 - (place - left), place - left]);
            }
        }
        return all;
    }

    private static (int First, double[] Weights) Means(double low, double high, int cells)
    {
        var first = (int)(low + 1e-9);
        var last = Math.Min(cells - 1, (int)Math.Ceiling(high - 1e-9) - 1);
        var weights = new double[last - first + 1];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = (Math.Min(high, first + k + 1) - Math.Max(low, first + k)) / (high - low);
        return (first, weights);
    }
}

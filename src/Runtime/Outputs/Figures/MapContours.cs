using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Lines of equal value, by marching squares with linear interpolation.</summary>
internal static class MapContours
{
    // So many points of the sampled field along an axis, so that a vector picture stays small.
    private const int Samples = 120;

    // Lines longer than this many times the frame around them tell nothing: noise, fine patterns.
    private const double MostFrames = 6;

    /// <summary>The lines of a field at some levels; null where they would cover the field rather than help to read it.</summary>
    /// <param name="values">[height·width], rows from the top.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="levels">The values.</param>
    public static SKPath? Of(double[] values, int width, int height, double[] levels)
    {
        var path = new SKPath();
        var step = Math.Max(1, Math.Max(width, height) / (double)Samples);
        var (n, m) = ((int)(width / step), (int)(height / step));
        var length = 0.0;
        foreach (var level in levels)
            for (var j = 0; j + 1 < m; j++)
                for (var i = 0; i + 1 < n; i++)
                    length += Square(path, level, i, j);
        if (length <= MostFrames * 2 * (width + height))
            return path;
        path.Dispose();
        return null;

        double Square(SKPath lines, double level, int i, int j)
        {
            Span<SKPoint> crossings = stackalloc SKPoint[4];
            var count = 0;
            Edge(crossings, ref count, level, i, j, i + 1, j);
            Edge(crossings, ref count, level, i + 1, j, i + 1, j + 1);
            Edge(crossings, ref count, level, i + 1, j + 1, i, j + 1);
            Edge(crossings, ref count, level, i, j + 1, i, j);
            var drawn = 0.0;
            for (var k = 0; k + 1 < count; k += 2)
            {
                lines.MoveTo(crossings[k]);
                lines.LineTo(crossings[k + 1]);
                drawn += SKPoint.Distance(crossings[k], crossings[k + 1]);
            }
            return drawn;
        }

        void Edge(Span<SKPoint> crossings, ref int count, double level, int i, int j, int k, int l)
        {
            var (a, b) = (At(i, j), At(k, l));
            if (a < level == b < level || !double.IsFinite(a) || !double.IsFinite(b))
                return;
            var share = (level - a) / (b - a);
            crossings[count++] = new SKPoint(
                (float)Math.Round((Pixel(i) + share * (Pixel(k) - Pixel(i))), 1), (float)Math.Round((Pixel(j) + share * (Pixel(l) - Pixel(j))), 1));
        }

        double Pixel(int sample) => Math.Floor((sample + 0.5) * step) + 0.5;

        double At(int i, int j) => values[Math.Min(height - 1, (int)Pixel(j)) * width + Math.Min(width - 1, (int)Pixel(i))];
    }
}

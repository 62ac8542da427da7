using System.Diagnostics;
using System.Globalization;
using Flows.Runtime.Transforms;

namespace Flows.Bench;

/// <summary>The transforms as bench/peers/fftw.c times FFTW's: out of place, the least and the median time of each direction in µs.</summary>
internal static class TransformTimes
{
    private const int Most = 2000, Fewest = 20;

    private static readonly int[][] Grids =
        [[128, 128], [256, 256], [512, 512], [1024, 1024], [240, 360], [64, 64, 64], [128, 128, 128], [1024], [65536]];

    /// <summary>Prints a line for each grid and kind.</summary>
    /// <param name="threads">Threads.</param>
    /// <param name="only">Cells as printed, or empty for all grids.</param>
    /// <param name="output">Receives the lines.</param>
    public static void Run(int threads, string only, TextWriter output)
    {
        foreach (var cells in Grids.Where(cells => only is "" || only == string.Join('x', cells)))
            foreach (var kind in (SideKind[])[SideKind.Periodic, SideKind.Even])
            {
                using var transform = new GridTransform(cells, [.. cells.Select(_ => kind)], threads);
                AlignedArray values = new(transform.Count), coefficients = new(transform.Count), back = new(transform.Count);
                double[] anywhere = new double[transform.Count], result = new double[transform.Count];
                for (var i = 0; i < anywhere.Length; i++)
                    anywhere[i] = values.Span[i] = i * 2654435761L % 1000 / 1000.0 - 0.5;
                var solve = new DiagonalSolve(transform, [.. cells.Select(_ => 1.0)], Laplacian.Discrete, k => 1 / (1 + k));
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{kind,-8} {string.Join('x', cells),-11}"));
                Measure("forward", () => transform.Forward(values.Span, coefficients.Span));
                Measure("inverse", () => transform.Inverse(coefficients.Span, back.Span));
                Measure("solve", () => solve.Apply(values.Span, back.Span));
                Measure("forward of plain arrays", () => transform.Forward(anywhere, result));
                output.WriteLine();
            }

        void Measure(string what, Action action)
        {
            var (least, median) = Times(action);
            output.Write(string.Create(CultureInfo.InvariantCulture, $" {what} {least:f1} {median:f1}"));
        }
    }

    private static (double Least, double Median) Times(Action action)
    {
        // The compiler's second look at the code comes after 30 calls and 100 ms.
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 300;)
            action();
        List<double> times = [];
        for (var all = Stopwatch.StartNew(); times.Count < Most && (times.Count < Fewest || all.ElapsedMilliseconds < 500);)
        {
            var begin = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
        }
        times.Sort();
        return (times[0], times[times.Count / 2]);
    }
}

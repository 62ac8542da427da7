using Flows.Runtime.Results;

namespace Flows.Bench;

/// <summary>How far a run is from a finer one: the largest difference of each observable over the run, relative to its greatest size over the run.</summary>
internal static class ChoiceErrors
{
    // An observable that is zero but for errors has no size of its own: it is then compared with this share of the states' size.
    private const double Floor = 1e-2;

    // `t` and `dt`; the energy's own column comes next, its dissipation is a by-product of steps.
    private const int FirstColumn = 2;

    /// <summary>The largest relative difference, and of which observable; infinite where a value is no number.</summary>
    public static (double Error, string Of) Between(RunResult run, RunResult reference)
    {
        var size = reference.End.Select(s => s.Values.Length == 0 ? 0 : s.Values.Max(Math.Abs)).DefaultIfEmpty(1).Max();
        var (worst, name) = (0.0, "");
        var times = reference.Series.Rows.Select(r => r[0]).ToArray();
        foreach (var (column, index) in run.Series.Columns.Select((c, i) => (c, i)).Skip(FirstColumn))
        {
            var other = reference.Series.Columns.ToList().IndexOf(column);
            if (other < 0 || column == "dissipation")
                continue;
            var scale = Math.Max(Floor * size, reference.Series.Rows.Select(r => r[other]).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
            foreach (var row in run.Series.Rows)
            {
                if (double.IsNaN(row[index]) || At(reference.Series, times, other, row[0]) is not { } wanted)
                    continue;
                var error = row[index] == wanted ? 0 : Math.Abs(row[index] - wanted) / scale;
                if (!(error <= worst))
                    (worst, name) = (double.IsNaN(error) ? double.PositiveInfinity : error, column);
            }
        }
        var end = End(run, reference);
        return end > worst ? (end, "end state") : (worst, name);
    }

    // Straight between the two records beside; the reference takes steps that are smaller by far.
    private static double? At(Series series, double[] times, int column, double t)
    {
        var k = Array.BinarySearch(times, t);
        if (k >= 0)
            return Number(series.Rows[k][column]);
        k = ~k;
        if (k == 0 || k == times.Length)
            return k > 0 && t <= times[^1] * (1 + 1e-9) ? Number(series.Rows[^1][column]) : null;
        var share = (t - times[k - 1]) / (times[k] - times[k - 1]);
        return Number(series.Rows[k - 1][column]) is { } a && Number(series.Rows[k][column]) is { } b ? a + share * (b - a) : null;
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    // In the mean over the domain, not at each point: a front that lies half a cell beside is no failure of a method.
    private static double End(RunResult run, RunResult reference)
    {
        var worst = 0.0;
        foreach (var (mine, other) in run.End.Zip(reference.End))
        {
            var ratio = other.Values.Length / Math.Max(1, mine.Values.Length);
            // Finer cells are averaged where there is one axis; on more axes the reference has the same.
            if (ratio * mine.Values.Length != other.Values.Length || ratio > 1 && mine.Axes.Count > 1)
                continue;
            var (difference, size) = (0.0, 0.0);
            for (var i = 0; i < mine.Values.Length; i++)
            {
                var mean = 0.0;
                for (var k = 0; k < ratio; k++)
                    mean += other.Values[i * ratio + k] / ratio;
                (difference, size) = (difference + Math.Abs(mine.Values[i] - mean), size + Math.Abs(mean));
            }
            worst = Math.Max(worst, difference == 0 ? 0 : double.IsNaN(difference) ? double.PositiveInfinity : difference / Math.Max(size, 1e-3 * mine.Values.Length));
        }
        return worst;
    }
}

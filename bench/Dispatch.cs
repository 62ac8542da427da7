using System.Diagnostics;
using System.Globalization;
using Flows.Runtime.Grids;

namespace Flows.Bench;

/// <summary>What handing rows out to workers costs.</summary>
internal sealed class Dispatch : IRowWork
{
    /// <summary>Prints the time of handing out nothing, and of work of some length.</summary>
    public static void Run(TextWriter output)
    {
        using var workers = new RowWorkers(2, 512);
        foreach (var spins in new[] { 0, 20, 200 })
        {
            var work = new Dispatch { _spins = spins };
            for (var repetition = 0; repetition < 3; repetition++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var k = 0; k < 10_000; k++)
                    workers.Run(work, 512);
                var two = Stopwatch.GetElapsedTime(started).TotalMicroseconds / 10_000;
                started = Stopwatch.GetTimestamp();
                for (var k = 0; k < 10_000; k++)
                    work.Rows(0, 0, 512);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"work {spins}: two {two:F2} us, one {Stopwatch.GetElapsedTime(started).TotalMicroseconds / 10_000:F2} us ({work.Sum:G3})"));
            }
        }
    }

    private int _spins;
    private double Sum { get; set; }

    /// <inheritdoc/>
    public void Rows(int worker, int from, int to)
    {
        var sum = 0.0;
        for (var r = from; r < to; r++)
            for (var k = 0; k < _spins; k++)
                sum += Math.Sqrt(r + k);
        if (worker == 0)
            Sum += sum;
    }
}

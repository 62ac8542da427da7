using System.Diagnostics;
using System.Globalization;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>
/// How much faster two threads are than one, and what the machine gives: two runs of one thread each at the same time. The three take turns, so that a machine
/// whose speed changes within seconds is the same for all of them.
/// </summary>
internal static class Scaling
{
    private const int Rounds = 12;

    /// <summary>Prints the ratios for explicit and implicit steps on n² cells.</summary>
    public static void Run(int n, TextWriter output)
    {
        string Program(string energy, string metric, string method) => GridPrograms.Text("0.3*cos(2*pi*x)*cos(4*pi*y)", energy, metric, $"{n}*{n}", method);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n}^2, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        Measure("explicit heat", Program("|grad u|^2/2", "L2", "explicit"), (int)(4e7 / n / n), output);
        Measure("explicit Allen-Cahn", Program("|grad u|^2/2 + (1 - u^2)^2/4", "L2", "explicit"), (int)(4e7 / n / n), output);
        Measure("implicit Allen-Cahn", Program("0.0002*|grad u|^2 + (1 - u^2)^2/4", "L2", "implicit { dt = 1e-2 }"), (int)(4e6 / n / n), output);
        Measure("implicit Cahn-Hilliard", Program("0.0002*|grad u|^2 + (1 - u^2)^2/4", "H^-1", "implicit { dt = 1e-5 }"), (int)(4e6 / n / n), output);
    }

    private static void Measure(string name, string program, int steps, TextWriter output)
    {
        // Runs of their own for each, so that all have taken as many steps: implicit ones differ in what they cost.
        using Running one = new(program, 1), shared = new(program, 2), first = new(program, 1), second = new(program, 1);
        double[] alone = new double[Rounds], both = new double[Rounds], two = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            alone[round] = Timed(() => one.Steps(steps));
            two[round] = Timed(() => shared.Steps(steps));
            both[round] = Timed(() =>
            {
                var beside = new Thread(() => second.Steps(steps));
                beside.Start();
                first.Steps(steps);
                beside.Join();
            });
        }
        // Each round by itself, then the middle of the rounds: the least of each would come from different moments.
        double Middle(Func<int, double> of) => Enumerable.Range(2, Rounds - 2).Select(of).Order().ElementAt((Rounds - 2) / 2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-24} one {Middle(i => alone[i]) / steps:F3} ms, two {Middle(i => two[i]) / steps:F3} ms: {Middle(i => alone[i] / two[i]):F2} (least against least {alone.Min() / two.Min():F2}); two runs at once {Middle(i => 2 * alone[i] / both[i]):F2}"));
    }

    private static double Timed(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed class Running : IDisposable
    {
        private readonly GridRunState _state;
        private readonly IStepper _stepper;
        private double _t;
        private readonly double _dt;

        public Running(string program, int threads)
        {
            var plan = GridPrograms.Plan(program);
            _state = GridPrograms.State(plan, threads);
            _stepper = _state.Stepper(plan);
            _state.Fill();
            _dt = StepChoice.First(plan);
        }

        public void Steps(int count)
        {
            for (var s = 0; s < count; s++)
                _t += _stepper.Advance([], _t, _dt).Dt;
        }

        public void Dispose() => _state.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>Euler steps of compiled programs on grids beside bench/peers/stencil.c: heat and Allen–Cahn on rings, Cahn–Hilliard, heat in three dimensions.</summary>
internal static class GridSteps
{
    /// <summary>Prints the time of a step of each.</summary>
    public static void Run(int threads, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threads {threads}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        foreach (var n in new[] { 512, 2048 })
        {
            Measure($"heat {n}^2", Program("|grad u|^2/2", "L2", $"{n}*{n}"), threads, output);
            Measure($"Allen-Cahn {n}^2", Program("|grad u|^2/2 + (1 - u^2)^2/4", "L2", $"{n}*{n}"), threads, output);
        }
        Measure("Cahn-Hilliard 512^2", Program("|grad u|^2/2 + (1 - u^2)^2/4", "H^-1", "512*512"), threads, output);
        Measure("heat 256^3", Program("|grad u|^2/2", "L2", "256*256*256"), threads, output);
    }

    private static string Program(string energy, string metric, string cells) => GridPrograms.Text("0.5*sin(2*pi*x)", energy, metric, cells, "explicit");

    /// <summary>Prints the time of a stage in whole steps of the explicit method, energy, dissipation and checks included.</summary>
    public static void RunSteps(int threads, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threads {threads}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        foreach (var n in new[] { 512, 1024, 2048 })
            foreach (var (name, energy) in new[] { ("heat", "|grad u|^2/2"), ("Allen-Cahn", "|grad u|^2/2 + (1 - u^2)^2/4") })
                MeasureSteps($"{name} {n}^2", Program(energy, "L2", $"{n}*{n}"), threads, output);
    }

    private static void MeasureSteps(string name, string program, int threads, TextWriter output)
    {
        using var state = GridPrograms.State(GridPrograms.Plan(program), threads);
        state.Fill();
        var stepper = new Explicit(state.System, state.Arrays, false, new DensityNeeds([false], [false], () => null), null);
        var steps = Math.Max(4, (int)(5e7 / state.Cells));
        var times = new double[7];
        stepper.Advance([], 0, 1e-12);
        for (var repetition = 0; repetition < times.Length; repetition++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var s = 0; s < steps; s++)
                stepper.Advance([], 0, 1e-12);
            times[repetition] = Stopwatch.GetElapsedTime(started).TotalMilliseconds / steps;
        }
        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-22} min {times[0]:F4} med {times[times.Length / 2]:F4} ms/step  {times[0] / 3:F4} ms/stage"));
    }

    private static void Measure(string name, string program, int threads, TextWriter output)
    {
        using var state = GridPrograms.State(GridPrograms.Plan(program), threads);
        state.Fill();
        var system = state.System;
        var other = system.Context.Memory.Take(1);
        var (from, to) = (state.Arrays, other);
        var steps = Math.Max(4, (int)(2e8 / state.Cells));
        var times = new double[7];
        for (var repetition = 0; repetition < times.Length; repetition++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var s = 0; s < steps; s++)
            {
                system.Step(from, 0, 1e-12, to);
                (from, to) = (to, from);
            }
            times[repetition] = Stopwatch.GetElapsedTime(started).TotalMilliseconds / steps;
        }
        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-22} min {times[0]:F4} med {times[times.Length / 2]:F4} ms/step  {state.Cells / times[0] * 1e-6:F2} Gcell/s"));
    }
}

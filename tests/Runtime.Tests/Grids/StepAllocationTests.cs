using System.Text.RegularExpressions;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Text;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Steps of grids allocate nothing, whatever the method and the number of threads.</summary>
// A collection that another test causes would count what is left of a thread's room as allocated.
[Collection(nameof(Alone))]
public class StepAllocationTests
{
    private const int WarmUp = 30, Measured = 30, Attempts = 3;

    private const string Descent = """
        domain Box = [0, 1] * periodic [0, 1]
        state u : field on Box = 0.4 + 0.3*cos(pi*x)*sin(2*pi*y) where noflux on x
        E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4
        flow u = descend E in L2
        solve on 40*24 cells by METHOD until 100

        """;

    private const string Transport = """
        domain Box = [0, 1] * [0, 1] * periodic [0, 1]
        state u : density on Box = 1 + 0.3*cos(pi*x)
        F[u] = int 0.1*u*log u + y*u
        flow u = descend F in wasserstein
        solve on 12*9*16 cells by METHOD until 100

        """;

    private const string Turning = """
        domain Ring = periodic [0, 2*pi] * periodic [0, 2*pi]
        state u : field on Ring = sin x
        state v : field on Ring = 0.3*cos y
        H[u, v] = int v^2/2 + |grad u|^2/2 + u^4/4
        flow (u, v) = hamilton H
        solve on 24*16 cells by METHOD until 100

        """;

    private const string Separation = """
        domain Box = [0, 1] * periodic [0, 1]
        state u : field on Box = 0.3*cos(pi*x)*sin(2*pi*y) where noflux on x
        E[u] = int 0.01*|grad u|^2 + (1 - u^2)^2/4
        flow u = descend E in H^-1 { mobility = 1 - 0.5*u^2 }
        solve on 40*24 cells by METHOD until 100

        """;

    // A function of an integral, and a convolution.
    private const string Functions = """
        domain Box = periodic [0, 1] * periodic [0, 1]
        state u : density on Box = 1 + 0.3*cos(2*pi*x)
        let W z = exp(-|z|^2/0.02)
        F[u] = (int 0.1*u*log u + 0.5*u*conv W u) + (int sin(2*pi*y)*u)^2
        flow u = descend F in wasserstein
        solve on 24*16 cells by METHOD until 100

        """;

    // A sweep through the cache needs more rows than the others have.
    private static readonly string Swept = Descent.Replace("40*24", "140*24", StringComparison.Ordinal);

    public static TheoryData<string, string, int> Methods
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var (threads, options) in new[] { (1, ""), (1, " { dt = 1e-3 }"), (1, " { rtol = 1e-4 }"), (2, " { dt = 1e-3 }"), (2, " { rtol = 1e-4 }") })
            {
                data.Add(Descent, "explicit" + options, threads);
                data.Add(Swept, "explicit" + options, threads);
                data.Add(Transport, "explicit" + options, threads);
                data.Add(Functions, "explicit" + options, threads);
                data.Add(Turning, "explicit" + options, threads);
                data.Add(Descent, "rkc" + options, threads);
                data.Add(Descent, "imex" + options, threads);
                data.Add(Descent, "spectral" + options, threads);
                data.Add(Descent, "sav" + options, threads);
                data.Add(Descent, "implicit" + options, threads);
                data.Add(Transport, "implicit" + options, threads);
                data.Add(Separation, "implicit" + options, threads);
                data.Add(Functions, "implicit" + options, threads);
                data.Add(Separation, options.Length == 0 ? "implicit { solver = \"gmres\" }" : "implicit { solver = \"gmres\"; " + options[2..], threads);
                data.Add(Descent, options.Length == 0 ? "implicit { scheme = \"bdf2\" }" : "implicit { scheme = \"bdf2\"; " + options[2..], threads);
            }
            data.Add(Turning, "symplectic { dt = 1e-3 }", 1);
            data.Add(Turning, "symplectic { dt = 1e-3 }", 2);
            data.Add(Turning, "implicit_midpoint { dt = 1e-2 }", 1);
            data.Add(Turning, "implicit_midpoint { dt = 1e-2 }", 2);
            return data;
        }
    }

    // Smaller grids are not shared.
    private static string Shared(string program) => Regex.Replace(program, @"on \d+\*\d+(\*\d+)? cells", m => m.Groups[1].Success ? "on 32*32*20 cells" : "on 144*128 cells");

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_step_allocates_nothing(string program, string method, int threads)
    {
        var compiled = FlowCompiler.Compile(new SourceText("test", (threads > 1 ? Shared(program) : program).Replace("METHOD", method, StringComparison.Ordinal)), MethodCatalog.Target, Overrides.None);
        Assert.True(compiled.Value is not null, string.Join("\n", compiled.Diagnostics));
        using var state = new GridRunState(compiled.Value!, new RunSettings(null, true, 0) { Threads = threads });
        var stepper = state.Stepper(compiled.Value!);
        state.Fill();
        var (t, dt) = (0.0, StepChoice.First(compiled.Value!));
        void Steps(int count)
        {
            for (var k = 0; k < count; k++)
            {
                var outcome = stepper.Advance([], t, dt);
                Assert.True(outcome.Accepted);
                (t, dt) = (t + outcome.Dt, outcome.SuggestedDt);
            }
        }
        Steps(WarmUp);
        var context = state.System.Context;
        var allocated = new Allocated(threads);
        var before = new long[threads];
        // A collection by the runtime's own threads counts what is left of a thread's room as allocated: what a step allocates is there every time.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            allocated.Measure(context.Workers.Threads);
            allocated.Bytes.CopyTo(before, 0);
            Steps(Measured);
            allocated.Measure(context.Workers.Threads);
            if (before.SequenceEqual(allocated.Bytes))
                break;
        }
        Assert.Equal(before, allocated.Bytes);
        Assert.All(before, bytes => Assert.True(bytes >= 0));
    }

    // What each worker's own thread has allocated so far: other threads of the process do not count.
    private sealed class Allocated(int workers) : IParts
    {
        private int _arrived;

        public long[] Bytes { get; } = [.. Enumerable.Repeat(-1L, workers)];

        public void Measure(Workers threads)
        {
            _arrived = 0;
            threads.Run(this, workers, alone: false);
        }

        // Each part waits for the others, so that every worker takes one.
        public void Do(int part, int worker)
        {
            Bytes[worker] = GC.GetAllocatedBytesForCurrentThread();
            Interlocked.Increment(ref _arrived);
            var spin = default(SpinWait);
            while (Volatile.Read(ref _arrived) < workers)
                spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}

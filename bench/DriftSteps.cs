using BenchmarkDotNet.Attributes;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>400 discrete-gradient steps of V3. Bar: 150 µs a step at 4000 cells, so 60 ms here.</summary>
public class DriftSteps : IDisposable
{
    private GridState _state = null!;
    private IStepper _stepper = null!;
    private double[] _start = [];

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _state?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Compiles once.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var plan = Programs.Compile(Programs.Drift(4000));
        _state = new GridState(plan.State!, (int)plan.Cells) { Plan = plan };
        _start = [.. _state.Unknowns];
        _stepper = _state.Stepper(plan, _state.Bind(plan.Energy!, integralsOnly: false));
    }

    /// <summary>To t = 0.25.</summary>
    [Benchmark(OperationsPerInvoke = 400)]
    public double Step()
    {
        _start.CopyTo(_state.Unknowns, 0);
        var energy = 0.0;
        for (var k = 0; k < 400; k++)
            energy = _stepper.Advance(_state.Unknowns, k * 6.25e-4, 6.25e-4).Energy;
        return energy;
    }
}

using BenchmarkDotNet.Attributes;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>1000 JKO steps of the flagship, without observers. Bars: N = 1000 in 0.15 s, t(8000)/t(1000) at most 9.</summary>
public class JkoSteps : IDisposable
{
    private QuantileState _state = null!;
    private IStepper _stepper = null!;
    private double[] _start = [];

    /// <summary>N.</summary>
    [Params(1000, 8000)]
    public int Cells { get; set; }

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
        var plan = Programs.Compile(Programs.FokkerPlanck(Cells));
        _state = new QuantileState(plan.State!, (int)plan.Cells) { Plan = plan };
        _start = [.. _state.Unknowns];
        _stepper = _state.Stepper(plan, _state.Bind(plan.Energy!, integralsOnly: false));
    }

    /// <summary>1000 steps from the start.</summary>
    [Benchmark]
    public double Thousand()
    {
        _start.CopyTo(_state.Unknowns, 0);
        var energy = 0.0;
        for (var k = 0; k < 1000; k++)
            energy = _stepper.Advance(_state.Unknowns, k * 0.002, 0.002).Energy;
        return energy;
    }
}

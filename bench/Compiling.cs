using BenchmarkDotNet.Attributes;
using Flows.Compiler.Planning;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>Compilation of the flagship. Bar: 100 ms, kernels included.</summary>
public class Compiling
{
    private readonly string _text = Programs.FokkerPlanck(400);

    /// <summary>Text to plan.</summary>
    [Benchmark]
    public Plan ToPlan() => Programs.Compile(_text);

    /// <summary>Text to kernels: plan, state, energy, and one step, which compiles every kernel of the step.</summary>
    [Benchmark]
    public StepOutcome ToFirstStep()
    {
        var plan = Programs.Compile(_text);
        var state = new QuantileState(plan.State!, (int)plan.Cells) { Plan = plan };
        return state.Stepper(plan, state.Bind(plan.Energy!, integralsOnly: false)).Advance(state.Unknowns, 0, 0.002);
    }
}

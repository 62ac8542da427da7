using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F06xx: what goes wrong between the flows of a program and its `solve`.</summary>
internal static class FlowErrors
{
    /// <summary>F0603. See docs/errors/F0603.md.</summary>
    public static Diagnostic TwoFlows(string state, SourceSpan second, SourceSpan first) =>
        Diagnostic.Error("F0603", $"`{state}` has two flows", second, "the second")
            .See(first, "the first")
            .Help($"add the terms in one flow: `flow {state} = descend F in L2 + f`");

    /// <summary>F0604. See docs/errors/F0604.md.</summary>
    public static Diagnostic TwoSolves(SourceSpan second, SourceSpan first) =>
        Diagnostic.Error("F0604", "a program has one `solve` at most", second, "the second")
            .See(first, "the first")
            .Help("leave one out");

    /// <summary>F0608. See docs/errors/F0608.md.</summary>
    public static Diagnostic Ascends(SourceSpan at) =>
        Diagnostic.Error("F0608", "an energy is descended, not ascended", at, "with a minus before it the energy would grow")
            .Help("put the minus into the functional");

    /// <summary>F0611 of an option that is true or false. See docs/errors/F0611.md.</summary>
    public static Diagnostic NotYesOrNo(string option, SourceSpan at) =>
        Diagnostic.Error("F0611", $"the option `{option}` must be `true` or `false`", at, "is neither");

    /// <summary>F0613. See docs/errors/F0613.md.</summary>
    public static Diagnostic NeverSolved(SourceSpan flow) =>
        Diagnostic.Error("F0613", "this flow is never solved", flow, "the program has no `solve`")
            .Help("add for example `solve until 1`");

    /// <summary>F0614. See docs/errors/F0614.md.</summary>
    public static Diagnostic NothingFlows(SourceSpan solve) =>
        Diagnostic.Warning("F0614", "nothing flows in this program", solve, "has nothing to solve")
            .Help("say how a state flows: `flow u = descend E in L2`")
            .Help("or leave `solve` out: what is observed is then evaluated once, at the start");
}

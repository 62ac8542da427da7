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

    /// <summary>F0615. See docs/errors/F0615.md.</summary>
    public static Diagnostic NoPair(string reason, SourceSpan at) =>
        Diagnostic.Error("F0615", "a Hamiltonian turns a pair: positions and momenta", at, reason)
            .Help("flow a point of even dimension, whose first half are positions: `flow z = hamilton H`")
            .Help("or two fields on one domain: `flow (u, v) = hamilton H`");

    /// <summary>F0616. See docs/errors/F0616.md.</summary>
    public static Diagnostic NoiseOfField(string state, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0616", "Brownian motion moves points and particles", at, $"`{state}` is a function")
            .See(declared, "declared here")
            .Help($"the density of particles that move so feels diffusion: add `1/beta*{state}*log({state})` to the energy");

    /// <summary>F0617. See docs/errors/F0617.md.</summary>
    public static Diagnostic BadTerm(string state, int wanted, string got, SourceSpan at) =>
        Diagnostic.Error("F0617", $"a term of the flow of `{state}` must be {(wanted == 1 ? "a real" : $"a vector of {wanted}")}", at, $"this is {got}");

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

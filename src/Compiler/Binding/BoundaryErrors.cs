using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Problems with energies on the boundary, and with conditions that stand for them.</summary>
internal static class BoundaryErrors
{
    /// <summary>F0433. See docs/errors/F0433.md.</summary>
    public static Diagnostic NoGradient(string state, string energy, SourceSpan at) =>
        Diagnostic.Error("F0433", $"an energy on the boundary does not move `{state}`", at, "acts on the side alone")
            .Note($"`{energy}` holds no gradient of `{state}`: the derivative of what stands on the side is a measure there, and nothing carries it inside")
            .Help($"add a gradient to the energy, `eps/2*|grad {state}|^2`, or flow in H1, which smooths it");

    /// <summary>F0434. See docs/errors/F0434.md.</summary>
    /// <param name="state">u.</param>
    /// <param name="energy">The energy's name.</param>
    /// <param name="side">Where.</param>
    /// <param name="flux">What the energy asks to vanish there; null where it holds second derivatives.</param>
    /// <param name="at">The condition.</param>
    public static Diagnostic OtherFlux(string state, string energy, string side, string? flux, SourceSpan at) =>
        Diagnostic.Error("F0434", $"`{state}' = …` with `{state}` on its right is no condition of an energy here", at, $"is not what `{energy}` leaves on this side")
            .Note(flux is null ? $"`{energy}` holds second derivatives, which leave other terms on a side" : $"what `{energy}` asks on the {side} is `{flux}` = 0, and not `{state}'` = 0")
            .Help($"write the energy of the boundary: `{energy}[{state}] = … + (int g over {side})`; its condition is then {(flux is null ? "shown by `flowc explain`" : $"`{flux}` + `dg/d{state}` = 0")}");

    /// <summary>F0435. See docs/errors/F0435.md.</summary>
    /// <param name="state">u.</param>
    /// <param name="energy">The energy's name.</param>
    /// <param name="side">Where.</param>
    /// <param name="potential">An energy whose condition it is; null where none is known in closed form.</param>
    /// <param name="slope">Its derivative by u.</param>
    /// <param name="at">The condition.</param>
    public static Diagnostic NotAffine(string state, string energy, string side, string? potential, string slope, SourceSpan at) =>
        Diagnostic.Error("F0435", $"the right side of `{state}' = …` is not affine in `{state}`", at, "is taken for a condition of Robin only where it is")
            .Help(potential is null ? $"write its energy: `{energy}[{state}] = … + (int g over {side})` with dg/d{state} = {slope}"
                : $"write its energy: `{energy}[{state}] = … + (int {potential} over {side})`");

    /// <summary>F0436. See docs/errors/F0436.md.</summary>
    public static Diagnostic Feeds(string state, string side, double rate, SourceSpan at) =>
        Diagnostic.Warning("F0436", $"this condition drives `{state}` away from its level", at, $"the energy on the {side} is concave, of curvature {Friendly.Number(-rate)}")
            .Help($"a condition that lets `{state}` go to a: `{state}' = -h*({state} - a)` with h > 0");

    /// <summary>F0437. See docs/errors/F0437.md.</summary>
    public static Diagnostic Reflected(string state, string energy, SourceSpan condition, SourceSpan at) =>
        Diagnostic.Error("F0437", $"an energy on the boundary and a prescribed derivative of `{state}` meet on one side", condition, "says all of the derivative")
            .See(at, $"`{energy}` holds an integral over this side, whose natural condition says it too")
            .Help("leave the condition out");

    /// <summary>F0438. See docs/errors/F0438.md.</summary>
    public static Diagnostic DerivativeOnSide(string state, string energy, SourceSpan at) =>
        Diagnostic.Error("F0438", $"a derivative of `{state}` in an integral over a side needs second derivatives inside", at, $"`{energy}` holds first ones only")
            .Note("a function of bounded energy has no derivative on the boundary then: its infimum is that of the energy without the term");

    /// <summary>F0439. See docs/errors/F0439.md.</summary>
    public static Diagnostic NoEnergy(string state, SourceSpan at) =>
        Diagnostic.Error("F0439", $"no energy of `{state}` takes this condition", at, $"with `{state}` on its right it stands for an energy on the side")
            .Help("it is added to an energy that is descended, or turns the state by `hamilton`");
}

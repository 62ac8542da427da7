using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>What an energy does where |a|, max, step, floor, `if`, … change over, along the unknown that brings it there.</summary>
public enum SwitchKind
{
    /// <summary>Its value jumps: no derivative, not even a set-valued one.</summary>
    Jump,
    /// <summary>Its slope jumps up: the derivative is the interval between the two slopes.</summary>
    ConvexKink,
    /// <summary>Its slope jumps down: a minimising movement leaves such a place and never rests there.</summary>
    ConcaveKink,
}

/// <summary>A place where an energy is not differentiable in an unknown.</summary>
/// <param name="Kind">What it does there.</param>
/// <param name="Atom">The part that changes over: |u − 1/2|, step(u), if u &lt; 1 then … .</param>
/// <param name="Argument">What vanishes there; of floor and ceil what is a whole number.</param>
/// <param name="Unknown">What moves: the value of a state, a derivative of it, an integral.</param>
/// <param name="At">A value of the unknown at which it happens, the rest being drawn.</param>
/// <param name="Below">The energy density, or of a kink its slope, just below.</param>
/// <param name="Above">The same just above.</param>
public sealed record Switch(SwitchKind Kind, Expr Atom, Expr Argument, Expr Unknown, double At, double Below, double Above);

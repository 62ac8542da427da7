namespace Flows.Compiler.Symbolics;

/// <summary>Whether an expression depends on the time.</summary>
public static class TimeDependence
{
    /// <summary>Whether t appears, definitions and user functions unfolded.</summary>
    public static bool Of(Expr e) => Substitution.HasTime(Definitions.Expand(e));
}

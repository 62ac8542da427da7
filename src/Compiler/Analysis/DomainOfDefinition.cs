using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Looks for functions of a field that need a positive argument.</summary>
internal static class DomainOfDefinition
{
    /// <summary>The name of the first function whose argument may be negative for a field of any sign, or null.</summary>
    public static string? NeedsPositive(Expr e, StateSymbol state)
    {
        if (state.IsDensity)
            return null;
        var seen = new HashSet<Expr>();
        var open = new Stack<Expr>([Definitions.Expand(e)]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            var (name, argument) = next switch
            {
                Apply { Function.Name: "log" or "log10" or "xlogx" or "lgamma" } f => (f.Function.Name, f.Arguments[0]),
                Power { Exponent: Number { Value.IsInteger: false } } p => (p.Exponent is Number { Value: var v } && v == Rational.Half ? "sqrt" : $"(…)^{p.Exponent}", p.Base),
                _ => ("", null),
            };
            if (argument is not null && Substitution.States(argument).Contains(state) && !Bounds.AreNonNegative(argument, isDensity: false))
                return name;
            foreach (var child in Substitution.Children(next))
                open.Push(child);
        }
        return null;
    }
}

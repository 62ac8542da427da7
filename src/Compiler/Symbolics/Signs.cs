using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>What can be seen of an expression's sign without an analysis.</summary>
public static class Signs
{
    /// <summary>Whether it is surely ≥ 0 wherever it is defined; false means only that it could not be seen.</summary>
    public static bool IsNonNegative(Expr e) => e switch
    {
        Number n => n.Value.Sign >= 0,
        Constant => true,
        Named n => IsNonNegative(n.Definition),
        StateValue v => v.State.IsDensity,
        Sum s => All(s.Terms.AsSpan()),
        Product p => All(p.Factors.AsSpan()),
        Power { Exponent: Number { Value.IsEven: true } } => true,
        // A broken power is defined for bases ≥ 0 only.
        Power { Exponent: Number { Value.IsInteger: false } } => true,
        Power p => IsNonNegative(p.Base),
        Apply { Function: not UserFunction } a => RangeIsNonNegative(a),
        Conditional c => IsNonNegative(c.Then) && IsNonNegative(c.Else),
        TransportDistance => true,
        Integral i => IsNonNegative(i.Body),
        _ => false,
    };

    private static bool All(ReadOnlySpan<Expr> parts)
    {
        foreach (var part in parts)
        {
            if (!IsNonNegative(part))
                return false;
        }
        return true;
    }

    private static bool RangeIsNonNegative(Apply a)
    {
        var everything = new Interval[a.Arguments.Count];
        Array.Fill(everything, Interval.Everything);
        var range = a.Function.Range(everything);
        return !range.IsEmpty && range.Lower >= 0;
    }
}

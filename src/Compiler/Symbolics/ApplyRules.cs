using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of function applications.</summary>
internal static class ApplyRules
{
    public static Expr Of(Function function, ReadOnlySpan<Expr> arguments)
    {
        if (arguments.Length != function.Arity)
            throw new ArgumentException($"{function.Name} takes {function.Arity} arguments, not {arguments.Length}", nameof(arguments));
        Seq<Expr> seq = [.. arguments];
        if (function.Simplify(seq) is { } simpler)
            return simpler;
        // f(−a) = ±f(a); of several arguments all change their signs.
        if (function.Parity != Parity.None && LeadsNegative(arguments))
        {
            var negated = new Expr[arguments.Length];
            for (var i = 0; i < negated.Length; i++)
                negated[i] = -arguments[i];
            var result = Of(function, negated);
            return function.Parity == Parity.Even ? result : -result;
        }
        return Build.NewApply(function, seq);
    }

    private static bool LeadsNegative(ReadOnlySpan<Expr> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is not Number { Value.IsZero: true })
                return Contents.IsNegative(argument);
        }
        return false;
    }
}

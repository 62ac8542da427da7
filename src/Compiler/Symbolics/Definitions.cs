using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>Replaces names by what they stand for.</summary>
public static class Definitions
{
    /// <summary>The expression without named constants and without functions of the author's.</summary>
    public static Expr Expand(Expr expression) => Expand(expression, []);

    private static Expr Expand(Expr expression, Dictionary<Expr, Expr> memo) => Substitution.Replace(expression, e =>
    {
        if (!e.Known.Has(Kinds.Named | Kinds.UserFunction))
            return e;
        if (e is not (Named or Apply { Function: UserFunction }))
            return null;
        if (!memo.TryGetValue(e, out var result))
        {
            result = e is Named n ? Expand(n.Definition, memo) : Body((Apply)e, memo);
            memo[e] = result;
        }
        return result;
    });

    private static Expr Body(Apply apply, Dictionary<Expr, Expr> memo)
    {
        Seq<Expr> arguments = [.. apply.Arguments.Select(a => Expand(a, memo))];
        var function = (UserFunction)apply.Function;
        return Expand(function, memo).Apply(arguments);
    }

    private static UserFunction Expand(UserFunction function, Dictionary<Expr, Expr> memo) =>
        UserFunction.Of(function.Name, function.Formals, Expand(function.Body, memo));
}

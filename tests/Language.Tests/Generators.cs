using CsCheck;
using Flows.Language.Syntax;

namespace Flows.Language.Tests;

/// <summary>Random syntax, as the parser could have made it: whatever is no atom stands in parentheses where it must.</summary>
internal static class Generators
{
    private static readonly string[] NameList = ["x", "rho", "ρ₁", "at", "mean", "pi", "grad", "u_2", "log", "steady", "over", "t"];
    private static readonly string[] NumberList = ["0", "1", "2", "2.5", ".5", "1e-3", "400"];

    /// <summary>One of some values.</summary>
    public static Gen<T> One<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<string> Name = One(NameList);

    private static readonly Gen<ExprSyntax> Leaf = Gen.OneOf(
        Name.Select(n => (ExprSyntax)new NameSyntax(n, default)),
        One(NumberList).Select(n => (ExprSyntax)new NumberSyntax(n, default)),
        Gen.String[0, 4].Select(s => (ExprSyntax)new StringSyntax(new string([.. s.Where(c => !char.IsSurrogate(c) && c is not ('\r' or '\u0085'))]), default)));

    /// <summary>Trees that may need parentheses to be written.</summary>
    public static Gen<ExprSyntax> Expression { get; } = Gen.Recursive<ExprSyntax>((depth, inner) => depth >= 4 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner, (o, a, b) => (ExprSyntax)new BinarySyntax(o, a, b, default, default)),
        Gen.Select(inner, inner, inner, (a, b, c) => (ExprSyntax)new BetweenSyntax(
            a, BinaryOperator.Less, b, BinaryOperator.LessOrEqual, c, default)),
        inner.Select(a => (ExprSyntax)new NegateSyntax(a, default)),
        inner.Select(a => (ExprSyntax)new NotSyntax(a, default)),
        inner.Select(a => (ExprSyntax)new NormSyntax(a, default)),
        inner.Select(a => (ExprSyntax)new PrimeSyntax(a, default)),
        Gen.Select(inner, Name, (a, n) => (ExprSyntax)new MemberSyntax(a, n, default, default)),
        Gen.Select(inner, inner, inner, (f, a, b) => (ExprSyntax)new ApplySyntax(f, [a, b], default)),
        Gen.Select(inner, inner, inner, (f, a, b) => (ExprSyntax)new CallSyntax(
            f, [new ArgumentSyntax(null, a, default), new ArgumentSyntax("seed", b, default)], default)),
        Gen.Select(inner, inner, (f, a) => (ExprSyntax)new BracketSyntax(f, [a], default)),
        Gen.Select(inner, inner, (a, b) => (ExprSyntax)new TupleSyntax([a, b], default)),
        inner.Array[0, 3].Select(items => (ExprSyntax)new ListSyntax([.. items], default)),
        Gen.Select(inner, inner, inner, (a, b, c) => (ExprSyntax)new RangeSyntax(a, b, c, default)),
        Gen.Select(inner, Name.Array[1, 2], (a, over) => (ExprSyntax)new AverageSyntax("mean", [a], [.. over], default)),
        Gen.Select(Name, inner, (n, a) => (ExprSyntax)new FunSyntax(
            [new ParameterSyntax([n], false, default), new ParameterSyntax(["a", "b"], true, default)], a, default)),
        Gen.Select(inner, inner, inner, (a, b, c) => (ExprSyntax)new IfSyntax(a, b, c, default)),
        inner.Select(a => (ExprSyntax)new IntSyntax(a, null, default, default)),
        Gen.Select(inner, Name, (a, n) => (ExprSyntax)new IntSyntax(a, n, default, default)),
        Gen.Select(Gen.Bool, Name, inner, inner, (d, n, a, b) => (ExprSyntax)new LetInSyntax(
            d, new PatternSyntax([n], false, [], default), a, b, default))));
}

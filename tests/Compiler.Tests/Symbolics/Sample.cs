using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Symbolics;

/// <summary>The states, points and constants that the tests of this folder speak of.</summary>
internal static class Sample
{
    public static readonly Space Line = new("Line", ["x"]);
    public static readonly Space Box = new("Box", ["x", "y"]);
    public static readonly Point P = new(Line, 0);
    public static readonly Point Q = new(Line, 1);
    public static readonly Point B = new(Box, 0);
    public static readonly Point B1 = new(Box, 1);
    public static readonly StateSymbol USymbol = new("u", Line, StateKind.Field);
    public static readonly StateSymbol RhoSymbol = new("rho", Line, StateKind.Density);
    public static readonly StateSymbol WSymbol = new("w", Box, StateKind.Field);
    public static readonly StateSymbol SigmaSymbol = new("sigma", Box, StateKind.Density);

    public static readonly Expr U = Build.Value(USymbol, P);
    public static readonly Expr UQ = Build.Value(USymbol, Q);
    public static readonly Expr Rho = Build.Value(RhoSymbol, P);
    public static readonly Expr RhoQ = Build.Value(RhoSymbol, Q);
    public static readonly Expr X = Build.Coordinate(P, 0);
    public static readonly Expr Y = Build.Coordinate(Q, 0);
    public static readonly Expr W = Build.Value(WSymbol, B);
    public static readonly Expr Sigma = Build.Value(SigmaSymbol, B);
    public static readonly Expr Eps = Build.Named("eps", Build.Number(new Rational(1, 20)));
    public static readonly Expr M = Build.Named("m", 2);
    public static readonly Symbol R = (Symbol)Build.Symbol("r");
    public static readonly UserFunction V = UserFunction.Of("V", [R], (Build.Power(R, 2) + R) / 2);
    public static readonly UserFunction Kernel = UserFunction.Of("W", [R], Build.Power(R, 2) / 2 - Build.Apply(FunctionCatalog.Log, Abs(R)));

    public static Expr Abs(Expr e) => Build.Apply(FunctionCatalog.Abs, e);

    public static Expr Log(Expr e) => Build.Apply(FunctionCatalog.Log, e);

    public static Expr Exp(Expr e) => Build.Apply(FunctionCatalog.Exp, e);

    public static Expr Pow(Expr a, Expr b) => Build.Power(a, b);

    public static Expr Grad(Expr e) => Build.Gradient(e, P, 0);

    public static Expr Grad2(Expr e, int axis) => Build.Gradient(e, B, axis);

    public static Expr Ratio(int p, int q) => Build.Number(new Rational(p, q));
}

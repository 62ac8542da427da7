using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class PrintingTests
{
    public static TheoryData<string, Expr> Goldens => new()
    {
        { "rho*log(rho)", Rho * Log(Rho) },
        { "x^2/2", Pow(X, 2) / 2 },
        { "u/2", U / 2 },
        { "2*u/3", 2 * U / 3 },
        { "0.3*u", Ratio(3, 10) * U },
        { "u^3 - u - eps^2*lap u", Pow(U, 3) - U - Pow(Eps, 2) * Build.Lap(U, P) },
        { "(u^2 - 1)^2/4", Pow(1 - Pow(U, 2), 2) / 4 },
        { "eps^2/2*|grad u|^2", Pow(Eps, 2) / 2 * Pow(Grad(U), 2) },
        { "|grad u|^2/2", Pow(Grad(U), 2) / 2 },
        { "(grad u)^3", Pow(Grad(U), 3) },
        { "sqrt(|grad u|^2 + 1)", Build.Sqrt(1 + Pow(Grad(U), 2)) },
        { "V + log(rho) + 1", 1 + Log(Rho) + Build.Apply(V, X) },
        { "V*rho + rho*log(rho)", Rho * Log(Rho) + Build.Apply(V, X) * Rho },
        { "V'*rho + grad rho", Grad(Rho) + V.Derivative([X], 0) * Rho },
        { "div(rho*grad V)", Build.DivGrad(Rho, Build.Apply(V, X), P) },
        { "div(rho*grad(log(rho)))", Build.DivGrad(Rho, Log(Rho), P) },
        { "lap(u^3) - lap(lap u)", Build.Lap(Pow(U, 3) - Build.Lap(U, P), P) },
        { "rho^(3/2)", Pow(Rho, Ratio(3, 2)) },
        { "1/sqrt(rho)", Pow(Rho, Ratio(-1, 2)) },
        { "rho^m/(m - 1)", Pow(Rho, M) / (M - 1) },
        { "m/(m - 1)*rho^(m - 1)", M * Pow(Rho, M - 1) / (M - 1) },
        { "rho^2*conv W rho", Pow(Rho, 2) * Build.Integral(Q, Build.Apply(Kernel, X - Y) * RhoQ) },
        { "conv W rho", Build.Integral(Q, Build.Apply(Kernel, Y - X) * RhoQ) },
        { "int (fun y -> cos(x - y)*rho(y))", Build.Integral(Q, Build.Apply(FunctionCatalog.Cos, X - Y) * RhoQ) },
        { "int V*rho", Build.Integral(P, Build.Apply(V, X) * Rho) },
        { "u + (int x*rho)^2", U + Pow(Build.Integral(P, X * Rho), 2) },
        { "int 1 over Line", Build.Integral(P, 1) },
        { "W(x - y)*rho*rho(y)", Build.Apply(Kernel, X - Y) * Rho * RhoQ },
        { "1 - u^2", 1 - Pow(U, 2) },
        { "x*(1 - u)", (1 - U) * X },
        { "x/(1 - u)", X / (1 - U) },
        { "-x*(u + 1)", -X * (U + 1) },
        { "rho/(x*u)", Rho / (X * U) },
        { "2/sqrt(pi)*exp(-x^2)", FunctionCatalog.Erf.Derivative([X], 0) },
        { "sqrt(2*pi)", Build.Sqrt(2 * Build.Pi) },
        { "2^u", Pow(2, U) },
        { "(-2)^u", Pow(-2, U) },
        { "(1/2)^u", Pow(Ratio(1, 2), U) },
        { "|x - y|", Abs(Y - X) },
        { "abs(log(|x|))", Abs(Log(Abs(X))) },
        { "if u < 1 then u else 1", Build.If(new Compare(Comparison.Less, U, 1), U, 1) },
        { "2*(if u <= 0 or not u = x then u else 1)", 2 * Build.If(
            new OrCondition(new Compare(Comparison.LessOrEqual, U, 0), new NotCondition(new Compare(Comparison.Equal, U, X))), U, 1) },
        { "(grad w).x", Grad2(W, 0) },
        { "|grad w|^2/2", (Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2)) / 2 },
        { "|grad w|^m", Pow(Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2), M / 2) },
        { "|grad w|", Build.Sqrt(Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2)) },
        { "sqrt(|grad w|^2 + 1)", Build.Sqrt(1 + Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2)) },
        { "sigma*dot(grad sigma, grad w)", Sigma * (Grad2(W, 0) * Grad2(Sigma, 0) + Grad2(W, 1) * Grad2(Sigma, 1)) },
        { "w^2 + |grad w|^2", Pow(W, 2) + Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2) },
        { "(grad w).y^2", Pow(Grad2(W, 1), 2) },
        { "div(y*w, x*w)", Build.Divergence([Build.Coordinate(B, 1) * W, Build.Coordinate(B, 0) * W], B) },
        { "(lap u)(y)", Build.Lap(UQ, Q) },
        { "int (fun p -> exp(-(x - p.x)^2)*sigma(p))", Build.Integral(B1, Exp(-Pow(Build.Coordinate(B, 0) - Build.Coordinate(B1, 0), 2))
            * Build.Value(SigmaSymbol, B1)) },
        { "u*log(u)", Build.Apply(FunctionCatalog.XLogX, U) },
        { "1e400", Build.Number(Rational.TryParse("1e400", out var big) ? big : default) },
        { "9^(9^387420489)", Pow(9, Pow(9, Pow(9, 9))) },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void An_expression_is_written_as_a_textbook_writes_it(string expected, Expr expression) =>
        Assert.Equal(expected, ExprPrinter.Print(expression));

    [Fact]
    public void Unicode_spelling_uses_the_symbols_of_the_language()
    {
        var e = Pow(U, 3) - Pow(Eps, 2) * Build.Lap(U, P) + Build.Pi * Pow(Grad(U), 2);
        Assert.Equal("u³ + π*|∇u|² - eps²*Δu", ExprPrinter.Print(e, new PrinterOptions(Unicode: true)));
    }
}

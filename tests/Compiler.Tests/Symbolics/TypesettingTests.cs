using System.Xml.Linq;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class TypesettingTests
{
    public static TheoryData<string, Expr> Latex => new()
    {
        { @"\rho \log \rho", Rho * Log(Rho) },
        { @"\frac{{x}^{2}}{2}", Pow(X, 2) / 2 },
        { @"0.3 u", Ratio(3, 10) * U },
        { @"{u}^{3} - u - {\varepsilon}^{2} \Delta u", Pow(U, 3) - U - Pow(Eps, 2) * Build.Lap(U, P) },
        { @"\frac{{\varepsilon}^{2}}{2} {|\nabla u|}^{2}", Pow(Eps, 2) / 2 * Pow(Grad(U), 2) },
        { @"\sqrt{{|\nabla u|}^{2} + 1}", Build.Sqrt(1 + Pow(Grad(U), 2)) },
        { @"\nabla \cdot (\rho \nabla V)", Build.DivGrad(Rho, Build.Apply(V, X), P) },
        { @"\frac{m}{m - 1} {\rho}^{m - 1}", M * Pow(Rho, M - 1) / (M - 1) },
        { @"{\rho}^{2} (W * \rho)", Pow(Rho, 2) * Build.Integral(Q, Build.Apply(Kernel, X - Y) * RhoQ) },
        { @"\int_{\mathit{Line}} V \rho \,dx", Build.Integral(P, Build.Apply(V, X) * Rho) },
        { @"\int_{\mathit{Line}} \cos(x - y) \rho(y) \,dy", Build.Integral(Q, Build.Apply(FunctionCatalog.Cos, X - Y) * RhoQ) },
        { @"(\exp x) \log u", Log(U) * Exp(X) },
        { @"{(\log u)}^{2}", Pow(Log(U), 2) },
        { @"-x (u + 1)", -X * (U + 1) },
        { @"2 \cdot {3}^{u}", 2 * Pow(3, U) },
        { @"\begin{cases} u & \text{if } u < 1, \\ 1 & \text{otherwise} \end{cases}", Build.If(new Compare(Comparison.Less, U, 1), U, 1) },
        { @"\partial_{x} w", Grad2(W, 0) },
        { @"\frac{{|\nabla w|}^{2}}{2}", (Pow(Grad2(W, 0), 2) + Pow(Grad2(W, 1), 2)) / 2 },
        { @"\lambda_{2}", Build.Symbol("lambda2") },
        { @"\mathit{kT}_{\mathrm{max}}", Build.Symbol("kT_max") },
    };

    [Theory]
    [MemberData(nameof(Latex))]
    public void Formulas_read_in_LaTeX_as_in_a_paper(string latex, Expr e) => Assert.Equal(latex, LatexPrinter.Print(e));

    [Fact]
    public void A_fraction_in_MathML_is_a_fraction() => Assert.Equal(
        "<mfrac><mrow><msup><mrow><mi>ε</mi></mrow><mrow><mn>2</mn></mrow></msup></mrow><mrow><mn>2</mn></mrow></mfrac>",
        MathMlPrinter.Print(Pow(Eps, 2) / 2));

    [Fact]
    public void Every_expression_is_well_formed_MathML() =>
        RandomExpressions.Of.Sample(w => XElement.Parse($"<math>{MathMlPrinter.Print(w.Expr)}</math>").HasElements, iter: 3_000);

    [Fact]
    public void Every_expression_has_balanced_LaTeX() =>
        RandomExpressions.Of.Sample(w => LatexBalance.Complaint(LatexPrinter.Print(w.Expr)) is null, iter: 3_000);

    [Fact]
    public void Every_function_has_a_form_in_LaTeX() => Assert.All(FunctionCatalog.All, f =>
        Assert.Null(LatexBalance.Complaint(f.LatexForm([.. Enumerable.Repeat("x", f.Arity)]) ?? f.Latex)));
}

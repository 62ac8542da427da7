using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Language.Tests;

public class FormatterTests
{
    [Theory]
    [InlineData("let  a=1+2", "let a = 1 + 2")]
    [InlineData("let V x=(x-mu)^2 / 2", "let V x = (x - mu)^2 / 2")]
    [InlineData("let a = b **2*c", "let a = b^2*c")]
    [InlineData("let a = b* c /d", "let a = b*c/d")]
    [InlineData("let a = - b - -c*-d^ - 2", "let a = -b - -c*-d^-2")]
    [InlineData("let a = f(x) (y) + f (x,y)+g x  y", "let a = f(x) (y) + f (x, y) + g x y")]
    [InlineData("let a = [1 ;2;3]\nlet b=[0..0.5..6]", "let a = [1; 2; 3]\nlet b = [0 .. 0.5 .. 6]")]
    [InlineData("let a = | x |*|y|^2 |>f", "let a = |x|*|y|^2 |> f")]
    [InlineData("let f=fun(x,y)->if(x<y)then x else y", "let f = fun (x, y) -> if (x < y) then x else y")]
    [InlineData("let a = 1_000 + .5 + 1e-3", "let a = 1_000 + .5 + 1e-3")]
    [InlineData("let a = u' + u''^2 + q.x", "let a = u' + u''^2 + q.x")]
    [InlineData("domain D(q,p)=periodic[0,1]*[0,2]", "domain D(q, p) = periodic [0, 1] * [0, 2]")]
    [InlineData("domain D=radial 2[0,5]", "domain D = radial 2 [0, 5]")]
    [InlineData("param a=1 in[0,2*pi]", "param a = 1 in [0, 2*pi]")]
    [InlineData("state u:field on D=0 where u=0 on left,u'=0 on right", "state u : field on D = 0 where u = 0 on left, u' = 0 on right")]
    [InlineData("F [ rho ]=int rho", "F[rho] = int rho")]
    [InlineData("P m[rho]=int rho^m", "P m [rho] = int rho^m")]
    [InlineData("flow u=descend E in H^-1{mobility=2}-u", "flow u = descend E in H^-1 { mobility = 2 } - u")]
    [InlineData("flow u = descend E in L2 {}", "flow u = descend E in L2 { }")]
    [InlineData("solve on 256*256 cells by jko{tau=1;tol=2} until 6", "solve on 256*256 cells by jko { tau = 1; tol = 2 } until 6")]
    [InlineData("expect a~1 within 1e-2 at -1", "expect a ~ 1 within 1e-2 at -1")]
    [InlineData("observe a = 1/2 * int(fun x y->x*y)", "observe a = 1/2 * int (fun x y -> x*y)")]
    public void Tokens_are_spaced_as_in_the_reference(string written, string expected) => Check(written + "\n", expected + "\n");

    [Theory]
    [InlineData("let a = 1// one\n//two\nlet b = 2     //three  \n", "let a = 1  // one\n//two\nlet b = 2  //three\n")]
    [InlineData("let a = f(*c*)x+(  (* d *) y (*e*) )\n", "let a = f (*c*) x + ((* d *) y (*e*))\n")]
    [InlineData("/// doc\nlet a = 1   /// more\n", "/// doc\nlet a = 1  /// more\n")]
    [InlineData("let a = 1\n// within\n  + 2\n  // after\n", "let a = 1\n    // within\n    + 2\n// after\n")]
    [InlineData("(* one\n     (* nested *)\n  two *)\nlet a = 1 (* x\n y *) + 2\n", "(* one\n     (* nested *)\n  two *)\nlet a = 1 (* x\n y *) + 2\n")]
    [InlineData("// only", "// only\n")]
    public void Comments_stay(string written, string expected) => Check(written, expected);

    [Theory]
    [InlineData("\n\n\nlet a = 1\n\n\n\nlet b = 2\nlet c = 3\n\n", "let a = 1\n\nlet b = 2\nlet c = 3\n")]
    [InlineData("let a = 1\r\n  + 2\r\n\r\n", "let a = 1\n    + 2\n")]
    [InlineData("let a = f(\n 1,\n  g(\n 2\n)\n)\n", "let a = f(\n    1,\n    g(\n        2\n    )\n)\n")]
    [InlineData("let f x =\n  let y = x\n  |y|\n", "let f x =\n    let y = x\n    |y|\n")]
    [InlineData("let a = |\n x\n |", null)]
    [InlineData("", "")]
    [InlineData(" \n\n", "")]
    public void Lines_are_those_of_the_author_with_canonical_indentation(string written, string? expected) =>
        Check(written, expected ?? "let a = |\n    x\n    |\n");

    [Fact]
    public void A_long_line_is_broken_where_it_binds_loosest()
    {
        var term = "alpha*rho^2 + beta*rho*log(rho)";
        Check($"F[rho] = int {term} + {term} + {term} + {term}\n", $"""
            F[rho] =
                int {term} + {term} + alpha*rho^2
                + beta*rho*log(rho) + {term}

            """.ReplaceLineEndings("\n"));
        Check("state u : field on Box = 0.1*noise(seed = 1) + sin(2*pi*x)*sin(2*pi*y) where u = 0 on left, u = 1 on right, noflux on y\n", """
            state u : field on Box = 0.1*noise(seed = 1) + sin(2*pi*x)*sin(2*pi*y)
                where u = 0 on left, u = 1 on right, noflux on y

            """.ReplaceLineEndings("\n"));
        Check($"let long_name_of_a_list = [{string.Join("; ", Enumerable.Range(1000, 25))}]\n", $"""
            let long_name_of_a_list =
                [{string.Join("; ", Enumerable.Range(1000, 16))};
                    {string.Join("; ", Enumerable.Range(1016, 9))}]

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_documented_first_line_is_not_broken()
    {
        var text = $"let a = {string.Join(" + ", Enumerable.Range(1000, 20))}  /// doc\n";
        Check(text, text);
    }

    [Theory]
    [InlineData("let a = grad u + lap  u*sqrt 2 - pi", "let a = ∇u + Δu*√2 − π")]
    [InlineData("let a = grad (sqrt rho) + sqrt(x) + sqrt .5", "let a = ∇ (√rho) + √(x) + √ .5")]
    [InlineData("F[u] = int u^2 + u^3 + u^22 + u^2^3 + u^-2", "F[u] = ∫ u² + u³ + u^22 + u^2³ + u^−2")]
    [InlineData("let f = fun x -> if x <= infinity and x >= 0 then 1 else 2", "let f = fun x → if x ≤ ∞ and x ≥ 0 then 1 else 2")]
    [InlineData("let a = map grad us", "let a = map ∇ us")]
    [InlineData("let a = x ^ 2 ^ 3", "let a = x^2³")]
    [InlineData("let a = x^2 (* c *)^3", "let a = x^2 (* c *) ³")]
    [InlineData("domain D = real^2\nparam a = 1 in [0, 2]\nstate z : point in D = (0, 1)", "domain D = real²\nparam a = 1 ∈ [0, 2]\nstate z : point ∈ D = (0, 1)")]
    [InlineData("flow u = descend E in L2\nlet a = (let b = 1 in b)", "flow u = descend E in L2\nlet a = (let b = 1 in b)")]
    [InlineData("let s = \"pi <= 2\" // pi <= 2", "let s = \"pi <= 2\"  // pi <= 2")]
    [InlineData("let pi = 3\nlet a = 2*pi*sqrt 2", "let pi = 3\nlet a = 2*pi*√2")]
    [InlineData("let f = fun (x, grad) -> grad x", "let f = fun (x, grad) → grad x")]
    [InlineData("let a = pix + rho_pi + 2*rho", "let a = pix + rho_pi + 2*rho")]
    public void Symbols_are_written_in_unicode_and_back(string ascii, string unicode)
    {
        Assert.Equal(unicode + "\n", FormatterLaws.Hold(ascii, Spelling.Unicode));
        Assert.Equal(FormatterLaws.Hold(ascii, Spelling.Ascii), FormatterLaws.Hold(unicode, Spelling.Ascii));
    }

    [Theory]
    [InlineData("let a = 2e−3 × π − √x · y ≠ ∞", "let a = 2e-3 * pi - sqrt x · y <> infinity")]
    [InlineData("let a = ∇(√ρ) + x²", "let a = grad(sqrt ρ) + x^2")]
    [InlineData("let π = 3\nlet a = 2*π", "let π = 3\nlet a = 2*π")]
    [InlineData("state z : point ∈ D = (0, 1)", "state z : point in D = (0, 1)")]
    public void Ascii_spells_what_it_can(string written, string expected) =>
        Assert.Equal(expected + "\n", FormatterLaws.Hold(written, Spelling.Ascii));

    [Fact]
    public void A_program_with_errors_is_not_formatted()
    {
        var (text, diagnostics) = Formatter.Format(new SourceText("a.flow", "let a = 1\nlet b = )\n"));
        Assert.Null(text);
        Assert.Equal("F0102", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_list_of_a_megabyte_and_a_sum_of_thousands_of_terms_are_formatted()
    {
        var list = $"let a = [{string.Join("; ", Enumerable.Repeat("1", 300_000))}]";
        Assert.Equal(list.Count(c => c == '1'), Formatter.Format(new SourceText("a.flow", list)).Value!.Count(c => c == '1'));
        var sum = $"let a = {string.Join(" + ", Enumerable.Repeat("x", 4_000))}";
        Assert.Empty(FlowParser.Parse(new SourceText("a.flow", Formatter.Format(new SourceText("a.flow", sum)).Value!)).Diagnostics);
    }

    [Fact]
    public void A_program_that_would_become_too_large_is_not_formatted()
    {
        var (text, diagnostics) = Formatter.Format(new SourceText("a.flow", string.Concat(Enumerable.Repeat("(*c*)", SourceReader.LargestFile / 5))));
        Assert.Null(text);
        Assert.Equal("F0002", Assert.Single(diagnostics).Code);
    }

    private static void Check(string written, string expected) => Assert.Equal(expected, FormatterLaws.Hold(written));
}

using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Steppers;

namespace Flows.Cli.Tests;

/// <summary>A name that is not declared is an error wherever it stands, used or not.</summary>
public class UndeclaredNameTests
{
    private const string Flowing = """
        domain I = [0, 1]
        state u : field on I = x
        E[u] = int 1/2*|grad u|^2
        flow u = descend E in L2
        solve on 20 cells by implicit { dt = 0.1 } until 0.1

        """;

    [Theory]
    [InlineData("let a = missing")]
    [InlineData("let V x = x*missing")]
    [InlineData("let L = [1; missing]")]
    [InlineData("param p = missing")]
    [InlineData("param p = 1 in [0, missing]")]
    [InlineData("data xs = [1; missing]")]
    [InlineData("G[w] = int w*missing")]
    [InlineData("G p [w] = int p*w*missing")]
    [InlineData("G[v, w] = int v*w*missing")]
    [InlineData("G[w] = int conv (fun z -> z*missing) w")]
    [InlineData("domain J = [0, missing]")]
    public void In_a_program_without_a_flow(string declaration)
    {
        AssertUnknown(declaration + "\n");
        AssertUnknown("domain I = [0, 1]\n" + declaration + "\n");
        // With two domains neither a coordinate nor an argument tells which is meant.
        AssertUnknown("domain I = [0, 1]\ndomain K = [0, 2]\n" + declaration + "\n");
    }

    [Theory]
    [InlineData("let a = missing")]
    [InlineData("let V x = x*missing")]
    [InlineData("let V x = if x > 0 then 1 else missing")]
    [InlineData("let V x = let k = missing in k*x")]
    [InlineData("G[w] = int w*missing")]
    [InlineData("param p = missing")]
    [InlineData("observe m = missing")]
    [InlineData("observe m = int u*missing")]
    [InlineData("observe m = int u every missing")]
    [InlineData("observe m = u(missing)")]
    [InlineData("plot missing")]
    [InlineData("plot u, missing")]
    [InlineData("plot u at [0; missing]")]
    [InlineData("plot int u vs missing")]
    [InlineData("expect int u ~ missing within 1")]
    [InlineData("expect int u ~ 1 within missing")]
    [InlineData("expect int u < missing")]
    [InlineData("expect u > missing")]
    [InlineData("expect missing decreases")]
    [InlineData("save every missing")]
    [InlineData("animate u every missing")]
    [InlineData("compare E over { a = missing }")]
    [InlineData("vary E at u = x along missing")]
    public void In_a_program_with_a_flow(string declaration) => AssertUnknown(Flowing + declaration + "\n");

    [Theory]
    [InlineData("domain I = [0, 1]\ndomain K = [0, 2]\nlet V x = x^2\nlet W = x + 1\nG[w] = int w*W\n")]
    [InlineData("let f x y = max x y\nlet g = fun z -> let k = 2 in f z k\nlet s = step 1\n")]
    [InlineData("G[w] = int w^2 over boundary\nH p [v, w] = int p*v*w + slope G\n")]
    [InlineData("")]
    public void Names_that_are_known_are_not_reported(string program) => Assert.Empty(Unknown(program));

    private static void AssertUnknown(string program)
    {
        var unknown = Unknown(program);
        Assert.True(unknown.Length == 1, $"{unknown.Length} for\n{program}");
        Assert.Equal("missing", program[unknown[0].Primary.Span.Start..unknown[0].Primary.Span.End]);
    }

    private static Diagnostic[] Unknown(string program) =>
        [.. FlowCompiler.Compile(new SourceText("p.flow", program), MethodCatalog.Target, Overrides.None).Diagnostics.Where(d => d.Code == "F0201")];
}

using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Language.Tests;

public class DeclarationTests
{
    [Theory]
    [InlineData("param chi = 3.0 in [0, 20]")]
    [InlineData("let (a, b) = split(x, 2)")]
    [InlineData("let V (x, y) z = x")]
    [InlineData("data (xs, ys) = csv \"train.csv\"")]
    [InlineData("open Energies")]
    [InlineData("domain Phase(q, p) = [-3, 3] * periodic [0, 2*pi] * radial 2 [0, 1] * real^3 * real")]
    [InlineData("state u : field on periodic [0, 1] * [0, 1] mass initial = 1 where u = 0 on left, u' = g x on right, noflux, u <= 1, u >= -1")]
    [InlineData("state n : particles 2*k in D = normal(0, 1)")]
    [InlineData("state p : point in D")]
    [InlineData("Porous m n [rho, c] x y = int rho^m")]
    [InlineData("network f : real^2 -> real = dense 64 relu |> dense 1")]
    [InlineData("flow (u, v) = -descend E in L2 { mobility = 1; open = left } - descend Porous 2 in H^-1 + x*y - hamilton F[u]")]
    [InlineData("flow q = descend E in natural { on = data; model = m }")]
    [InlineData("flow u = f x - u")]
    [InlineData("solve on (2*n)*n*4^2 cells by rk45 { } until steady 1e-9 or 100")]
    [InlineData("solve until 2*T")]
    [InlineData("solve by steps 2000")]
    [InlineData("solve on 64 cells by steps n")]
    [InlineData("minimize F[u] over (u, v) subject to L = 3, M <= 2 on 400*400 cells { tol = 1e-8 }")]
    [InlineData("compare T over { line = 2*x/pi; arc = sqrt x }")]
    [InlineData("vary J at u = sin(pi*x) along x*(1 - x)")]
    [InlineData("observe dist = W2(rho, gaussian(mu, 1)) every 0.1")]
    [InlineData("plot log a vs b, c at [0; 1]")]
    [InlineData("plot histogram theta.w")]
    [InlineData("plot (log gap)")]
    [InlineData("animate rho every 0.05")]
    [InlineData("save every 0.1")]
    [InlineData("expect F decreases")]
    [InlineData("expect mass rho conserved within 1e-12")]
    [InlineData("expect mean ~ mu + 1 within 1e-2 at 2")]
    [InlineData("expect 0 <= rho < 2 at 3")]
    public void Every_form_of_every_declaration_prints_as_it_is_written(string text)
    {
        var (program, diagnostics) = FlowParser.Parse(new SourceText("a.flow", text));
        Assert.Empty(diagnostics);
        Assert.Equal(text, SyntaxPrinter.Print(Assert.Single(program!.Declarations)));
    }

    [Fact]
    public void Contextual_words_may_be_names() =>
        Assert.Empty(FlowParser.Parse(new SourceText("a.flow", """
            let descend = 1
            let steps = 2
            state mass : field on domains
            observe mean = int x*rho
            let at on = on
            let domains = real_ + density + noflux + steady
            flow mass = descend + hamilton*2
            state noflux : field on D where noflux = 0 on left, noflux on right
            """)).Diagnostics);

    [Fact]
    public void The_metric_H_minus_one_is_a_name()
    {
        var flow = (FlowDecl)FlowParser.Parse(new SourceText("a.flow", "flow c = descend E in H^-1 { mobility = m }")).Value!.Declarations[0];
        var item = (DescendItem)flow.Items[0];
        Assert.Equal(new NamedSpan("H^-1", new SourceSpan(22, 4)), item.Metric);
        Assert.Equal("mobility", item.Options!.Fields[0].Name.Name);
    }

    [Fact]
    public void The_sign_before_an_item_of_a_flow_is_kept()
    {
        var flow = (FlowDecl)FlowParser.Parse(new SourceText("a.flow", "flow c = f - descend E in L2 + -g")).Value!.Declarations[0];
        Assert.Equal([false, true, false], flow.Items.Select(i => i.IsNegative));
    }
}

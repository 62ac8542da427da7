using Flows.Compiler.Binding;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Compiler.Tests.Tables;

/// <summary>`data`, averages over data, and functionals whose values are fields (docs/language.md §4, §6).</summary>
public class DataTests
{
    private const string Features = """
        data xs = [-1; -1/2; 1/3; 4/5; 2]
        data ys = map (fun x -> sin(3*x)) xs
        domain Theta(a, w, b) = real^3
        state rho : particles 4 in Theta = normal(0, 1)
        f[rho] x = int (fun (a, w, b) -> a*SIGMA(w*x + b))*rho
        R[rho] = mean (fun x y -> 1/2*(f[rho] x - y)^2) over (xs, ys)
        K[rho] = 1/2*int (fun p q -> (mean (fun x -> p.a*SIGMA(p.w*x + p.b)*q.a*SIGMA(q.w*x + q.b)) over xs)*rho p*rho q)
        g[rho] = int (fun (a, w, b) -> mean (fun x y -> y*a*SIGMA(w*x + b)) over (xs, ys))*rho
        Kernel[rho] = K[rho] - g[rho] + (mean (fun y -> y^2/2) over ys)
        S[rho] = sum (fun x y -> let e = f[rho] x - y in e^2/2) over (xs, ys)
        """;

    private static readonly double[] Xs = [-1, -1.0 / 2, 1.0 / 3, 4.0 / 5, 2];

    [Theory]
    [InlineData("csv \"t.csv\"", "(xs, ys)", "0 1;2 3|4 5;6 7")]
    [InlineData("csv(\"t.csv\", columns = [\"ys\"; \"xs\"])", "p", "4 5;6 7,0 1;2 3")]
    [InlineData("linspace(-1, 1, 5)", "p", "-1;-0.5;0;0.5;1")]
    [InlineData("linspace(3, 4, 1)", "p", "3")]
    [InlineData("[1; 2; 4]", "p", "1;2;4")]
    [InlineData("[(1, 2); (3, 4)]", "p", "1;3,2;4")]
    [InlineData("[0 .. 0.5 .. 1]", "p", "0;0.5;1")]
    [InlineData("map (fun x -> x^2 + c) [1; 2]", "p", "4;7")]
    [InlineData("[1; 2] |> map (fun x -> (x, -x))", "(a, b)", "1;2|-1;-2")]
    [InlineData("map (fun a b -> a*b) [(1, 2); (3, 4)]", "p", "2;12")]
    [InlineData("map square other", "p", "9;16")]
    [InlineData("other", "p", "3;4")]
    public void Data_are_what_their_declaration_says(string right, string names, string expected)
    {
        var model = Bind($"let c = 3\nlet square x = x^2\ndata other = [3; 4]\ndata {names} = {right}\n", new MemoryFiles(("t.csv", "xs,no,ys\n0,a,4\n1,b,5\n2,c,6\n3,d,7\n")));
        var shown = string.Join('|', model.Data.Where(d => d.Name != "other").Select(d => string.Join(',', d.Columns.Select(c => string.Join(';', c)))));
        Assert.Equal(expected.Replace(' ', ';'), shown.Replace("0,5", "0.5", StringComparison.Ordinal));
    }

    [Fact]
    public void Averages_of_the_data_alone_are_numbers()
    {
        var model = Bind("""
            data xs = [1; 2; 6]
            data ys = linspace(0, 1, 3)
            let m = mean (fun x -> x) over xs
            domain I = [0, 1]
            state u : field on I = m*x
            F[u] = (sum (fun x y -> x*y) over (xs, ys))*(int u) + (mean (fun x -> 2) over xs)*(sum (fun x -> (int u)^2) over xs)
            """);
        // Σxy = 0 + 1 + 6; the mean of 2 is 2, the sum of three equal terms three times one.
        Assert.Equal("6*(int u)^2 + 7*(int u)", model.Functionals.Single().Value.ToString());
        Assert.Equal(3, Constants.Value(model.States[0].Initial / Build.Coordinate(new Point(model.Domains[0].Space, 0), 0)));
    }

    // δR/δρ(θ) = mean ∂ℓ·a σ(wx + b), and the kernel form has the same derivative: both are polynomials of degree 1 in ρ with the
    // same coefficients, summed in another order.
    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void The_loss_of_a_mean_field_network_and_its_kernel_form_have_one_derivative(string sigma)
    {
        var model = Bind(Features.Replace("SIGMA", sigma, StringComparison.Ordinal));
        Func<string, Expr> of = name => model.Functionals.Single(f => f.Name == name).Value;
        var rho = model.Functionals.First(f => f.Name == "R").Formals[0];
        var measure = new Measure(rho.Space, [[0.7, 1.1, -0.2], [-0.4, 0.3, 0.5], [1.3, -0.8, 0.1], [0.2, 2, -1]], [0.3, 0.2, 0.4, 0.1]);
        Assert.InRange(measure.Value(of("R")), measure.Value(of("Kernel")) - 1e-13, measure.Value(of("Kernel")) + 1e-13);
        Assert.InRange(measure.Value(of("S")), 5 * measure.Value(of("R")) - 1e-13, 5 * measure.Value(of("R")) + 1e-13);
        var direct = FunctionalDerivative.Of(of("R"), rho).Display;
        var kernel = FunctionalDerivative.Of(of("Kernel"), rho).Display;
        for (var k = 0; k < 4; k++)
        {
            Assert.InRange(measure.At(direct, k), measure.At(kernel, k) - 1e-12, measure.At(kernel, k) + 1e-12);
            // R is quadratic in the masses: the central difference has no error but round-off, 1e-16/h.
            var difference = (measure.Moved(k, 1e-2).Value(of("R")) - measure.Moved(k, -1e-2).Value(of("R"))) / 2e-2;
            Assert.InRange(measure.At(direct, k), difference - 1e-12, difference + 1e-12);
        }
    }

    [Fact]
    public void Averages_are_printed_as_they_are_read()
    {
        var text = Features.Replace("SIGMA", "tanh", StringComparison.Ordinal);
        var printed = Bind(text).Functionals.Single(f => f.Name == "R").Value.ToString();
        Assert.Contains("mean (fun xs ys -> ", printed, StringComparison.Ordinal);
        Assert.Contains(" over (xs, ys)", printed, StringComparison.Ordinal);
        var again = Bind($"{text}\nAgain[rho] = {printed}\n");
        Assert.Same(again.Functionals.Single(f => f.Name == "R").Value, again.Functionals.Single(f => f.Name == "Again").Value);
    }

    [Fact]
    public void Every_functional_of_the_reference_is_bound()
    {
        var model = Bind("""
            param chi = 3.0 in [0, 20]
            let eps = 1/20
            let V x = x^2/2
            let W x = x^2/2 - |x|
            data (xs, ys) = csv "train.csv"
            domain I = [0, 1]
            state rho : density on I = uniform
            state c : field on I = 0
            F[rho]     = int V*rho + rho*log(rho)
            E[u]       = int eps/2*|grad u|^2 + (1 - u^2)^2/(4*eps)
            I2[rho]    = 1/2 * int (fun x y -> W(x - y)*rho x*rho y)
            Var[rho]   = (int x^2*rho) - (int x*rho)^2
            G[rho, c]  = int rho*log(rho) - chi*rho*c + |grad c|^2/2 + c^2/2
            Porous m [rho] = int rho^m/(m - 1)
            Total[rho] = F[rho] + 0.1*Porous 2 [rho]
            f[rho] x   = int (fun y -> relu(y*x))*rho
            R[rho]     = mean (fun x y -> 1/2*(f[rho] x - y)^2) over (xs, ys)
            Composed[rho, c] = exp(F[rho])/2 + G[rho, c]
            """, new MemoryFiles(("train.csv", "xs,ys\n0,1\n1,2\n")));
        Assert.Equal(["F", "E", "I2", "Var", "G", "Total", "R", "Composed"], model.Functionals.Select(f => f.Name));
        Assert.Equal("rho/5 + V + log(rho) + 1", FunctionalDerivative.Of(model.Functionals.Single(f => f.Name == "Total").Value, model.States[0].Symbol).Display.ToString());
    }

    [Theory]
    // A column of the state alone: averages over equal cells, here of half the width.
    [InlineData("[0, 1]", "u\n0\n1\n4\n5\n", 2, new[] { 0.5, 4.5 })]
    // As many cells: the values themselves; fewer values than cells: each serves several.
    [InlineData("[0, 1]", "u\n3\n1\n", 2, new[] { 3.0, 1.0 })]
    [InlineData("[0, 1]", "u\n3\n1\n", 4, new[] { 3.0, 3, 1, 1 })]
    // Values at points are joined by straight lines, constant beyond the last; the order of the rows is free.
    [InlineData("[0, 1]", "x,u\n1,2\n0,0\n", 2, new[] { 0.5, 1.5 })]
    [InlineData("[0, 1]", "u,x\n4,0.5\n", 2, new[] { 4.0, 4.0 })]
    // Points in the middle of cells are cells.
    [InlineData("[0, 1]", "x,u\n0.75,7\n0.25,5\n", 2, new[] { 5.0, 7.0 })]
    // Across the seam of a ring: from (0.75, 3) to (1.25, 1).
    [InlineData("periodic [0, 1]", "x,u\n0.25,1\n0.5,2\n0.75,3\n", 2, new[] { 1.5, 2.5 })]
    public void A_table_gives_the_averages_of_the_cells(string domain, string table, int cells, double[] wanted)
    {
        var model = Bind($"domain I = {domain}\nstate u : field on I = csv \"u0.csv\"\n", new MemoryFiles(("u0.csv", table)));
        var found = model.States[0].Given[0].Averages([cells]);
        Assert.Equal(wanted.Length, found.Length);
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], found[i], 14);
    }

    [Fact]
    public void A_table_over_two_axes_is_bilinear()
    {
        var table = "y,x,w\n" + string.Concat(from y in (double[])[0, 0.5, 2] from x in (double[])[0, 1] select FormattableString.Invariant($"{y},{x},{1 + 2 * x + 3 * y + x * y}\n"));
        var model = Bind("domain B = [0, 1] * [0, 2]\nstate w : field on B = csv \"w.csv\"\n", new MemoryFiles(("w.csv", table)));
        // The average of a bilinear function is its value in the middle.
        double[] wanted = [.. from x in (double[])[0.25, 0.75] from y in (double[])[0.25, 0.75, 1.25, 1.75] select 1 + 2 * x + 3 * y + x * y];
        var found = model.States[0].Given[0].Averages([2, 4]);
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], found[i], 13);
    }

    [Theory]
    [InlineData("u\n0\nx\n", "F0223")]
    [InlineData("v\n0\n1\n", "F0222")]
    [InlineData("x,u\n0,1\n2,1\n", "F0228")]
    [InlineData("x,u\n0,1\n0,2\n", "F0228")]
    [InlineData("u\n1\n-1\n", "F0419")]
    public void A_table_that_does_not_fit_is_refused(string table, string code) =>
        Assert.Equal([code], Wrong("domain I = [0, 1]\nstate u : density on I = csv \"u0.csv\"\n", new MemoryFiles(("u0.csv", table))));

    [Fact]
    public void A_table_over_two_axes_needs_the_points_of_a_grid()
    {
        const string Program = "domain B = [0, 1] * [0, 1]\nstate u : field on B = csv \"u0.csv\"\n";
        Assert.Equal(["F0222"], Wrong(Program, new MemoryFiles(("u0.csv", "u\n0\n1\n"))));
        Assert.Equal(["F0228"], Wrong(Program, new MemoryFiles(("u0.csv", "x,y,u\n0,0,1\n0,1,1\n1,0,1\n"))));
        Assert.Equal(["F0228"], Wrong(Program.Replace("csv \"", "restart \"", StringComparison.Ordinal), new MemoryFiles(("u0.csv", "no states"))));
        Assert.Equal(["F0215"], Wrong(Program.Replace("csv \"", "restart \"", StringComparison.Ordinal), new MemoryFiles()));
    }

    private static IEnumerable<string> Wrong(string text, ISourceFiles files)
    {
        var source = new SourceText("test", text);
        return ProgramBinder.Bind(ModuleLoader.Load(source, FlowParser.Parse(source).Value!, files).Value!, Overrides.None).Diagnostics.Select(d => d.Code);
    }

    private static Model Bind(string text, ISourceFiles? files = null)
    {
        var source = new SourceText("test", text);
        var syntax = FlowParser.Parse(source);
        Assert.True(!syntax.HasErrors, text + string.Join('\n', syntax.Diagnostics));
        var opened = ModuleLoader.Load(source, syntax.Value!, files ?? NoFiles.Instance);
        var model = ProgramBinder.Bind(opened.Value!, Overrides.None);
        Assert.True(model.Value is not null, text + string.Join('\n', model.Diagnostics));
        return model.Value;
    }

    /// <summary>ρ as masses at points; rows of data as <see cref="Xs"/> and their sines.</summary>
    private sealed class Measure(Space space, double[][] points, double[] masses)
    {
        public Measure Moved(int k, double by) => new(space, points, [.. masses.Select((m, i) => i == k ? m + by : m)]);

        public double At(Expr e, int k) => Value(Put(e, new Point(space, 0), points[k], masses[k]));

        public double Value(Expr e) => Evaluation.Evaluate(Substitution.Replace(Definitions.Expand(e), part => part is Integral i ? Build.Number(Sum(i)) : null), _ => null);

        private double Sum(Integral i) => i.Point.Space.Measure is RowsMeasure rows
            ? Xs.Sum(x => Value(Put(i.Body, i.Point, [x, Math.Sin(3 * x)], 1))) / (rows.IsMean ? rows.Rows : 1)
            : points.Select((p, k) => Value(Put(i.Body, i.Point, p, masses[k]))).Sum();

        // A row (xs, ys), or (xs) or (ys) alone.
        private static Expr Put(Expr e, Point p, double[] at, double mass) => Substitution.Replace(e, part => part switch
        {
            Coordinate c when c.Point == p => Build.Number(p.Space.Axes[c.Axis] == "ys" ? at[1] : at[c.Axis]),
            StateValue v when v.Point == p => Build.Number(mass),
            _ => null,
        });
    }
}

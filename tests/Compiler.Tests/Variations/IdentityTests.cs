using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Identities of the calculus of variations, by the simplifier or to 1e-12 at random points.</summary>
public class IdentityTests
{
    private const string Kernel = "let K d = exp(-d^2) + d/3\n";

    [Theory]
    [InlineData(1, "-1/2 * int u*lap u", "int |grad u|^2/2")]
    [InlineData(2, "-1/2 * int u*lap u", "int |grad u|^2/2")]
    [InlineData(3, "-1/2 * int u*lap u", "int |grad u|^2/2")]
    [InlineData(1, "int u*lap (lap u)/2", "int (lap u)^2/2")]
    [InlineData(2, "int |hess u|^2", "int (lap u)^2")]
    [InlineData(3, "int |hess u|^2", "int (lap u)^2")]
    [InlineData(2, "int (tr (hess u))^2", "int |hess u|^2")]
    [InlineData(3, "int det (hess u) + u^2", "int u^2")]
    [InlineData(2, "int u*cross((1, 2), grad u)", "int 0*u")]
    // Bochner
    [InlineData(2, "int |grad u|^2*lap u", "int -2*dot((hess u)*(grad u), grad u)")]
    [InlineData(1, "int (u + lap u)^2/2", "int u^2/2 - |grad u|^2 + |hess u|^2/2")]
    public void Two_energies_have_one_derivative(int dimension, string first, string second) =>
        Assert.Equal(Expanded(first, dimension), Expanded(second, dimension));

    [Fact]
    public void The_bending_energy_of_a_line_has_the_fourth_derivative() =>
        Assert.Equal("lap(lap c)", FunctionalDerivative.Of(Read("F[c] = int (c'')^2/2", 1).Energy, Read("F[c] = int (c'')^2/2", 1).Formals[0]).Display.ToString());

    // δ(½∬ K(x − y)ρρ) = ½ (K + Ǩ) ∗ ρ
    [Fact]
    public void A_kernel_that_is_not_even_is_symmetrised()
    {
        var functional = Read($"{Kernel}F[rho] = 1/2 * int (fun x y -> K(x - y)*rho x*rho y)", 1);
        var derivative = FunctionalDerivative.Of(functional.Energy, functional.Formals[0]);
        var expected = Read($"{Kernel}let S d = (K d + K(-d))/2\nF[rho, eta] = int eta*conv S rho", 1);
        var symmetric = FunctionalDerivative.Of(expected.Energy, expected.Formals[1]);
        Close(derivative.Display, symmetric.Display, 1);
    }

    // The profile tanh(x/(√2 ε)) solves ε² u″ = u³ − u.
    [Fact]
    public void The_tanh_profile_annihilates_the_Allen_Cahn_potential()
    {
        var functional = Read("param eps = 0.3\nE[u] = int eps^2/2*|grad u|^2 + (u^2 - 1)^2/4", 1);
        var derivative = FunctionalDerivative.Of(functional.Energy, functional.Formals[0]);
        var profile = Analytic.Put(derivative.Display, v => Build.Apply(FunctionCatalog.Find("tanh")!, [Build.Coordinate(v.Point, 0) / (Build.Sqrt(2) * Build.Number(0.3))]));
        foreach (var at in Points(1))
            Assert.Equal(0, Value(profile, derivative.Point, at), 1e-12);
    }

    // −∇·P = −Σ cₖ ∇μₖ with P = (Σ cₖ μₖ − f) 1 + Σ ∇cₖ ⊗ ∂f/∂∇cₖ: Korteweg's stress, for one and two species.
    [Theory]
    [InlineData(1, "F[c] = int (c^2 - 1)^2/4 + 0.05*|grad c|^2")]
    [InlineData(2, "F[c] = int c*log(c) + c^3*|grad c|^2/2")]
    [InlineData(3, "F[c] = int c^4/4 + |grad c|^2/2")]
    [InlineData(1, "F[c, s] = int c*log(c) + s^2*c + |grad c|^2/2 + |grad s|^2 + 0.3*(grad c)*(grad s)")]
    [InlineData(2, "F[c, s] = int c*log(c) + s^2*c + |grad c|^2/2 + |grad s|^2*c + 0.3*dot(grad c, grad s)")]
    public void The_divergence_of_the_pressure_tensor_is_the_sum_of_the_thermodynamic_forces(int dimension, string given)
    {
        var functional = Read(given, dimension);
        var variations = functional.Formals.Select(f => FunctionalDerivative.Of(functional.Energy, f)).ToArray();
        var p = variations[0].Point;
        var density = Build.Sum([.. Integrals.Slopes(functional.Energy).Select(i => i.Slope * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, p))]);
        Expr Of(Variation v) => Build.Value(v.With, p);
        for (var i = 0; i < dimension; i++)
        {
            var pressure = Build.Sum([.. variations.Select(v => Of(v) * v.Display)]) - density;
            var divergence = TotalDerivative.Along(pressure, p, i) + Build.Sum([.. Enumerable.Range(0, dimension).Select(j =>
                TotalDerivative.Along(Build.Sum([.. variations.Select(v => Build.Gradient(Of(v), p, i) * v.Parts.Gradient[j])]), p, j))]);
            var force = Build.Sum([.. variations.Select(v => Of(v) * TotalDerivative.Along(v.Display, p, i))]);
            Close(divergence, force, dimension);
        }
    }

    // f_u − ∇·f_p + ∇∇:f_H is the derivative as it is shown.
    [Theory]
    [InlineData(1, "int u*(lap u)^2 + x*|grad u|^2*u + exp(u)*lap u")]
    [InlineData(2, "int x*|hess u|^2 + u*det (hess u) + |grad u|^4*y")]
    [InlineData(3, "int u*|hess u|^2 + z*(grad u).x*(grad ((grad u).y)).z")]
    [InlineData(2, "(int |hess u|^2)*(int u*lap u) + exp(int u^2)")]
    public void The_parts_make_up_the_derivative(int dimension, string given)
    {
        var variation = FunctionalDerivative.Of(Read($"F[u] = {given}", dimension).Energy, Read($"F[u] = {given}", dimension).Formals[0]);
        var p = variation.Point;
        var axes = Enumerable.Range(0, dimension).ToArray();
        Expr D(Expr e, int axis) => TotalDerivative.Along(e, p, axis);
        var whole = variation.Parts.Value - Build.Sum([.. axes.Select(i => D(variation.Parts.Gradient[i], i))])
            + Build.Sum([.. axes.SelectMany(i => axes.Select(j => D(D(variation.Parts.H(i, j), i), j)))]);
        Close(whole, variation.Display, dimension);
    }

    private static Expr Expanded(string given, int dimension)
    {
        var functional = Read($"F[u] = {given}", dimension);
        var variation = FunctionalDerivative.Of(functional.Energy, functional.Formals[0]);
        return GradientExpansion.Laplacians(Expansion.Expand(GradientExpansion.Expand(variation.Display)), variation.Point);
    }

    private static Flows.Compiler.Explaining.BoundFunctional Read(string text, int dimension) => Functional.Read(text + "\n", dimension);

    private static void Close(Expr a, Expr b, int dimension)
    {
        var (x, y) = (Put(a), Put(b));
        var point = new Point(new Space("Omega", [.. "xyz".Take(dimension).Select(c => $"{c}")]), 0);
        foreach (var at in Points(dimension))
        {
            var (first, second) = (Value(x, point, at), Value(y, point, at));
            Assert.True(Math.Abs(first - second) <= 1e-11 * Math.Max(1, Math.Abs(second)), $"{a}\n{b}\n{first:R}, not {second:R}");
        }
    }

    private static Expr Put(Expr e) => Analytic.Put(e, v => Analytic.State(v.State.Name is "s" or "eta" ? 1 : 0, v.Point));

    private static IEnumerable<double[]> Points(int dimension)
    {
        var random = new Random(5);
        return Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, dimension).Select(_ => random.NextDouble()).ToArray());
    }

    private static double Value(Expr e, Point p, double[] at) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == p ? Build.Number(at[c.Axis]) : null));
}

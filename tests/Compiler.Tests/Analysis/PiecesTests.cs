using CsCheck;
using Flows.Compiler.Analysis;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Testing;
using Piece = Flows.Compiler.Analysis.Piece;

namespace Flows.Compiler.Tests.Analysis;

public class PiecesTests
{
    [Theory]
    [InlineData(1, "F[u] = int u^2 + x*u + |grad u|^2", "Internal Potential GradientTerm")]
    [InlineData(2, "F[rho] = int 2*rho*log(rho) + (x^2 + y^2)*rho + 1/2*rho*conv (fun d -> |d|) rho", "LinearDiffusion Potential Interaction")]
    [InlineData(3, "F[rho] = (int rho*log(rho)) + (int rho)^2", "LinearDiffusion Rest")]
    [InlineData(1, "F[u, v] = int u^2 + u*v + v^4", "Internal Potential Coupling")]
    [InlineData(1, "F[u, v] = (int u^2) + (int u)*(int v)", "Internal Coupling")]
    [InlineData(1, "F[u, v] = int u^2 + u*conv (fun d -> d^2) v", "Internal Coupling")]
    [InlineData(1, "F[u, v] = (int u^2) + (int v)^2", "Internal Apart")]
    public void Kinds(int dimension, string energy, string kinds)
    {
        var functional = Read(energy, dimension);
        Assert.Equal(kinds, string.Join(" ", Pieces.Of(functional.Energy, functional.Formals[0]).Select(p => p.GetType().Name)));
    }

    private static readonly string[] Factors = ["u", "v", "u^2", "log(u)", "sqrt(v)", "(grad u)", "|grad v|^2", "x", "(1 + x*u)", "conv (fun d -> exp(-d^2)) u", "conv (fun d -> d) v", "(u - v)^2"];

    private static readonly Gen<string> Term = Gen.Select(Gen.Int[1, 3], Gen.Int[0, Factors.Length - 1].Array[1, 3]).Select((c, f) => $"{c}*{string.Join("*", f.Select(i => Factors[i]))}");

    private static readonly Gen<string> Body = Term.Array[1, 3].Select(t => $"(int {string.Join(" + ", t)})");

    [Fact]
    public void They_sum_to_an_energy_of_two_states() => Gen.Select(Body, Body, Gen.Int[0, 2]).Sample((a, b, how) =>
    {
        var functional = Read($"F[u, v] = (int u*v) + {(how == 0 ? $"{a} + {b}" : how == 1 ? $"{a}*{b}" : $"{a} + {b}^2 + 3")}", 1);
        foreach (var state in functional.Formals)
        {
            var point = new Point(state.Space, 0);
            var sum = Build.Sum([.. Pieces.Of(functional.Energy, state).Select(p => IsClosed(p) ? p.Integrand : Build.Integral(point, p.Integrand))]);
            var (found, wanted) = (Value(sum), Value(functional.Energy));
            // Rounding errors of the quadrature.
            Assert.True(Math.Abs(found - wanted) <= 1e-11 * (1 + Math.Abs(wanted)), $"{functional.Energy}: {found:R}, not {wanted:R}");
        }
    }, iter: 60, threads: 1);

    private static bool IsClosed(Piece p) => p is Apart || p is Rest or Coupling && Substitution.FreePoints(p.Integrand).Count == 0;

    private static double Value(Expr closed) => new Quadrature(name => throw new ArgumentException(name)).Value(Analytic.Put(closed, v => Analytic.State(v.State.Name == "u" ? 0 : 1, v.Point)));

    private static BoundFunctional Read(string energy, int dimension) => Functional.Of(new TableRow(energy, "", "", dimension));
}

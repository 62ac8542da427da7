using Flows.Agreement.Tests.Reference;
using Flows.Agreement.Tests.Running;
using MathNet.Numerics.LinearAlgebra;

namespace Flows.Agreement.Tests;

/// <summary>The reference itself, against solutions in closed form.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("domain D = [0, 1]\nstate u : field on D = cos(pi*x)\nF[u] = int |grad u|^2/2\nflow u = descend F in L2\nsolve until 0.1\nobserve a = 2*int u*cos(pi*x)", 0.37271)]
    [InlineData("domain D = [0, 1]\nstate u : field on D = x + sin(pi*x) where u = 0 on left, u = 1 on right\nF[u] = int |grad u|^2/2\nflow u = descend F in L2\nsolve until 0.1\nobserve a = 2*int (u - x)*sin(pi*x)", 0.37271)]
    [InlineData("domain D = periodic [0, 2]\nstate u : field on D = cos(pi*x)\nF[u] = int |grad u|^2/2\nflow u = descend F in L2\nsolve until 0.1\nobserve a = int u*cos(pi*x)", 0.37271)]
    [InlineData("domain D = [0, 1]\nstate u : density on D = 1 + cos(pi*x)/2\nF[u] = int u*log(u)\nflow u = descend F in wasserstein\nsolve until 0.1\nobserve a = 4*int u*cos(pi*x)", 0.37271)]
    public void The_method_of_lines_damps_a_wave_as_it_must(string text, double wanted)
    {
        var (program, errors) = Product.Analyse(text);
        Assert.True(program is not null, errors);
        // exp(−π²/10); spectral accuracy on so many nodes.
        Assert.Equal(Math.Exp(-Math.PI * Math.PI / 10), new MethodOfLines(program, 20).Solve(0.1, 10)[0], 1e-7);
        Assert.Equal(wanted, new MethodOfLines(program, 14).Solve(0.1, 10)[0], 1e-5);
    }

    [Fact]
    public void Radau_is_of_fifth_order()
    {
        double Error(int steps)
        {
            // u′ = −u + v, 0 = v − cos t: an equation with a condition.
            var u = new[] { 0.0, 1.0 };
            var radau = new Radau(Matrix<double>.Build.DenseOfDiagonalArray([1, 0]), (t, x, f) => (f[0], f[1]) = (-x[0] + x[1], x[1] - Math.Cos(t)));
            for (var i = 0; i < steps; i++)
                radau.Advance(u, i / (double)steps, 1.0 / steps);
            return Math.Abs(u[0] - (Math.Cos(1) + Math.Sin(1) - Math.Exp(-1)) / 2);
        }

        // 2⁵ = 32.
        Assert.InRange(Error(2) / Error(4), 25, 40);
    }
}

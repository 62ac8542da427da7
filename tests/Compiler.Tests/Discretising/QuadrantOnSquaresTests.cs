using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Compiler.Tests.Discretising;

/// <summary>The two-dimensional elements of the quadrant rule, on 8 × 8 cells of [0, 1] × [0, 2] with mirror ghosts.</summary>
public class QuadrantOnSquaresTests
{
    private const int N = 8;
    private const int Width = N + 2;
    private const double H = 1.0 / N;
    private const double K = 2.0 / N;

    public static TheoryData<string> Energies =>
    [
        "int |grad u|^2/2", "int u^4/4 - u^2/2", "int (grad u).x*(grad u).y", "int (grad u).x^2 + 3*(grad u).y^2 + u*(grad u).x*(grad u).y",
        "int (1 + x*y^2)*|grad u|^2/2 + sin(u)*x", "int |grad (x*u)|^2", "int |grad (y*u)|^2", "int |grad (sqrt u)|^2", "int sqrt(1 + |grad u|^2)",
        "int |grad u|^4/4", "int dot(grad u, (y, -x))*u", "int u*log(u) + (x^2 + y)*u", "int (grad (x*u)).y*(grad (u^2)).x",
    ];

    [Theory]
    [MemberData(nameof(Energies))]
    public void The_scattered_gradient_is_that_of_the_energy(string body)
    {
        var elements = Elements(body);
        var u = Random(1);
        var gradient = new double[N * N];
        Evaluate(elements, u, gradient);
        for (var i = 0; i < u.Length; i++)
        {
            // Fourth-order differences: (1e-3)^4 and 1e-15/1e-3.
            double At(double step)
            {
                double[] moved = [.. u];
                moved[i] += step;
                return Evaluate(elements, moved, null);
            }
            var difference = (8 * (At(1e-3) - At(-1e-3)) - (At(2e-3) - At(-2e-3))) / 12e-3;
            Assert.True(Math.Abs(difference - gradient[i]) <= 1e-7 * gradient.Max(Math.Abs), $"cell {i}: {gradient[i]:R}, not {difference:R}");
        }
    }

    [Fact]
    public void The_Dirichlet_energy_is_the_sum_over_faces()
    {
        var u = Random(2);
        var faces = 0.0;
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
            {
                if (i + 1 < N)
                    faces += H * K * Math.Pow((u[(i + 1) * N + j] - u[i * N + j]) / H, 2);
                if (j + 1 < N)
                    faces += H * K * Math.Pow((u[i * N + j + 1] - u[i * N + j]) / K, 2);
            }
        Assert.Equal(faces, Evaluate(Elements("int |grad u|^2"), u, null), 1e-12 * faces);
    }

    [Fact]
    public void A_checkerboard_is_seen()
    {
        double[] u = [.. Enumerable.Range(0, N * N).Select(i => (i / N + i % N) % 2 == 0 ? 1.0 : -1.0)];
        Assert.True(Evaluate(Elements("int |grad u|^2/2"), u, null) > 100);
    }

    // u = f(x) g(y), f = 2 + cos πx, g = 2 + cos πy/2, whose mirror is itself: ∫∫ u_x u_y = [f²/2] [g²/2] = 16, and
    // ∫∫ |∇u|² = ∫f′² ∫g² + ∫f² ∫g′² = π²/2 · 9 + 9/2 · π²/4.
    [Theory]
    [InlineData("int (grad u).x*(grad u).y", 16)]
    [InlineData("int |grad u|^2", 45 * Math.PI * Math.PI / 8)]
    public void The_energy_converges_to_the_integral(string body, double exact)
    {
        double[] u = [.. Enumerable.Range(0, N * N).Select(i => (2 + Math.Cos(Math.PI * (i / N + 0.5) * H)) * (2 + Math.Cos(Math.PI / 2 * (i % N + 0.5) * K)))];
        // Second order: the mean of both one-sided differences errs by π²h²/6 = 0.026 relative in each axis at h = 1/8.
        Assert.Equal(exact, Evaluate(Elements(body), u, null), 0.053 * exact);
    }

    private static Element[] Elements(string body)
    {
        var energy = Functional.Of(new TableRow(body, "", "", 2)).Energy;
        var plan = new Quadrant().Of(energy, new SourceSpan(0, 1)).Value;
        Assert.NotNull(plan);
        Assert.Empty(plan.Pairs);
        return [.. plan.Elements];
    }

    // Row by row with the interpreter: slots 0 this row, 1 centres, 2 and 3 the rows beside, 5 … 7 the same rows of the gradient.
    private static double Evaluate(Element[] elements, double[] u, double[]? gradient)
    {
        var arena = new double[2 * Width * Width + Width];
        for (var i = 0; i < Width; i++)
            for (var j = 0; j < Width; j++)
                arena[i * Width + j] = u[Math.Clamp(i - 1, 0, N - 1) * N + Math.Clamp(j - 1, 0, N - 1)];
        var (slopes, centres) = (Width * Width, 2 * Width * Width);
        for (var j = 0; j < Width; j++)
            arena[centres + j] = (j - 0.5) * K;
        var sums = new double[2];
        foreach (var element in elements)
        {
            Func<Load, int> target = d => d.Array switch { Slots.Unknowns => 5, Slots.RowBefore => 6, _ => 7 };
            var source = new KernelSource("test", [.. element.Dofs.Zip(element.Gradient, (d, g) => new KernelOutput(target(d), d.Offset, g, Accumulate: true))],
                [new KernelSum(0, element.Energy)]);
            for (var i = 1; i <= N; i++)
            {
                long row = i * Width + 1;
                long[] rows = [row, centres + 1, row - Width, row + Width, row, slopes + row, slopes + row - Width, slopes + row + Width];
                KernelInterpreter.Run(source, arena, rows, [K, 0, H, (i - 0.5) * H], sums, N);
            }
        }
        if (gradient is not null)
            for (var i = 0; i < Width; i++)
                for (var j = 0; j < Width; j++)
                    gradient[Math.Clamp(i - 1, 0, N - 1) * N + Math.Clamp(j - 1, 0, N - 1)] += arena[slopes + i * Width + j];
        return sums[0] + sums[1];
    }

    private static double[] Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, N * N).Select(_ => 0.5 + random.NextDouble())];
    }
}

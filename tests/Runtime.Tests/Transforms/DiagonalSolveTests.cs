using Flows.Runtime.Linear;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Transforms;

/// <summary>Functions of the discrete Laplacian against solves of the discrete equations.</summary>
public class DiagonalSolveTests
{
    /// <summary>Every kind of side.</summary>
    public static TheoryData<SideKind> Kinds => [SideKind.Periodic, SideKind.Even, SideKind.Odd];

    /// <summary>Boxes of up to three axes.</summary>
    public static TheoryData<int[], SideKind[]> Boxes => new()
    {
        { [24], [SideKind.Odd] },
        { [20, 36], [SideKind.Even, SideKind.Periodic] },
        { [17, 18], [SideKind.Odd, SideKind.Even] },
        { [5, 18, 20], [SideKind.Periodic, SideKind.Odd, SideKind.Even] },
    };

    [Theory]
    [InlineData(SideKind.Even)]
    [InlineData(SideKind.Odd)]
    public void An_implicit_step_is_the_banded_solve(SideKind kind)
    {
        var n = 50;
        var (h, alpha) = (0.1, 0.7);
        var matrix = new BandedMatrix(n, 1);
        for (var i = 0; i < n; i++)
        {
            var end = kind == SideKind.Even ? 1 : 3;
            matrix[i, i] = 1 + alpha / (h * h) * (i == 0 || i == n - 1 ? end : 2);
            if (i > 0)
                matrix[i, i - 1] = matrix[i - 1, i] = -alpha / (h * h);
        }
        var lu = new BandedLu(n, 1);
        Assert.True(lu.TryFactor(matrix));
        var values = Values.Random(n, 11);
        var expected = values.ToArray();
        lu.Solve(expected);
        using var transform = new GridTransform([n], [kind]);
        var actual = new double[n];
        new DiagonalSolve(transform, [h], Laplacian.Discrete, k => 1 / (1 + alpha * k)).Apply(values, actual);
        Values.AssertNear(expected, actual, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void The_solution_solves_the_discrete_equation(int[] cells, SideKind[] sides)
    {
        double[] spacing = [.. cells.Select((n, i) => (i + 1.0) / n)];
        using var transform = new GridTransform(cells, sides, threads: 2);
        var values = Values.Random(transform.Count, 2);
        var solution = new double[transform.Count];
        var solve = new DiagonalSolve(transform, spacing, Laplacian.Discrete, k => k);
        solve.Change(k => 1 / (1 + 0.01 * k));
        solve.Apply(values, solution);
        var laplacian = Differences(solution, cells, sides, spacing);
        Values.AssertNear(values, [.. solution.Zip(laplacian, (u, l) => u - 0.01 * l)], 1e-13);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void The_product_in_one_sweep_is_the_product_of_coefficients(int[] cells, SideKind[] sides)
    {
        using var transform = new GridTransform(cells, sides);
        double[] values = Values.Random(transform.Count, 4), expected = new double[transform.Count], actual = new double[transform.Count];
        transform.Forward(values, expected);
        double[][] eigenvalues = [.. cells.Select((n, i) => LaplaceSpectrum.Of(Laplacian.Continuous, sides[i], n, 0.3))];
        for (var i = 0; i < expected.Length; i++)
        {
            var (sum, rest) = (0.0, i);
            for (var axis = cells.Length - 1; axis >= 0; axis--)
            {
                sum += eigenvalues[axis][rest % cells[axis]];
                rest /= cells[axis];
            }
            expected[i] *= Math.Exp(-0.01 * sum);
        }
        transform.Inverse(expected, expected);
        var solve = new DiagonalSolve(transform, [.. cells.Select(_ => 0.3)], Laplacian.Continuous, k => Math.Exp(-0.01 * k));
        solve.Apply(values, actual);
        Values.AssertNear(expected, actual, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Basis_functions_are_eigenfunctions(SideKind kind)
    {
        var n = 12;
        var h = 0.25;
        var discrete = LaplaceSpectrum.Of(Laplacian.Discrete, kind, n, h);
        var continuous = LaplaceSpectrum.Of(Laplacian.Continuous, kind, n, h);
        for (var place = 0; place < n; place++)
        {
            double[] basis = [.. Enumerable.Range(0, n).Select(j => DirectTransform.Basis(kind, n, place, j))];
            var laplacian = Differences(basis, [n], [kind], [h]);
            for (var j = 0; j < n; j++)
                Assert.Equal(-discrete[place] * basis[j], laplacian[j], 1e-12);
            var waves = kind == SideKind.Periodic ? (place + 1) / 2 * 2 : kind == SideKind.Even ? place : place + 1;
            Assert.Equal(Math.Pow(Math.PI * waves / (n * h), 2), continuous[place], 1e-12 * (1 + continuous[place]));
            Assert.Equal((2 - 2 * Math.Cos(Math.Sqrt(continuous[place]) * h)) / (h * h), discrete[place], 1e-12);
        }
    }

    [Fact]
    public void Spacings_are_counted()
    {
        using var transform = new GridTransform([4, 4], [SideKind.Even, SideKind.Even]);
        Assert.Throws<ArgumentException>(() => new DiagonalSolve(transform, [1], Laplacian.Discrete, k => k));
    }

    // Δ with ghost cells.
    private static double[] Differences(double[] u, int[] cells, SideKind[] sides, double[] spacing)
    {
        var result = new double[u.Length];
        for (int axis = cells.Length - 1, stride = 1; axis >= 0; stride *= cells[axis], axis--)
        {
            var n = cells[axis];
            for (var i = 0; i < u.Length; i++)
            {
                var place = i / stride % n;
                double Cell(int at) => at >= 0 && at < n ? u[i + (at - place) * stride] : sides[axis] switch
                {
                    SideKind.Periodic => u[i + ((at + n) % n - place) * stride],
                    SideKind.Even => u[i],
                    _ => -u[i],
                };
                result[i] += (Cell(place - 1) - 2 * u[i] + Cell(place + 1)) / (spacing[axis] * spacing[axis]);
            }
        }
        return result;
    }
}

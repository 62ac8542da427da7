using Flows.Runtime.Grids;

namespace Flows.Runtime.Tests.Grids;

/// <summary>The Krylov methods of grids, on systems whose solutions are known.</summary>
public class GridGmresTests
{
    // A = 3 + a shift by one cell along the last axis: far from symmetric, with all eigenvalues on a circle around 3.
    private static void Shifted(GridContext context, int[] v, int[] result)
    {
        for (var r = 0; r < context.Grid.Rows; r++)
        {
            var from = context.Memory.Row(v[0], r / context.Grid.Cells(1), r % context.Grid.Cells(1));
            var to = context.Memory.Row(result[0], r / context.Grid.Cells(1), r % context.Grid.Cells(1));
            for (var c = 0; c < from.Length; c++)
                to[c] = 3 * from[c] - 1.5 * from[(c + 1) % from.Length];
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(5, 0)]
    [InlineData(30, 0)]
    [InlineData(5, 2)]
    public void A_system_is_solved_to_the_tolerance_that_is_reported(int restart, double precondition)
    {
        using var context = GridCases.Context(2, isPeriodic: true, ghosts: 1);
        var vectors = new GridVectors(context, 1);
        IKrylov krylov = restart > 0 ? new GridGmres(vectors, restart) : new BiCgStab(vectors);
        int[] wanted = GridCases.Random(context, 1, 3, -1, 1), b = vectors.New(), x = vectors.New(), kept = vectors.New();
        Shifted(context, wanted, b);
        vectors.Copy(b, kept);
        var reached = krylov.Solve((v, result) => Shifted(context, v, result),
            (v, result) => vectors.Combine(precondition > 0 ? 1 / precondition : 1, v, 0, v, result), b, x, 1e-11, 400);
        Assert.InRange(reached, 0, 1e-11);
        Shifted(context, x, b);
        var residual = Math.Sqrt(vectors.Combine(1, b, -1, kept, b) / vectors.Dot(kept, kept).Square);
        // What is reported is carried along by recurrences: some roundings beside what is.
        Assert.InRange(residual, 0, 1.1e-11);
        // |A⁻¹| ≤ 1/(3 − 1.5), |b| ≤ 4.5 |wanted|.
        Assert.InRange(Math.Sqrt(vectors.Combine(1, x, -1, wanted, x) / vectors.Dot(wanted, wanted).Square), 0, 3.3e-11);
    }

    [Fact]
    public void What_is_zero_is_solved_by_zero_and_what_is_not_finite_is_said()
    {
        using var context = GridCases.Context(2, isPeriodic: true, ghosts: 1);
        var vectors = new GridVectors(context, 1);
        var krylov = new GridGmres(vectors, 4);
        int[] b = vectors.New(), x = GridCases.Random(context, 1, 3, -1, 1);
        Assert.Equal(0, krylov.Solve((v, result) => Shifted(context, v, result), vectors.Copy, b, x, 1e-9, 10));
        Assert.Equal(0, vectors.Dot(x, x).Square);
        context.Memory.Row(b[0], 0, 0)[0] = 1;
        Assert.Equal(double.NaN, krylov.Solve((v, result) => vectors.Combine(double.NaN, v, 0, v, result), vectors.Copy, b, x, 1e-9, 10));
    }
}

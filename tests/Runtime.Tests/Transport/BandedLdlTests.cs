using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

public class BandedLdlTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 1)]
    [InlineData(2, 2)]
    [InlineData(40, 2)]
    [InlineData(41, 3)]
    public void Solves_a_positive_definite_system(int size, int band)
    {
        var matrix = Random(size, band, 1);
        var expected = Enumerable.Range(0, size).Select(i => Math.Sin(i + 1)).ToArray();
        var x = new double[size];
        matrix.MultiplyAdd(expected, x);
        var factors = new BandedLdl(size, band);
        Assert.True(factors.Factor(matrix));
        factors.Solve(x);
        for (var i = 0; i < size; i++)
            Assert.Equal(expected[i], x[i], 1e-12); // diagonally dominant: condition below 10
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 13)]
    [InlineData(1, 20)]
    [InlineData(1, 39)]
    [InlineData(2, 0)]
    [InlineData(2, 39)]
    public void Tells_that_a_matrix_is_not_positive_definite(int band, int row)
    {
        var matrix = Random(40, band, 1);
        var factors = new BandedLdl(40, band);
        Assert.True(factors.Factor(matrix));
        matrix[row, row] = -matrix[row, row];
        Assert.False(factors.Factor(matrix));
        matrix[row, row] = double.NaN;
        Assert.False(factors.Factor(matrix));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_shift_is_relative_to_the_diagonal(int band)
    {
        var matrix = Random(30, band, 2);
        var factors = new BandedLdl(30, band);
        var x = new double[30];
        x[7] = 1;
        Assert.True(factors.Factor(matrix, 0.5));
        factors.Solve(x);
        for (var i = 0; i < 30; i++)
            matrix[i, i] *= 1.5;
        var back = new double[30];
        matrix.MultiplyAdd(x, back);
        for (var i = 0; i < 30; i++)
            Assert.Equal(i == 7 ? 1 : 0, back[i], 1e-13);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tied_rows_are_what_a_stiff_spring_between_them_makes(int band)
    {
        var matrix = Random(30, band, 5);
        var b = Enumerable.Range(0, 30).Select(i => Math.Cos(i)).ToArray();
        var links = new bool[30];
        links[0] = links[11] = links[12] = links[28] = true;
        var factors = new BandedLdl(30, band);
        Assert.True(factors.Factor(matrix, 0.1, links));
        var tied = b.ToArray();
        factors.Solve(tied);
        for (var i = 0; i < 30; i++)
        {
            if (!links[i])
                continue;
            Assert.Equal(tied[i], tied[i + 1]);
        }

        // A spring of 1e7 is stiff to 1e-7.
        for (var i = 0; i < 30; i++)
            matrix[i, i] *= 1.1;
        for (var i = 0; i < 30; i++)
        {
            if (!links[i])
                continue;
            matrix[i, i] += 1e7;
            matrix[i + 1, i + 1] += 1e7;
            matrix[i, i + 1] -= 1e7;
            matrix[i + 1, i] -= 1e7;
        }

        Assert.True(factors.Factor(matrix));
        factors.Solve(b);
        for (var i = 0; i < 30; i++)
            Assert.Equal(b[i], tied[i], 1e-6);
    }

    [Fact]
    public void Conjugate_gradients_find_a_rank_one_change_in_a_few_iterations()
    {
        const int N = 200;
        var matrix = Random(N, 1, 3);
        var factors = new BandedLdl(N, 1);
        Assert.True(factors.Factor(matrix));
        void Apply(ReadOnlySpan<double> v, Span<double> y)
        {
            y.Clear();
            matrix.MultiplyAdd(v, y);
            var sum = 0.0;
            foreach (var value in v)
                sum += value;
            for (var i = 0; i < y.Length; i++)
                y[i] += sum;
        }

        var expected = Enumerable.Range(0, N).Select(i => Math.Cos(i)).ToArray();
        var b = new double[N];
        Apply(expected, b);
        var x = new double[N];
        var solver = new ConjugateGradients(N);
        Assert.True(solver.Solve(Apply, factors, b, x, 1e-14, 50));
        Assert.InRange(solver.Iterations, 1, 4); // two eigenvalues of the preconditioned matrix, and round-off
        for (var i = 0; i < N; i++)
            Assert.Equal(expected[i], x[i], 1e-11);
    }

    [Fact]
    public void Conjugate_gradients_tell_of_negative_curvature()
    {
        var matrix = Random(10, 1, 4);
        var factors = new BandedLdl(10, 1);
        Assert.True(factors.Factor(matrix));
        void Apply(ReadOnlySpan<double> v, Span<double> y)
        {
            for (var i = 0; i < y.Length; i++)
                y[i] = -v[i];
        }

        var solver = new ConjugateGradients(10);
        var x = new double[10];
        Assert.False(solver.Solve(Apply, factors, Enumerable.Repeat(1.0, 10).ToArray(), x, 1e-10, 50));
    }

    private static BandedMatrix Random(int size, int band, int seed)
    {
        var random = new Random(seed);
        var matrix = new BandedMatrix(size, band);
        for (var i = 0; i < size; i++)
        {
            matrix[i, i] = 2 * band + 1 + random.NextDouble();
            for (var j = Math.Max(0, i - band); j < i; j++)
                matrix[i, j] = matrix[j, i] = 2 * random.NextDouble() - 1;
        }

        return matrix;
    }
}

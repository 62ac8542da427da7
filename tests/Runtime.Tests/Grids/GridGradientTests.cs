using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Tests.Variations;
using Flows.Language;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Tests.Grids;

/// <summary>What is gathered in a cell is the derivative of the sum over all cells.</summary>
public class GridGradientTests
{
    // Central differences of eighth order: their nodes and weights.
    private static readonly double[] Weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];

    public static TheoryData<int, string> Functionals => GridCases.Functionals;

    [Theory]
    [MemberData(nameof(Functionals))]
    public void On_rings_the_gradient_is_that_of_the_discrete_energy(int dimension, string given) => Check(dimension, given, true);

    [Fact]
    public void Most_functionals_are_even_across_a_side()
    {
        var even = GridCases.Functionals.Count(row =>
        {
            var plan = GridCases.Plan((int)row[0], (string)row[1]).Plan;
            return plan is not null && Enumerable.Range(0, (int)row[0]).All(axis => GridEvenness.Holds(plan, axis, [.. plan.States.Select(_ => false)]));
        });
        Assert.InRange(even, 200, 240);
        // Distances, sums over data, integrals three deep.
        Assert.InRange(GridCases.Functionals.Count(row => GridCases.Plan((int)row[0], (string)row[1]).Plan is null), 0, 15);
    }

    [Theory]
    [MemberData(nameof(Functionals))]
    public void Between_mirrors_the_gradient_is_that_of_the_discrete_energy(int dimension, string given) => Check(dimension, given, false);

    /// <summary>Whatever stands beyond the sides, and whatever the energy: strips along the sides hold what gathering does not.</summary>
    [Theory]
    [MemberData(nameof(Functionals))]
    public void Between_any_sides_the_gradient_is_that_of_the_discrete_energy(int dimension, string given)
    {
        var (plan, _) = GridCases.Plan(dimension, given);
        if (plan is null || plan.Nonlocals.Count > 0)
            return;
        // Lines beside a box make 124 strips: they are tried in the plane.
        Check(dimension, given, false, [ImageKind.Value, dimension < 3 ? ImageKind.Line : ImageKind.Mirror]);
    }

    /// <summary>Cells beside a clamped side are not free: nothing is derived by them.</summary>
    [Theory]
    [MemberData(nameof(Functionals))]
    public void Beside_clamped_sides_the_gradient_is_that_of_the_discrete_energy(int dimension, string given)
    {
        var (plan, _) = GridCases.Plan(dimension, given);
        if (plan is null || plan.Nonlocals.Count > 0 || dimension > 2 || !(given.Contains("lap", StringComparison.Ordinal) || given.Contains("hess", StringComparison.Ordinal) || given.Contains("''", StringComparison.Ordinal)))
            return;
        Check(dimension, given, false, [ImageKind.Clamped, ImageKind.Line]);
    }

    /// <summary>Energies with integrals over sides: values there are prescribed, or those of the straight line through two cells.</summary>
    [Theory]
    [InlineData(1, "F[u] = (int u'^2/2) + (int u^4/4 + x*u over right)", ImageKind.Line, ImageKind.Line)]
    [InlineData(1, "F[u] = (int u'^2/2) + exp(int u^2 over boundary)", ImageKind.Value, ImageKind.Line)]
    [InlineData(1, "F[u] = (int u''^2/2) + (int (u' - 1)^2 over left)", ImageKind.Line, ImageKind.Line)]
    [InlineData(1, "F[u, v] = (int u'^2/2 + v'^2/2) + (int (u - v)^2/2 over right)", ImageKind.Mirror, ImageKind.Line)]
    [InlineData(2, "F[u] = (int |grad u|^2/2) + (int x*u^2/2 over boundary) + (int y*u^3 over top)", ImageKind.Line, ImageKind.Line)]
    [InlineData(2, "F[u] = (int (grad u).x^2 + (grad u).x*(grad u).y + (grad u).y^2) + (int u over left)^2", ImageKind.Line, ImageKind.Line)]
    [InlineData(2, "F[u] = (int (lap u)^2/2) + (int (grad u).y^2/2 + u^2 over right)", ImageKind.Value, ImageKind.Line)]
    [InlineData(2, "F[u] = (int |grad u|^2/2) + (int u over top)*(int u^2)", ImageKind.Value, ImageKind.Line)]
    [InlineData(3, "F[u] = (int |grad u|^2/2) + (int u^2/2 over front)", ImageKind.Line, ImageKind.Line)]
    public void With_integrals_over_sides_it_is_so_too(int dimension, string given, ImageKind lower, ImageKind upper)
    {
        Seq<BoundaryCondition> held = [.. Enumerable.Range(0, 2 * dimension).Where(i => (i % 2 == 0 ? lower : upper) == ImageKind.Value)
            .Select(i => new BoundaryCondition(i / 2, i % 2 == 1, BoundaryKind.Dirichlet, 2, default))];
        var (plan, reason) = GridCases.Plan(Functional.Read(given + "\n", dimension), held);
        Assert.True(plan is not null, reason);
        Assert.NotEmpty(plan.Sides);
        Check(dimension, given, plan, false, [lower, upper]);
    }

    private static void Check(int dimension, string given, bool isPeriodic, ImageKind[]? kinds = null)
    {
        var (plan, reason) = GridCases.Plan(dimension, given);
        if (plan is null)
        {
            Assert.NotEmpty(reason);
            return;
        }
        Check(dimension, given, plan, isPeriodic, kinds);
    }

    private static void Check(int dimension, string given, GridEnergyPlan plan, bool isPeriodic, ImageKind[]? kinds)
    {
        // What is not even across a side is refused there.
        if (!isPeriodic && kinds is null && !Enumerable.Range(0, dimension).All(axis => GridEvenness.Holds(plan, axis, [.. plan.States.Select(_ => false)])))
            return;
        using var context = GridCases.Context(dimension, isPeriodic, Math.Max(2, plan.Reach), plan.Sides.Count > 0 ? 9 : null);
        var ghosts = kinds is null ? GridGhosts.Images(context) : Sides(context, kinds);
        var count = plan.States.Count;
        var energy = new GridEnergy(context, plan);
        var kernel = new GridKernel(context, "gradients", [.. Enumerable.Range(0, count).Select(plan.Gradient)], []);
        var strips = new GridStrips(context, "gradients", kinds is null ? []
            : GridStrip.Of([.. Enumerable.Range(0, count).Select(i => (plan, i))], [.. Enumerable.Repeat(Listed(dimension, kinds), count)], dimension));
        // Lines through cells that differ more would leave the positive numbers behind.
        var states = kinds is null ? GridCases.Random(context, count, 1, 0.85, 1.5) : GridCases.Random(context, count, 1, 1, 1.35);
        var direction = GridCases.Random(context, count, 2, -1, 1);
        var moved = context.Memory.Take(count);
        var gradients = context.Memory.Take(count);
        var vectors = new GridVectors(context, count);

        double Value(double step)
        {
            vectors.Combine(1, states, step, direction, moved);
            foreach (var array in moved)
                ghosts.Fill(array);
            return energy.Value(moved, 0.3, out _);
        }

        double Product(double step)
        {
            Value(step);
            energy.Prepare(moved, 0.3);
            energy.Bind(kernel);
            kernel.Use(GridRole.State, moved);
            kernel.Use(GridRole.Output, gradients);
            kernel.Scalars[GridScalars.Time] = 0.3;
            kernel.Run();
            foreach (var strip in strips.Kernels)
            {
                energy.Bind(strip);
                strip.Use(GridRole.State, moved);
                strip.Use(GridRole.Output, gradients);
                strip.Scalars[GridScalars.Time] = 0.3;
            }
            strips.Run();
            return context.Grid.CellVolume * vectors.Dot(gradients, direction).Product;
        }

        const double Step = 2e-3;
        double Rate(Func<double, double> f) => Enumerable.Range(1, 4).Sum(k => Weights[k - 1] * (f(k * Step) - f(-k * Step))) / Step;
        var (claimed, measured) = (Product(0), Rate(Value));
        // Round-off of F by 1e-16/Step, and a ninth derivative times Step^8.
        Assert.True(Math.Abs(claimed - measured) <= 1e-8 * Math.Max(1, Math.Abs(measured)), $"{given}: gathered {claimed:R}, measured {measured:R}");
    }

    private static Seq<ImageKind> Listed(int dimension, ImageKind[] kinds) => [.. Enumerable.Range(0, 2 * dimension).Select(i => kinds[i % 2])];

    private static GridGhosts Sides(GridContext context, ImageKind[] kinds) => new(context, [.. Enumerable.Range(0, 6).Select(i =>
        SideRule.Of(context.Grid, i / 2 < 3 - context.Grid.Dimension ? ImageKind.Mirror : kinds[i % 2],
            [new(0, false, BoundaryKind.Dirichlet, 2, default), new(0, false, BoundaryKind.Neumann, -1, default)], Math.Max(0, i / 2 - 3 + context.Grid.Dimension), i % 2 == 1))]);
}

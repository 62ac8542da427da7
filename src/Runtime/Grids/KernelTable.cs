using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>
/// The weights of a convolution: the kernel at the offsets between cells. Near the origin, where kernels may be singular or bent, its average over a
/// cell is taken, by Gauss rules on cells halved towards the origin again and again.
/// </summary>
internal sealed class KernelTable
{
    // Cells around the origin, along every axis, that are averaged over.
    private const int Near = 2;

    // Halvings of the cell at the origin: what is left over has (1/2)^(d·Levels) of its volume.
    private const int Levels = 24;

    private readonly RowKernel _kernel;
    private readonly double[] _scalars = new double[4], _sums = new double[2], _arena = GC.AllocateArray<double>(32, pinned: true);
    private readonly long[] _rows = [0, 16];
    private readonly int _dimension;

    /// <summary>Compiles a kernel.</summary>
    /// <param name="kernel">In terms of the coordinates of one point.</param>
    /// <param name="dimension">d.</param>
    public KernelTable(Expr kernel, int dimension)
    {
        _dimension = dimension;
        var value = Substitution.Replace(VacuumLogs.Guard(Definitions.Expand(kernel)),
            leaf => leaf is Coordinate c ? c.Axis == dimension - 1 ? Build.Load(0, 0) : Build.Scalar(c.Axis) : null);
        _kernel = KernelCompiler.Compile(new KernelSource("kernel", [new KernelOutput(1, 0, value)], []));
    }

    /// <summary>The weights, in the order of <see cref="OffsetWeights"/>.</summary>
    public double[] Weights(ReadOnlySpan<int> cells, double[] spacing, ReadOnlySpan<bool> isPeriodic) =>
        OffsetWeights.AtCentres(cells, spacing, isPeriodic, offset =>
        {
            var isNear = true;
            for (var i = 0; i < offset.Length; i++)
                isNear &= Math.Abs(offset[i]) < (Near + 0.5) * spacing[i];
            return isNear ? Average(offset.ToArray(), spacing, Levels) : At(offset);
        });

    private double At(ReadOnlySpan<double> place)
    {
        for (var i = 0; i < _dimension - 1; i++)
            _scalars[i] = place[i];
        _arena[0] = place[^1];
        _kernel(ref _arena[0], ref _rows[0], ref _scalars[0], ref _sums[0], 1);
        return _arena[16];
    }

    // The mean over the box around a centre; boxes that the origin is near to are divided.
    private double Average(double[] centre, double[] width, int levels)
    {
        var isNear = true;
        for (var i = 0; i < _dimension; i++)
            isNear &= Math.Abs(centre[i]) < 1.01 * width[i];
        if (!isNear || levels == 0)
            return Gauss(centre, width, isNear && levels == 0);
        var sum = 0.0;
        var half = width.Select(w => w / 2).ToArray();
        for (var part = 0; part < 1 << _dimension; part++)
        {
            var at = new double[_dimension];
            for (var i = 0; i < _dimension; i++)
                at[i] = centre[i] + ((part >> i & 1) == 0 ? -0.25 : 0.25) * width[i];
            sum += Average(at, half, levels - 1);
        }
        return sum / (1 << _dimension);
    }

    private double Gauss(double[] centre, double[] width, bool isLast)
    {
        // An even number of points along an axis never meets the origin at the centre of a box.
        var points = isLast ? 2 : 4;
        var positions = GaussRule.Positions(points);
        var weights = GaussRule.Weights(points);
        var total = 1;
        for (var i = 0; i < _dimension; i++)
            total *= points;
        var place = new double[_dimension];
        var sum = 0.0;
        for (var q = 0; q < total; q++)
        {
            var weight = 1.0;
            for (var (i, rest) = (0, q); i < _dimension; i++, rest /= points)
            {
                place[i] = centre[i] + (positions[rest % points] - 0.5) * width[i];
                weight *= weights[rest % points];
            }
            sum += weight * At(place);
        }
        return sum;
    }
}

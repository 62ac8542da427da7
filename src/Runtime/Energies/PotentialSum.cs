using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>
/// ∫ p(x, ρ) Φ(x) dx over cells of moving nodes, Φ given on the whole domain (<see cref="GivenPotential"/>): by 3-point Gauss in each cell, with exact derivatives by the nodes.
/// </summary>
internal sealed class PotentialSum : MovingTerm
{
    // Rows: position, width, mass and weight of a Gauss point, Φ with its two derivatives, and what kernels write.
    private const int Position = 0, Width = 1, Mass = 2, Weight = 3, Potential = 4, Slope = 5, Bend = 6, Output = 7;

    private readonly GivenPotential _potential;
    private readonly ElementArena _arena;
    private readonly RowKernel _value, _gradient, _hessian;
    private readonly long[] _rows;
    private readonly double[] _scalars = new double[2];
    private readonly double[] _sums = new double[4];
    private readonly int _sites;

    /// <summary>Prepares a term.</summary>
    /// <param name="element">The term.</param>
    /// <param name="masses">[N]: masses; 0 marks a gap.</param>
    /// <param name="low">Left end of the domain.</param>
    /// <param name="high">Right end of the domain.</param>
    public PotentialSum(PotentialElement element, ReadOnlySpan<double> masses, double low, double high)
    {
        Integral = element.Integral;
        _potential = new GivenPotential(element.Kernel, element.Y, low, high);
        _sites = 3 * masses.Length;
        _arena = new ElementArena(Output + 3, _sites);
        _rows = [.. Enumerable.Range(0, Output + 3).Select(row => _arena.Offset(row))];
        for (var site = 0; site < _sites; site++)
        {
            _arena.Row(Mass, _sites)[site] = masses[site / 3];
            _arena.Row(Weight, _sites)[site] = Lagrangian.GaussWeights[site % 3];
        }
        var (x, width, mass) = (Build.Load(Position, 0), Build.Load(Width, 0), Build.Load(Mass, 0));
        var factor = Build.Load(Weight, 0) * width * Substitution.Replace(VacuumLogs.Guard(element.Factor), leaf => leaf switch
        {
            StateValue => mass / width,
            Coordinate => x,
            Time => Build.Scalar(Slots.Time),
            _ => null,
        });
        Expr D(Expr e, Expr by) => Derivative.Of(e, by);
        Expr OnMass(Expr e) => Build.If(new Compare(Comparison.Less, 0, mass), e, 0);
        var (phi, slope, bend) = (Build.Load(Potential, 0), Build.Load(Slope, 0), Build.Load(Bend, 0));
        var energy = OnMass(factor * phi);
        _value = KernelCompiler.Compile(new KernelSource("potential value", [],
            [new KernelSum(0, energy), new KernelSum(1, Build.Apply(Flows.Compiler.Functions.FunctionCatalog.Find("abs")!, energy))]));
        _gradient = KernelCompiler.Compile(new KernelSource("potential gradient",
            [new KernelOutput(Output, 0, OnMass(D(factor, x) * phi + factor * slope)), new KernelOutput(Output + 1, 0, OnMass(D(factor, width) * phi))], []));
        _hessian = KernelCompiler.Compile(new KernelSource("potential hessian",
        [
            new KernelOutput(Output, 0, OnMass(D(D(factor, x), x) * phi + 2 * (D(factor, x) * slope) + factor * bend)),
            new KernelOutput(Output + 1, 0, OnMass(D(D(factor, x), width) * phi + D(factor, width) * slope)),
            new KernelOutput(Output + 2, 0, OnMass(D(D(factor, width), width) * phi)),
        ], []));
    }

    /// <inheritdoc/>
    public override int Integral { get; }

    /// <inheritdoc/>
    public override void SetTime(double t)
    {
        _scalars[Slots.Time] = t;
        _potential.SetTime(t);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> nodes, out double magnitude)
    {
        Place(nodes);
        Array.Clear(_sums);
        Run(_value);
        magnitude = _sums[2] + _sums[3];
        return _sums[0] + _sums[1];
    }

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<double> nodes, double weight, Span<double> gradient)
    {
        Place(nodes);
        Run(_gradient);
        var byPlace = _arena.Row(Output, _sites);
        var byWidth = _arena.Row(Output + 1, _sites);
        for (var site = 0; site < _sites; site++)
        {
            var (cell, s) = (site / 3, Lagrangian.GaussPositions[site % 3]);
            gradient[cell] += weight * ((1 - s) * byPlace[site] - byWidth[site]);
            gradient[cell + 1] += weight * (s * byPlace[site] + byWidth[site]);
        }
    }

    /// <inheritdoc/>
    public override void AddHessian(ReadOnlySpan<double> nodes, double weight, Span<double> diagonal, Span<double> first)
    {
        Place(nodes);
        Run(_hessian);
        var xx = _arena.Row(Output, _sites);
        var xw = _arena.Row(Output + 1, _sites);
        var ww = _arena.Row(Output + 2, _sites);
        for (var site = 0; site < _sites; site++)
        {
            var (cell, s) = (site / 3, Lagrangian.GaussPositions[site % 3]);
            var r = 1 - s;
            diagonal[cell] += weight * (r * r * xx[site] - 2 * r * xw[site] + ww[site]);
            diagonal[cell + 1] += weight * (s * s * xx[site] + 2 * s * xw[site] + ww[site]);
            first[cell] += weight * (r * s * xx[site] + (r - s) * xw[site] - ww[site]);
        }
    }

    private void Run(RowKernel kernel) => kernel(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _sites);

    private void Place(ReadOnlySpan<double> nodes)
    {
        var position = _arena.Row(Position, _sites);
        var width = _arena.Row(Width, _sites);
        var potential = _arena.Row(Potential, _sites);
        var slope = _arena.Row(Slope, _sites);
        var bend = _arena.Row(Bend, _sites);
        for (var site = 0; site < _sites; site++)
        {
            var cell = site / 3;
            width[site] = nodes[cell + 1] - nodes[cell];
            position[site] = nodes[cell] + Lagrangian.GaussPositions[site % 3] * width[site];
            (potential[site], slope[site], bend[site]) = _potential.At(position[site]);
        }
    }
}

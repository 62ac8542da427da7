using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Energies;

/// <summary>The outer function of an energy and its derivatives as numbers, without allocating.</summary>
internal sealed class OuterFunction
{
    private readonly RowKernel? _kernel;
    private readonly double[] _integrals;
    private readonly double[] _results;
    private readonly double[] _unused = new double[2];
    private readonly long[] _rows = [0];

    /// <summary>Compiles the function; the identity costs nothing.</summary>
    /// <param name="plan">The energy.</param>
    /// <param name="integralsOnly">Whether only the integrals are wanted, each by itself.</param>
    public OuterFunction(EnergyPlan plan, bool integralsOnly)
    {
        Count = plan.Integrals;
        IsIdentity = plan.IsPlain || integralsOnly;
        _integrals = new double[Math.Max(1, Count)];
        _results = new double[1 + Count + Count * Count];
        if (IsIdentity)
            return;
        Expr Scalars(Expr e) => Substitution.Replace(e, leaf => leaf is Reduced r ? Build.Scalar(r.Index) : null);
        KernelOutput[] outputs =
        [
            new(0, 0, Scalars(plan.Outer)),
            .. plan.OuterGradient.Select((e, i) => new KernelOutput(0, 1 + i, Scalars(e))),
            .. plan.OuterHessian.Select((e, i) => new KernelOutput(0, 1 + Count + i, Scalars(e))),
        ];
        _kernel = KernelCompiler.Compile(new KernelSource("outer", [.. outputs], []));
    }

    /// <summary>k.</summary>
    public int Count { get; }

    /// <summary>Whether F is the one integral.</summary>
    public bool IsIdentity { get; }

    /// <summary>F.</summary>
    public double Value => IsIdentity ? _integrals[0] : _results[0];

    /// <summary>∂F/∂I_i.</summary>
    public double Slope(int i) => IsIdentity ? 1 : _results[1 + i];

    /// <summary>∂²F/∂I_i∂I_j.</summary>
    public double Curvature(int i, int j) => IsIdentity ? 0 : _results[1 + Count + i * Count + j];

    /// <summary>Where the integrals are put before <see cref="Evaluate"/>.</summary>
    public Span<double> Integrals => _integrals;

    /// <summary>Evaluates at <see cref="Integrals"/>.</summary>
    public void Evaluate() => _kernel?.Invoke(ref _results[0], ref _rows[0], ref _integrals[0], ref _unused[0], 1);
}

using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the natural logarithm</summary>
public sealed class Log : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "log";

    /// <inheritdoc/>
    public override string Summary => "the natural logarithm";

    /// <inheritdoc/>
    public override string Latex => @"\log";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 / x;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Log(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Intersect(Interval.NonNegative).Increasing(Math.Log);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsOne: true } => Build.Zero,
        // log(e^a) = a
        Apply { Function: Exp, Arguments: [var a] } => a,
        // log(e^a b) = a + log b
        Product p when p.Factors.FirstOrDefault(f => f is Apply { Function: Exp }) is Apply exp => exp.Arguments[0] + Build.Apply(FunctionCatalog.Log, p / exp),
        _ => ReferenceEquals(x, Build.E) ? Build.One : null,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Log(x);
}

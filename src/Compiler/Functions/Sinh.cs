using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>(e^x - e^-x)/2</summary>
public sealed class Sinh : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "sinh";

    /// <inheritdoc/>
    public override string Summary => "(e^x - e^-x)/2";

    /// <inheritdoc/>
    public override string Latex => @"\sinh";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Cosh, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Sinh(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Math.Sinh);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? x : null;
}

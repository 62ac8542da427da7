using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>The angle of the point (x, y), arguments in the order y, x.</summary>
public sealed class Atan2 : Function
{
    /// <inheritdoc/>
    public override string Name => "atan2";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Summary => "atan2(y, x): the angle in (-pi, pi] of the point (x, y)";

    /// <inheritdoc/>
    public override string Latex => @"\operatorname{arctan}_2";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index)
    {
        var (y, x) = (arguments[0], arguments[1]);
        var square = Build.Power(x, 2) + Build.Power(y, 2);
        return index == 0 ? x / square : -y / square;
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => Math.Atan2(arguments[0], arguments[1]);

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments) =>
        arguments[0].IsEmpty || arguments[1].IsEmpty ? Interval.Empty : new Interval(-Math.PI, Math.PI).Widen(1);
}

using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Flows.Compiler.Kernels;

/// <summary>The calls that compiled code makes lane by lane.</summary>
internal static class RareCalls
{
    /// <summary>Beyond this, the reduction of sin and cos by three parts of π/2 is not exact enough.</summary>
    public const double LargestAngle = 1 << 20;

    /// <summary>The value, unless the argument is out of the vector algorithm's reach.</summary>
    public static double Evaluate(RareFunction function, double value, double argument) =>
        Math.Abs(argument) <= LargestAngle || double.IsNaN(argument)
            ? value
            : function switch
            {
                RareFunction.Sin => Math.Sin(argument),
                RareFunction.Cos => Math.Cos(argument),
                _ => throw new UnreachableException(),
            };

    /// <summary>sin of the argument if that is large, else the value.</summary>
    public static Vector128<double> Sin(Vector128<double> value, Vector128<double> argument) =>
        Vector128.Create(Evaluate(RareFunction.Sin, value.ToScalar(), argument.ToScalar()));

    /// <summary>cos of the argument if that is large, else the value.</summary>
    public static Vector128<double> Cos(Vector128<double> value, Vector128<double> argument) =>
        Vector128.Create(Evaluate(RareFunction.Cos, value.ToScalar(), argument.ToScalar()));
}

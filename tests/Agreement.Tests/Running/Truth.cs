using Flows.Agreement.Tests.Reference;
using Flows.Compiler;

namespace Flows.Agreement.Tests.Running;

/// <summary>The observables of a program by the method of lines, with what they are off by.</summary>
/// <param name="Start">At the start.</param>
/// <param name="End">At the end.</param>
/// <param name="Errors">Of the end, from fewer nodes and steps.</param>
internal sealed record Truth(double[] Start, double[] End, double[] Errors)
{
    /// <summary>Solves twice.</summary>
    public static Truth Of(Analysed program)
    {
        var isPlane = program.Model.States[0].Domain.Axes.Count > 1;
        var until = program.Model.Solve!.End.Time;
        var start = new MethodOfLines(program, isPlane ? 13 : 26).AtStart();
        var coarse = new MethodOfLines(program, isPlane ? 10 : 20).Solve(until, isPlane ? 6 : 8);
        var fine = new MethodOfLines(program, isPlane ? 13 : 26).Solve(until, isPlane ? 9 : 12);
        return new Truth(start, fine, [.. fine.Zip(coarse, (a, b) => Math.Abs(a - b))]);
    }

    /// <summary>What an error of each observable is measured by.</summary>
    public double[] Scales => [.. Start.Zip(End, (a, b) => Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), 0.1))];

    /// <summary>How far the observables have moved.</summary>
    public double Motion => Norm([.. End.Zip(Start, (a, b) => a - b)]);

    /// <summary>The root of the mean of squares, each by its scale.</summary>
    public double Norm(double[] errors)
    {
        var scales = Scales;
        return Math.Sqrt(errors.Select((e, i) => e / scales[i]).Average(e => e * e));
    }
}

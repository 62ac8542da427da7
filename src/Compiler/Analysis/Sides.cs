using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>The sides that the domain of a state has.</summary>
internal static class Sides
{
    /// <summary>Every end of an axis that is one: a radius begins inside, a line without end and a ring have none.</summary>
    public static Seq<SideModel> Of(DomainModel domain) => [.. Enumerable.Range(0, domain.Axes.Count)
        .SelectMany(axis => (SideModel[])[new(axis, false), new(axis, true)])
        .Where(s => domain.Axes[s.Axis] is { IsPeriodic: false } axis && !double.IsInfinity(s.IsUpper ? axis.High : axis.Low)
            && (s.IsUpper || domain.Space.Measure is not RadialMeasure || axis.Low != 0))];

    /// <summary>The conditions given on a side.</summary>
    public static Seq<BoundaryCondition> Given(StateModel state, SideModel side) => [.. state.Boundary.Where(b => b.Axis == side.Axis && b.IsUpper == side.IsUpper)];

    /// <summary>An expression on a side: its coordinate there is the end of the axis.</summary>
    public static Expr At(Expr e, DomainModel domain, SideModel side, Point point)
    {
        var end = Build.Number(side.IsUpper ? domain.Axes[side.Axis].High : domain.Axes[side.Axis].Low);
        return Substitution.Replace(Definitions.Expand(e), part => part is Coordinate c && c.Point == point && c.Axis == side.Axis ? end : null);
    }
}

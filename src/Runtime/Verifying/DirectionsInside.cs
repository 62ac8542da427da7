using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Verifying;

/// <summary>
/// Directions that leave cells at some sides alone. Where a normal derivative g ≠ 0 is prescribed, what is descended is E − ∮(f_p·n)u (docs/language.md §5): the gradient in use
/// is that of E along changes that vanish on the side.
/// </summary>
internal static class DirectionsInside
{
    // As far as elements with cells beyond the side reach.
    private const int Layers = 3;

    /// <summary>The samples, their directions 0 near sides with a slope; the same samples where there is none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cells">Cells along every axis.</param>
    /// <param name="samples">States and directions, one state behind the other.</param>
    public static Seq<Sample> Of(Plan plan, Seq<int> cells, Seq<Sample> samples)
    {
        if (!plan.States.Any(s => s.Boundary.Any(IsSloped)))
            return samples;
        var count = cells.Aggregate(1, (a, b) => a * b);
        return [.. samples.Select(s => s with { Direction = [.. s.Direction.Select((d, i) => IsBeside(plan.States[i / count], cells, i % count) ? 0 : d)] })];
    }

    private static bool IsSloped(BoundaryCondition b) => b.Kind == BoundaryKind.Neumann && b.Value is not Number { Value.IsZero: true };

    private static bool IsBeside(StateModel state, Seq<int> cells, int cell)
    {
        var rest = cell;
        for (var axis = cells.Count - 1; axis >= 0; axis--)
        {
            var at = rest % cells[axis];
            rest /= cells[axis];
            if (state.Boundary.Any(b => IsSloped(b) && b.Axis == axis && (b.IsUpper ? at >= cells[axis] - Layers : at < Layers)))
                return true;
        }
        return false;
    }
}

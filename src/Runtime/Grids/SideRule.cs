using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>What stands beyond one side of a grid, with the value or slope prescribed at every face of the side.</summary>
public sealed class SideRule
{
    private readonly SideValues? _given, _slope;

    private SideRule(ImageKind kind) => Kind = kind;

    private SideRule(ImageKind kind, Expr given, double[][] faces, Expr? slope = null) =>
        (Kind, _given, _slope) = (kind, new SideValues(given, faces), slope is null ? null : new SideValues(slope, faces));

    /// <summary>The mirror image.</summary>
    public static SideRule Mirror { get; } = new(ImageKind.Mirror);

    /// <summary>The other end of a ring.</summary>
    public static SideRule Wrap { get; } = new(ImageKind.Wrap);

    /// <summary>The straight line through the cells at the side.</summary>
    public static SideRule Line { get; } = new(ImageKind.Line);

    /// <summary>What is done.</summary>
    public ImageKind Kind { get; }

    /// <summary>Whether what is prescribed changes with time.</summary>
    public bool DependsOnTime => _given is { DependsOnTime: true } || _slope is { DependsOnTime: true };

    /// <summary>The rule of a side of a state.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="kind">What stands beyond it.</param>
    /// <param name="conditions">What is said of the side.</param>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether it is its upper end.</param>
    public static SideRule Of(Grid grid, ImageKind kind, Seq<BoundaryCondition> conditions, int axis, bool isUpper) => kind switch
    {
        ImageKind.Wrap => Wrap,
        ImageKind.Mirror => Mirror,
        ImageKind.Line => Line,
        ImageKind.Clamped => new SideRule(kind, Value(conditions, BoundaryKind.Dirichlet), Faces(grid, axis, isUpper), Value(conditions, BoundaryKind.Neumann)),
        _ => new SideRule(kind, Value(conditions, conditions[0].Kind), Faces(grid, axis, isUpper)),
    };

    /// <summary>The value at a face: faces are numbered row-major over the other positions.</summary>
    public double At(long face) => _given?.At(face) ?? 0;

    /// <summary>The straight line given by a value and a slope at a face.</summary>
    /// <param name="face">The face.</param>
    /// <param name="outward">How far beyond the side; less than 0 before it.</param>
    public double On(long face, double outward) => At(face) + outward * (_slope?.At(face) ?? 0);

    /// <summary>Takes what is prescribed at a time.</summary>
    public void SetTime(double t)
    {
        _given?.SetTime(t);
        _slope?.SetTime(t);
    }

    private static Expr Value(Seq<BoundaryCondition> conditions, BoundaryKind kind) => Definitions.Expand(conditions.First(c => c.Kind == kind).Value);

    /// <summary>The centres of the faces of a side, row-major over the other positions.</summary>
    internal static double[][] Faces(Grid grid, int axis, bool isUpper)
    {
        var position = grid.Position(axis);
        var (first, second) = position switch { 0 => (1, 2), 1 => (0, 2), _ => (0, 1) };
        var faces = new double[grid.Cells(first) * grid.Cells(second)][];
        for (var i = 0; i < faces.Length; i++)
        {
            var at = new double[3];
            at[position] = isUpper ? grid.Axes[axis].High : grid.Axes[axis].Low;
            at[first] = grid.Centre(first, i / grid.Cells(second));
            at[second] = grid.Centre(second, i % grid.Cells(second));
            faces[i] = at[(3 - grid.Dimension)..];
        }
        return faces;
    }
}

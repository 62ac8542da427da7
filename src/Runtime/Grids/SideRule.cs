using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>What stands beyond one side of a grid, with the value or slope prescribed at every face of the side.</summary>
public sealed class SideRule
{
    private readonly Expr? _expression;
    private readonly double[] _values = [0];
    private readonly double[][] _places = [];

    private SideRule(ImageKind kind) => Kind = kind;

    private SideRule(ImageKind kind, Expr expression, double[][] places)
    {
        (Kind, _expression) = (kind, expression);
        DependsOnTime = TimeDependence.Of(expression);
        // One number where it is the same at every face.
        _places = Substitution.HasCoordinates(expression) ? places : [places[0]];
        _values = new double[_places.Length];
        Evaluate(0);
    }

    /// <summary>The mirror image.</summary>
    public static SideRule Mirror { get; } = new(ImageKind.Mirror);

    /// <summary>The other end of a ring.</summary>
    public static SideRule Wrap { get; } = new(ImageKind.Wrap);

    /// <summary>The straight line through the cells at the side.</summary>
    public static SideRule Line { get; } = new(ImageKind.Line);

    /// <summary>What is done.</summary>
    public ImageKind Kind { get; }

    /// <summary>Whether what is prescribed changes with time.</summary>
    public bool DependsOnTime { get; }

    /// <summary>The rule of a side of a state.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="kind">What stands beyond it.</param>
    /// <param name="condition">What is said of the side, or null.</param>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether it is its upper end.</param>
    public static SideRule Of(Grid grid, ImageKind kind, BoundaryCondition? condition, int axis, bool isUpper) => kind switch
    {
        ImageKind.Wrap => Wrap,
        ImageKind.Mirror => Mirror,
        ImageKind.Line => Line,
        _ => new SideRule(kind, Definitions.Expand(condition!.Value), Faces(grid, axis, isUpper)),
    };

    /// <summary>A value held at a side.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="value">Of coordinates and time.</param>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether it is its upper end.</param>
    public static SideRule Held(Grid grid, Expr value, int axis, bool isUpper) => new(ImageKind.Value, value, Faces(grid, axis, isUpper));

    /// <summary>The value at a face: faces are numbered row-major over the other positions.</summary>
    public double At(long face) => _values.Length == 1 ? _values[0] : _values[face];

    /// <summary>Takes what is prescribed at a time.</summary>
    public void SetTime(double t)
    {
        if (DependsOnTime)
            Evaluate(t);
    }

    private void Evaluate(double t)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var x = _places[i];
            _values[i] = Evaluation.Evaluate(_expression!, leaf => leaf switch { Coordinate c => x[c.Axis], Time => t, _ => null });
        }
    }

    private static double[][] Faces(Grid grid, int axis, bool isUpper)
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

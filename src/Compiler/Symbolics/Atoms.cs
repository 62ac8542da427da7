using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>What is integrated over: the axes of a domain as the symbolic passes see them (their names, no numbers) and a measure.</summary>
/// <param name="Name">The domain's name, as displayed.</param>
/// <param name="Axes">One coordinate name an axis.</param>
public sealed record Space(string Name, Seq<string> Axes)
{
    /// <summary>The number of coordinates.</summary>
    public int Dimension => Axes.Count;

    /// <summary>How it is measured: by volume where nothing else is said.</summary>
    public Measure Measure { get; init; } = Measure.Volume;

    /// <summary>The space whose states have values at its points: the domain that a side belongs to, else itself.</summary>
    public Space Inside => Measure is SideMeasure s ? s.Of : this;

    /// <summary>Its name and coordinates; the text of a record would hold <see cref="Inside"/> without end.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Axes)})";
}

/// <summary>How a space is measured; what ∫ over it means.</summary>
public abstract record Measure
{
    private protected Measure()
    {
    }

    /// <summary>dx.</summary>
    public static Measure Volume { get; } = new VolumeMeasure();
}

/// <summary>dx.</summary>
public sealed record VolumeMeasure : Measure;

/// <summary>|S^(d−1)| r^(d−1) dr: radial functions on R^d, whose grad, lap, div are meant.</summary>
/// <param name="Dimension">d.</param>
public sealed record RadialMeasure(int Dimension) : Measure;

/// <summary>The surface measure of a side of a domain, or of its whole boundary; the coordinates are the domain's.</summary>
/// <param name="Of">The domain.</param>
/// <param name="Side">boundary, left, right, ….</param>
public sealed record SideMeasure(Space Of, string Side) : Measure
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>Whether a side of the domain is one that is meant.</summary>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether it is its upper end.</param>
    public bool Holds(int axis, bool isUpper) =>
        Side == "boundary" || Side == Of.Axes[axis] || axis < Lower.Length && Side == (isUpper ? Upper : Lower)[axis];
}

/// <summary>The rows of tables of data side by side, whose columns are the coordinates: their mean or their sum.</summary>
/// <param name="IsMean">Whether the sum is divided by the number of rows.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Widths">How many columns each table has.</param>
public sealed record RowsMeasure(bool IsMean, int Rows, Seq<int> Widths) : Measure;

/// <summary>A point that an expression is evaluated at or integrated over. Index 0 is printed by the plain coordinate names.</summary>
/// <param name="Space">Where it lies.</param>
/// <param name="Index">Tells the points of nested integrals apart.</param>
public sealed record Point(Space Space, int Index);

/// <summary>What a state is.</summary>
public enum StateKind
{
    /// <summary>A real function.</summary>
    Field,
    /// <summary>A non-negative function with a mass.</summary>
    Density,
    /// <summary>An element of the space.</summary>
    Point,
    /// <summary>An empirical measure; in an energy it is used as a density is.</summary>
    Particles,
}

/// <summary>A state, or a functional's formal argument, as the symbolic passes see it.</summary>
/// <param name="Name">As the author wrote it.</param>
/// <param name="Space">Where it lives.</param>
/// <param name="Kind">What it is.</param>
public sealed record StateSymbol(string Name, Space Space, StateKind Kind)
{
    /// <summary>Whether it is non-negative by its kind.</summary>
    public bool IsDensity => Kind is StateKind.Density or StateKind.Particles;

    /// <summary>Whether it is a point, which has components instead of values.</summary>
    public bool IsPoint => Kind == StateKind.Point;
}

/// <summary>A leaf that is neither number nor symbol, or an operator whose operand is kept whole.</summary>
public abstract class Atom : Expr
{
    private protected Atom(int hash, int depth) : base(hash, depth)
    {
    }
}

/// <summary>A coordinate of a point.</summary>
public sealed class Coordinate : Atom
{
    internal Coordinate(Point point, int axis, int hash) : base(hash, 1) => (Point, Axis) = (point, axis);

    /// <summary>Whose coordinate.</summary>
    public Point Point { get; }

    /// <summary>0 … d − 1.</summary>
    public int Axis { get; }
}

/// <summary>The time t.</summary>
public sealed class Time : Atom
{
    internal Time(int hash) : base(hash, 1)
    {
    }
}

/// <summary>The value of a state at a point.</summary>
public sealed class StateValue : Atom
{
    internal StateValue(StateSymbol state, Point point, int hash) : base(hash, 1) => (State, Point) = (state, point);

    /// <summary>The state.</summary>
    public StateSymbol State { get; }

    /// <summary>Where.</summary>
    public Point Point { get; }
}

/// <summary>A component of a point state, along an axis of its space.</summary>
public sealed class Component : Atom
{
    internal Component(StateSymbol state, int axis, int hash) : base(hash, 1) => (State, Axis) = (state, axis);

    /// <summary>The point state.</summary>
    public StateSymbol State { get; }

    /// <summary>0 … d − 1.</summary>
    public int Axis { get; }
}

/// <summary>One component of grad(operand) at a point; the operand is kept whole (mathematics.md §1), linear only in numbers.</summary>
public sealed class Gradient : Atom
{
    internal Gradient(Expr operand, Point point, int axis, int hash, int depth)
        : base(hash, depth) => (Operand, Point, Axis) = (operand, point, axis);

    /// <summary>What is differentiated.</summary>
    public Expr Operand { get; }

    /// <summary>The point whose coordinate it is differentiated by.</summary>
    public Point Point { get; }

    /// <summary>0 … d − 1.</summary>
    public int Axis { get; }
}

/// <summary>div(mobility · grad(potential)) at a point; with mobility 1 the Laplacian.</summary>
public sealed class DivGrad : Atom
{
    internal DivGrad(Expr mobility, Expr potential, Point point, int hash, int depth)
        : base(hash, depth) => (Mobility, Potential, Point) = (mobility, potential, point);

    /// <summary>The factor of the gradient.</summary>
    public Expr Mobility { get; }

    /// <summary>What is differentiated.</summary>
    public Expr Potential { get; }

    /// <summary>Where.</summary>
    public Point Point { get; }
}

/// <summary>div of a vector that is no multiple of a gradient.</summary>
public sealed class Divergence : Atom
{
    internal Divergence(Seq<Expr> components, Point point, int hash, int depth)
        : base(hash, depth) => (Components, Point) = (components, point);

    /// <summary>One an axis.</summary>
    public Seq<Expr> Components { get; }

    /// <summary>Where.</summary>
    public Point Point { get; }
}

/// <summary>∫ body over a point of a domain. The bound point has the smallest index that is not free in the body.</summary>
public sealed class Integral : Atom
{
    internal Integral(Point point, Expr body, int hash, int depth) : base(hash, depth) => (Point, Body) = (point, body);

    /// <summary>The bound point.</summary>
    public Point Point { get; }

    /// <summary>The integrand.</summary>
    public Expr Body { get; }
}

/// <summary>Element level: the entry of an array at a row's index plus an offset.</summary>
public sealed class Load : Atom
{
    internal Load(int array, int offset, int hash) : base(hash, 1) => (Array, Offset) = (array, offset);

    /// <summary>The array's slot.</summary>
    public int Array { get; }

    /// <summary>In entries, relative to the row's index.</summary>
    public int Offset { get; }
}

/// <summary>Element level: a number that is known when a kernel is called (spacing, time, a held value of a pair).</summary>
public sealed class Scalar : Atom
{
    internal Scalar(int index, int hash) : base(hash, 1) => Index = index;

    /// <summary>Its place among the kernel's scalars.</summary>
    public int Index { get; }
}

/// <summary>The value of the i-th integral of a functional of functionals.</summary>
public sealed class Reduced : Atom
{
    internal Reduced(int index, int hash) : base(hash, 1) => Index = index;

    /// <summary>Which integral.</summary>
    public int Index { get; }
}

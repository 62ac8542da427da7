using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>What an array over the cells of a grid holds.</summary>
public enum GridRole
{
    /// <summary>A state.</summary>
    State,
    /// <summary>A state at another time or stage: what a step started from.</summary>
    Base,
    /// <summary>A change of a state, for directional derivatives.</summary>
    Change,
    /// <summary>A convolution of something made of the states.</summary>
    Nonlocal,
    /// <summary>Its change.</summary>
    NonlocalChange,
    /// <summary>The reflected convolution of what the energy feels of a convolution.</summary>
    Adjoint,
    /// <summary>Its change.</summary>
    AdjointChange,
    /// <summary>∂E_h/∂u per cell volume.</summary>
    Potential,
    /// <summary>Its change.</summary>
    PotentialChange,
    /// <summary>The coordinate of the cell centres along the last axis; the same for every row.</summary>
    Centre,
    /// <summary>A state that is known beside those that a step starts from and ends at.</summary>
    Known,
    /// <summary>What a kernel writes.</summary>
    Output,
    /// <summary>What a kernel asks for and does not read.</summary>
    Fetched,
}

/// <summary>A displacement in cells. Grids of one and two axes use the last components.</summary>
/// <param name="A">Along the first of three axes.</param>
/// <param name="B">Along the axis before the last.</param>
/// <param name="C">Along the last axis, whose cells lie side by side in memory.</param>
public readonly record struct Shift(int A, int B, int C)
{
    /// <summary>No displacement.</summary>
    public static Shift None { get; }

    /// <summary>A displacement by some cells along one of the axes of a grid of d.</summary>
    public static Shift Along(int axis, int dimension, int cells) => (3 - dimension + axis) switch
    {
        0 => new Shift(cells, 0, 0),
        1 => new Shift(0, cells, 0),
        _ => new Shift(0, 0, cells),
    };

    /// <summary>One after the other.</summary>
    public static Shift operator +(Shift a, Shift b) => new(a.A + b.A, a.B + b.B, a.C + b.C);

    /// <summary>Back.</summary>
    public static Shift operator -(Shift a) => new(-a.A, -a.B, -a.C);

    /// <summary>The largest component.</summary>
    public int Reach => Math.Max(Math.Abs(A), Math.Max(Math.Abs(B), Math.Abs(C)));
}

/// <summary>An array and how many rows away from the present one it is read.</summary>
/// <param name="Role">What it holds.</param>
/// <param name="Index">Which of its kind.</param>
/// <param name="A">Rows away along the first of three axes.</param>
/// <param name="B">Rows away along the axis before the last.</param>
public readonly record struct GridArray(GridRole Role, int Index, int A, int B)
{
    /// <summary>The farthest row that an element may read.</summary>
    public const int Farthest = 4;

    private const int Rows = 2 * Farthest + 1;
    private const int Indices = 64;

    /// <summary>The number by which a <see cref="Load"/> names it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is farther away than <see cref="Farthest"/>, or there are too many of the kind.</exception>
    public int Code
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(A + Farthest), (uint)Rows);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(B + Farthest), (uint)Rows);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)Index, (uint)Indices);
            return (((int)Role * Indices + Index) * Rows + A + Farthest) * Rows + B + Farthest;
        }
    }

    /// <summary>The array of a load's number.</summary>
    public static GridArray Of(int code) => new(
        (GridRole)(code / (Rows * Rows * Indices)), code / (Rows * Rows) % Indices, code / Rows % Rows - Farthest, code % Rows - Farthest);

    /// <summary>What a load reads: the array, and the displacement of the cell.</summary>
    public static (GridRole Role, int Index, Shift Shift) Read(Load load)
    {
        var array = Of(load.Array);
        return (array.Role, array.Index, new Shift(array.A, array.B, load.Offset));
    }

    /// <summary>The value of an array in a cell.</summary>
    public static Expr Value(GridRole role, int index, Shift at) => Build.Load(new GridArray(role, index, at.A, at.B).Code, at.C);
}

using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>The numbering of the scalars that grid kernels take.</summary>
public static class GridScalars
{
    private const int Rows = 2 * GridArray.Farthest + 1;
    private const int FirstInverse = 1;
    private const int FirstCoordinate = 4;

    /// <summary>The time.</summary>
    public const int Time = 0;

    /// <summary>The first weight ∂Outer/∂I_k of an integral.</summary>
    public const int FirstWeight = FirstCoordinate + 2 * Rows;

    /// <summary>How many integrals a functional of functionals may hold.</summary>
    public const int MostWeights = 32;

    /// <summary>The first of the numbers that a stepper hands in: stage coefficients, Gauss weights.</summary>
    public const int FirstStage = FirstWeight + MostWeights;

    /// <summary>How many those are.</summary>
    public const int MostStages = 8;

    /// <summary>The first mean or integral that a rate needs.</summary>
    public const int FirstMean = FirstStage + MostStages;

    /// <summary>How many those are.</summary>
    public const int MostMeans = 64;

    /// <summary>The first change of a weight.</summary>
    public const int FirstWeightChange = FirstMean + MostMeans;

    /// <summary>How many scalars there are.</summary>
    public const int Count = FirstWeightChange + MostWeights;

    /// <summary>1/h along an axis of a grid of d.</summary>
    public static Expr InverseSpacing(int axis, int dimension) => Build.Scalar(InverseSpacingSlot(axis, dimension));

    /// <summary>The slot of 1/h.</summary>
    public static int InverseSpacingSlot(int axis, int dimension) => FirstInverse + 3 - dimension + axis;

    /// <summary>The slot of a coordinate that is the same for a whole row: at the row so many rows away along the axis.</summary>
    /// <param name="position">0 for the first of three axes, 1 for the axis before the last.</param>
    /// <param name="rows">How many rows away.</param>
    public static int RowCoordinateSlot(int position, int rows) => FirstCoordinate + position * Rows + rows + GridArray.Farthest;

    /// <summary>A coordinate of the cell that a displacement leads to.</summary>
    public static Expr Coordinate(int axis, int dimension, Shift at) => (3 - dimension + axis) switch
    {
        0 => Build.Scalar(RowCoordinateSlot(0, at.A)),
        1 => Build.Scalar(RowCoordinateSlot(1, at.B)),
        _ => GridArray.Value(GridRole.Centre, 0, new Shift(0, 0, at.C)),
    };

    /// <summary>∂Outer/∂I_k.</summary>
    public static Expr Weight(int integral) => Build.Scalar(FirstWeight + integral);

    /// <summary>Its change.</summary>
    public static Expr WeightChange(int integral) => Build.Scalar(FirstWeightChange + integral);

    /// <summary>A number that a stepper hands in.</summary>
    public static Expr Stage(int index) => Build.Scalar(FirstStage + index);

    /// <summary>A mean that a rate needs.</summary>
    public static Expr Mean(int index) => Build.Scalar(FirstMean + index);

    /// <summary>The axis position and the rows of a scalar that is a row's coordinate, or null.</summary>
    public static (int Position, int Rows)? AsRowCoordinate(int slot) =>
        slot is >= FirstCoordinate and < FirstCoordinate + 2 * Rows ? ((slot - FirstCoordinate) / Rows, (slot - FirstCoordinate) % Rows - GridArray.Farthest) : null;
}

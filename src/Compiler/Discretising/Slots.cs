namespace Flows.Compiler.Discretising;

/// <summary>The numbering of arrays and scalars that elements use and the runtime fills.</summary>
public static class Slots
{
    /// <summary>Array: the unknowns; cell values on a grid (this row), node positions in mass coordinates.</summary>
    public const int Unknowns = 0;

    /// <summary>Array: coordinates of the cell centres along the last axis (grids).</summary>
    public const int Centres = 1;

    /// <summary>Array: cell masses (mass coordinates).</summary>
    public const int Masses = 1;

    /// <summary>Array: the row of unknowns before this one along the first of two axes.</summary>
    public const int RowBefore = 2;

    /// <summary>Array: the row of unknowns behind this one along the first of two axes.</summary>
    public const int RowBehind = 3;

    /// <summary>Array: the unknowns at the start of a step, for discrete gradients.</summary>
    public const int OldUnknowns = 4;

    /// <summary>First array that a kernel writes.</summary>
    public const int FirstOutput = 5;

    /// <summary>Scalar: the spacing along the last axis.</summary>
    public const int Spacing = 0;

    /// <summary>Scalar: the time.</summary>
    public const int Time = 1;

    /// <summary>Scalar: the spacing along the first of two axes.</summary>
    public const int RowSpacing = 2;

    /// <summary>Scalar: the coordinate along the first of two axes.</summary>
    public const int RowCoordinate = 3;

    /// <summary>Scalar: the first value of the held site of a pair; see <see cref="SiteValues"/>.</summary>
    public const int FirstHeld = 4;

    /// <summary>
    /// Arrays of a pair kernel, from slot 0: site position (or centre), site unknown (cell value, or cell width), site mass, site
    /// weight. The held site has the same four as scalars.
    /// </summary>
    public const int SiteValues = 4;
}

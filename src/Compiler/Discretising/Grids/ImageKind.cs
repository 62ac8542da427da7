namespace Flows.Compiler.Discretising.Grids;

/// <summary>What stands beyond a side.</summary>
public enum ImageKind
{
    /// <summary>The mirror image.</summary>
    Mirror,
    /// <summary>The other end of a ring.</summary>
    Wrap,
    /// <summary>2g − u.</summary>
    Value,
    /// <summary>u + h g, g the outward derivative.</summary>
    Slope,
    /// <summary>The straight line through the two cells at the side: second derivatives end there.</summary>
    Line,
    /// <summary>The straight line given by a value and a slope at the side; the cell at the side lies on it too.</summary>
    Clamped,
}

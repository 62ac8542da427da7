namespace Flows.Compiler.Symbolics;

/// <summary>
/// W2(first, second), the Wasserstein-2 distance for the cost |x − y|² (torus distance on periodic axes), of two densities that are
/// written at one bound point. Its derivatives are <see cref="TransportPotential"/>s (mathematics.md §1).
/// </summary>
public sealed class TransportDistance : Atom
{
    internal TransportDistance(Point point, Expr first, Expr second, int hash, int depth) : base(hash, depth) => (Point, First, Second) = (point, first, second);

    /// <summary>The bound point.</summary>
    public Point Point { get; }

    /// <summary>The density that is moved.</summary>
    public Expr First { get; }

    /// <summary>The density that it is moved to.</summary>
    public Expr Second { get; }
}

/// <summary>
/// The Kantorovich potential φ from the first density of a distance to the second, for the cost |x − y|²/2, at a point; fixed up to a
/// constant. T = id − ∇φ is the optimal map.
/// </summary>
public sealed class TransportPotential : Atom
{
    internal TransportPotential(TransportDistance of, Point point, int hash, int depth) : base(hash, depth) => (Of, Point) = (of, point);

    /// <summary>The distance that it is the potential of.</summary>
    public TransportDistance Of { get; }

    /// <summary>Where.</summary>
    public Point Point { get; }
}

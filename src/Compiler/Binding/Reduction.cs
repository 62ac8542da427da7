using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>A real made from whole states that is no integral: appears as <see cref="Reduced"/> in a quantity.</summary>
public abstract record Reduction;

/// <summary>max or min of a field over its domain.</summary>
/// <param name="Body">The field at <paramref name="Point"/>.</param>
/// <param name="Point">The point it is written at.</param>
/// <param name="IsMaximum">Whether the largest value is meant.</param>
public sealed record Extremum(Expr Body, Point Point, bool IsMaximum) : Reduction;

/// <summary>The value of a field at a point.</summary>
/// <param name="Body">The field at <paramref name="Point"/>.</param>
/// <param name="Point">The point it is written at.</param>
/// <param name="Coordinates">Of the place, one an axis: free of states.</param>
public sealed record Sample(Expr Body, Point Point, Seq<Expr> Coordinates) : Reduction;

/// <summary>The Wasserstein distance between two densities on an interval or a circle; what round-off and quadrature leave of their masses is scaled away.</summary>
/// <param name="First">A density at <paramref name="Point"/>.</param>
/// <param name="Other">The other at <paramref name="Point"/>.</param>
/// <param name="Point">The point they are written at.</param>
/// <param name="Power">1 or 2: of the distance that mass is moved by.</param>
/// <param name="IsPeriodic">Whether the way may lead across the ends.</param>
public sealed record WassersteinDistance(Expr First, Expr Other, Point Point, int Power, bool IsPeriodic) : Reduction;

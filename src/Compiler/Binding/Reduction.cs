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

/// <summary>The Wasserstein-2 distance between a density and another, scaled to its mass.</summary>
/// <param name="State">The density.</param>
/// <param name="Other">The other density at <paramref name="Point"/>; free of states.</param>
/// <param name="Point">The point it is written at.</param>
public sealed record WassersteinDistance(StateSymbol State, Expr Other, Point Point) : Reduction;

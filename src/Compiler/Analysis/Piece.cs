using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>A part of an energy that schemes and theorems can say more of than of the whole. Their sum is the energy.</summary>
/// <param name="Integrand">At the ambient point; the whole term for <see cref="Rest"/>.</param>
public abstract record Piece(Expr Integrand);

/// <summary>∫ U(u): of values alone.</summary>
public sealed record Internal(Expr Integrand) : Piece(Integrand);

/// <summary>∫ T ρ log ρ: linear diffusion of temperature T.</summary>
/// <param name="Integrand">T·ρ·log ρ.</param>
/// <param name="Temperature">T.</param>
public sealed record LinearDiffusion(Expr Integrand, Expr Temperature) : Piece(Integrand);

/// <summary>∫ V(x) u: linear in the state.</summary>
/// <param name="Integrand">V·u.</param>
/// <param name="Coefficient">V at the ambient point.</param>
public sealed record Potential(Expr Integrand, Expr Coefficient) : Piece(Integrand);

/// <summary>∬ w(x, y) u(x) u(y): bilinear in the state.</summary>
/// <param name="Integrand">∫ w(x, y) u(y) dy · u(x).</param>
/// <param name="Kernel">w in terms of the two points.</param>
/// <param name="X">The outer point.</param>
/// <param name="Y">The inner point.</param>
public sealed record Interaction(Expr Integrand, Expr Kernel, Point X, Point Y) : Piece(Integrand);

/// <summary>∫ e(x, u, ∇u): holds gradients.</summary>
public sealed record GradientTerm(Expr Integrand) : Piece(Integrand);

/// <summary>A term that the state shares with others; what it is of the state alone changes as they move.</summary>
/// <param name="Integrand">At the ambient point, or the whole term where it is no integral over the state's domain.</param>
/// <param name="Others">The other states in it.</param>
public sealed record Coupling(Expr Integrand, Seq<StateSymbol> Others) : Piece(Integrand);

/// <summary>A closed term in which the state does not occur.</summary>
public sealed record Apart(Expr Integrand) : Piece(Integrand);

/// <summary>Anything else: a function of functionals, ∫U(x, u), a nonlinear non-local term.</summary>
public sealed record Rest(Expr Integrand) : Piece(Integrand);

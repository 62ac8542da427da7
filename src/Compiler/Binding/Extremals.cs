using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>minimize F over y subject to G = 3: a stationary point of F among the states that meet the constraints.</summary>
/// <param name="Name">The functional, as displayed.</param>
/// <param name="Energy">Its value in terms of the program's states.</param>
/// <param name="Over">What is varied.</param>
/// <param name="Constraints">What is held.</param>
/// <param name="Cells">One count an axis, or empty.</param>
/// <param name="Options">The options written.</param>
/// <param name="Span">The functional's place.</param>
public sealed record MinimizeModel(
    string Name, Expr Energy, Seq<StateModel> Over, Seq<HeldModel> Constraints, Seq<int> Cells, Seq<OptionModel> Options, SourceSpan Span);

/// <summary>A constraint G = value of a minimisation.</summary>
/// <param name="Name">G, as displayed.</param>
/// <param name="Value">G in terms of the program's states.</param>
/// <param name="Target">The number that it is held at.</param>
/// <param name="Span">Where it is written.</param>
public sealed record HeldModel(string Name, Expr Value, double Target, SourceSpan Span);

/// <summary>compare T over { … }: the values of a functional at explicit candidates.</summary>
/// <param name="Name">The functional, as displayed.</param>
/// <param name="Candidates">The candidates, in the order written.</param>
/// <param name="Span">The declaration.</param>
public sealed record CompareModel(string Name, Seq<CandidateModel> Candidates, SourceSpan Span);

/// <summary>A candidate of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">As written.</param>
/// <param name="Energy">The functional at it: a closed expression.</param>
/// <param name="Value">Its value, ±infinity where an integral diverges; null where this version does not compute it.</param>
/// <param name="Span">Where it is written.</param>
public sealed record CandidateModel(string Name, string Text, Expr Energy, double? Value, SourceSpan Span);

/// <summary>vary J at u = e along h: J(ε) = J[e + ε h].</summary>
/// <param name="Name">The functional, as displayed.</param>
/// <param name="State">u.</param>
/// <param name="At">e, as written.</param>
/// <param name="Along">h, as written.</param>
/// <param name="Curve">J(ε): closed but for <see cref="Epsilon"/>.</param>
/// <param name="Coefficients">Of J(ε) where it is a polynomial of known coefficients, the constant first; else empty.</param>
/// <param name="Slope">J′(0) and its closed form.</param>
/// <param name="Pairing">⟨δJ/δu, h⟩ and its closed form: the slope but for what stands on the sides.</param>
/// <param name="Span">The declaration.</param>
public sealed record VaryModel(
    string Name, StateSymbol State, string At, string Along, Expr Curve, Seq<double> Coefficients, ClosedModel Slope, ClosedModel Pairing, SourceSpan Span)
{
    /// <summary>ε.</summary>
    public static Symbol Epsilon { get; } = (Symbol)Build.Symbol("eps");
}

/// <summary>A closed expression and its value.</summary>
/// <param name="Expression">Free of states.</param>
/// <param name="Value">Its value, or null where this version does not compute it.</param>
public sealed record ClosedModel(Expr Expression, double? Value);

/// <summary>animate rho every s.</summary>
public sealed record AnimationModel(string State, double Every, SourceSpan Span);

using Flows.Language.Text;

namespace Flows.Language.Syntax;

/// <summary>A whole program, in the order written.</summary>
public sealed record ProgramSyntax(Seq<DeclSyntax> Declarations);

/// <summary>A declaration (docs/language.md §12). <paramref name="Doc"/> is the text of its `///` lines, or null.</summary>
public abstract record DeclSyntax(string? Doc, SourceSpan Span);

/// <summary>A name and where it stands.</summary>
public sealed record NamedSpan(string Name, SourceSpan Span);

/// <summary>{ a = 1; b = 2 }.</summary>
public sealed record RecordSyntax(Seq<FieldSyntax> Fields, SourceSpan Span);

/// <summary>One entry of a record.</summary>
public sealed record FieldSyntax(NamedSpan Name, ExprSyntax Value);

/// <summary>let pattern = e.</summary>
public sealed record LetDecl(PatternSyntax Pattern, ExprSyntax Value, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>param a = e in [low, high].</summary>
public sealed record ParamDecl(NamedSpan Name, ExprSyntax Value, ExprSyntax? Low, ExprSyntax? High, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>data (xs, ys) = e.</summary>
public sealed record DataDecl(Seq<NamedSpan> Names, bool IsTuple, ExprSyntax Value, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>open "file.flow" (<paramref name="IsFile"/>) or open Module.</summary>
public sealed record OpenDecl(NamedSpan Target, bool IsFile, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>One factor of a domain.</summary>
public abstract record FactorSyntax(SourceSpan Span);

/// <summary>[low, high], or periodic [low, high].</summary>
public sealed record IntervalFactor(bool IsPeriodic, ExprSyntax Low, ExprSyntax High, SourceSpan Span) : FactorSyntax(Span);

/// <summary>real, or real^d.</summary>
public sealed record RealFactor(int Dimension, SourceSpan Span) : FactorSyntax(Span);

/// <summary>radial d [low, high].</summary>
public sealed record RadialFactor(int Dimension, ExprSyntax Low, ExprSyntax High, SourceSpan Span) : FactorSyntax(Span);

/// <summary>domain Phase(q, p) = … * ….</summary>
public sealed record DomainDecl(NamedSpan Name, Seq<NamedSpan> Coordinates, Seq<FactorSyntax> Factors, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>What a state is and where it lives.</summary>
public abstract record KindSyntax(SourceSpan Span);

/// <summary>density on D or field on D; exactly one of <paramref name="Domain"/> and <paramref name="Factors"/> is given.</summary>
public sealed record FieldKind(bool IsDensity, NamedSpan? Domain, Seq<FactorSyntax> Factors, SourceSpan Span) : KindSyntax(Span);

/// <summary>point in D.</summary>
public sealed record PointKind(NamedSpan Domain, SourceSpan Span) : KindSyntax(Span);

/// <summary>particles N in D.</summary>
public sealed record ParticlesKind(ExprSyntax Count, NamedSpan Domain, SourceSpan Span) : KindSyntax(Span);

/// <summary>A condition after `where`.</summary>
public abstract record ConditionSyntax(SourceSpan Span);

/// <summary>u = g on SIDE, or u' = g on SIDE.</summary>
public sealed record ValueCondition(NamedSpan State, bool IsDerivative, ExprSyntax Value, NamedSpan Side, SourceSpan Span)
    : ConditionSyntax(Span);

/// <summary>u &lt;= g or u &gt;= g.</summary>
public sealed record BoundCondition(NamedSpan State, bool IsUpper, ExprSyntax Bound, SourceSpan Span) : ConditionSyntax(Span);

/// <summary>noflux, or noflux on SIDE.</summary>
public sealed record NoFluxCondition(NamedSpan? Side, SourceSpan Span) : ConditionSyntax(Span);

/// <summary>state rho : kind mass m = e where ….</summary>
public sealed record StateDecl(
    NamedSpan Name, KindSyntax Kind, ExprSyntax? Mass, ExprSyntax? Initial, Seq<ConditionSyntax> Conditions, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>Porous m [rho] x = e.</summary>
public sealed record FunctionalDecl(
    NamedSpan Name, Seq<NamedSpan> Parameters, Seq<NamedSpan> Formals, Seq<NamedSpan> Points, ExprSyntax Value, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>network f : real^2 -> real = layers.</summary>
public sealed record NetworkDecl(NamedSpan Name, FactorSyntax From, FactorSyntax To, ExprSyntax Value, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>One summand of a flow; <paramref name="IsNegative"/> when a minus stands before it.</summary>
public abstract record FlowItem(bool IsNegative, SourceSpan Span);

/// <summary>descend F in METRIC { options }; H^-1 arrives as the metric name "H^-1".</summary>
public sealed record DescendItem(ExprSyntax Functional, NamedSpan Metric, RecordSyntax? Options, bool IsNegative, SourceSpan Span)
    : FlowItem(IsNegative, Span);

/// <summary>hamilton H.</summary>
public sealed record HamiltonItem(ExprSyntax Functional, bool IsNegative, SourceSpan Span) : FlowItem(IsNegative, Span);

/// <summary>A term that is added.</summary>
public sealed record TermItem(ExprSyntax Term, bool IsNegative, SourceSpan Span) : FlowItem(IsNegative, Span);

/// <summary>flow u = items, or flow (u, v) = items.</summary>
public sealed record FlowDecl(Seq<NamedSpan> Targets, bool IsTuple, Seq<FlowItem> Items, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>When a solve ends.</summary>
public abstract record UntilSyntax(SourceSpan Span);

/// <summary>until T.</summary>
public sealed record UntilTime(ExprSyntax Time, SourceSpan Span) : UntilSyntax(Span);

/// <summary>until steady e, or until steady e or T.</summary>
public sealed record UntilSteady(ExprSyntax Speed, ExprSyntax? Bound, SourceSpan Span) : UntilSyntax(Span);

/// <summary>solve by steps n.</summary>
public sealed record UntilSteps(ExprSyntax Count, SourceSpan Span) : UntilSyntax(Span);

/// <summary>solve on cells by method { options } until …; <paramref name="Cells"/> has one entry an axis, or is empty.</summary>
public sealed record SolveDecl(
    Seq<ExprSyntax> Cells, NamedSpan? Method, RecordSyntax? Options, UntilSyntax Until, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>minimize F over y subject to G = 3 on cells { options }.</summary>
public sealed record MinimizeDecl(
    ExprSyntax Functional, Seq<NamedSpan> Over, Seq<ExprSyntax> SubjectTo, Seq<ExprSyntax> Cells, RecordSyntax? Options, string? Doc,
    SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>compare T over { line = … }.</summary>
public sealed record CompareDecl(ExprSyntax Functional, RecordSyntax Candidates, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>vary J at u = e along h.</summary>
public sealed record VaryDecl(ExprSyntax Functional, NamedSpan State, ExprSyntax At, ExprSyntax Along, string? Doc, SourceSpan Span)
    : DeclSyntax(Doc, Span);

/// <summary>observe a = e every s.</summary>
public sealed record ObserveDecl(NamedSpan Name, ExprSyntax Value, ExprSyntax? Every, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>How a plot draws.</summary>
public enum PlotMode
{
    /// <summary>Linear axes.</summary>
    Linear,
    /// <summary>plot log: a logarithmic vertical axis.</summary>
    Log,
    /// <summary>plot histogram.</summary>
    Histogram,
}

/// <summary>One curve: e, or e vs f.</summary>
public sealed record PlottedSyntax(ExprSyntax Value, ExprSyntax? Versus);

/// <summary>plot e, f vs g at times.</summary>
public sealed record PlotDecl(PlotMode Mode, Seq<PlottedSyntax> Plotted, ExprSyntax? At, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>animate rho every s.</summary>
public sealed record AnimateDecl(NamedSpan State, ExprSyntax Every, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>save every s.</summary>
public sealed record SaveDecl(ExprSyntax Every, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

/// <summary>What an expect claims.</summary>
public abstract record ClaimSyntax(SourceSpan Span);

/// <summary>F decreases.</summary>
public sealed record DecreasesClaim(ExprSyntax Quantity, SourceSpan Span) : ClaimSyntax(Span);

/// <summary>e conserved within d.</summary>
public sealed record ConservedClaim(ExprSyntax Quantity, ExprSyntax? Within, SourceSpan Span) : ClaimSyntax(Span);

/// <summary>e ~ v within d at t.</summary>
public sealed record NearClaim(ExprSyntax Quantity, ExprSyntax Target, ExprSyntax Within, ExprSyntax? At, SourceSpan Span) : ClaimSyntax(Span);

/// <summary>A condition, at t or at the end (reals) or everywhere and always (fields).</summary>
public sealed record ConditionClaim(ExprSyntax Condition, ExprSyntax? At, SourceSpan Span) : ClaimSyntax(Span);

/// <summary>expect claim.</summary>
public sealed record ExpectDecl(ClaimSyntax Claim, string? Doc, SourceSpan Span) : DeclSyntax(Doc, Span);

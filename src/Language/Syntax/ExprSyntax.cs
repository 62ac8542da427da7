using Flows.Language.Text;

namespace Flows.Language.Syntax;

/// <summary>The operators written between two operands.</summary>
public enum BinaryOperator
{
    /// <summary>e |&gt; f</summary>
    Pipe,
    /// <summary>or</summary>
    Or,
    /// <summary>and</summary>
    And,
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&lt;=</summary>
    LessOrEqual,
    /// <summary>&gt;</summary>
    Greater,
    /// <summary>&gt;=</summary>
    GreaterOrEqual,
    /// <summary>=</summary>
    Equal,
    /// <summary>&lt;&gt;</summary>
    NotEqual,
    /// <summary>+</summary>
    Add,
    /// <summary>-</summary>
    Subtract,
    /// <summary>*</summary>
    Multiply,
    /// <summary>/</summary>
    Divide,
    /// <summary>· (dot product)</summary>
    Dot,
    /// <summary>^</summary>
    Power,
}

/// <summary>An expression as written (docs/language.md §3, §12). The span covers the whole expression.</summary>
public abstract record ExprSyntax(SourceSpan Span);

/// <summary>A number; <paramref name="Text"/> is as written, without underscores: "1.5", ".5", "2e-3".</summary>
public sealed record NumberSyntax(string Text, SourceSpan Span) : ExprSyntax(Span);

/// <summary>A name; π, ∞ and the like arrive under their ASCII names (pi, infinity, grad, lap, sqrt).</summary>
public sealed record NameSyntax(string Name, SourceSpan Span) : ExprSyntax(Span);

/// <summary>A string, its escapes resolved.</summary>
public sealed record StringSyntax(string Value, SourceSpan Span) : ExprSyntax(Span);

/// <summary>( e ): kept, because `(int a) + b` and `int a + b` differ and the printer must round-trip.</summary>
public sealed record ParenthesisSyntax(ExprSyntax Inner, SourceSpan Span) : ExprSyntax(Span);

/// <summary>(a, b, …): at least two items.</summary>
public sealed record TupleSyntax(Seq<ExprSyntax> Items, SourceSpan Span) : ExprSyntax(Span);

/// <summary>[a; b; c] or [a, b].</summary>
public sealed record ListSyntax(Seq<ExprSyntax> Items, SourceSpan Span) : ExprSyntax(Span);

/// <summary>[first .. step .. last]; no step means 1.</summary>
public sealed record RangeSyntax(ExprSyntax First, ExprSyntax? Step, ExprSyntax Last, SourceSpan Span) : ExprSyntax(Span);

/// <summary>|e|.</summary>
public sealed record NormSyntax(ExprSyntax Inner, SourceSpan Span) : ExprSyntax(Span);

/// <summary>e': one derivative; u'' is two of these.</summary>
public sealed record PrimeSyntax(ExprSyntax Target, SourceSpan Span) : ExprSyntax(Span);

/// <summary>e.name.</summary>
public sealed record MemberSyntax(ExprSyntax Target, string Name, SourceSpan NameSpan, SourceSpan Span) : ExprSyntax(Span);

/// <summary>One argument between call parentheses; <paramref name="Name"/> is null for a positional one.</summary>
public sealed record ArgumentSyntax(string? Name, ExprSyntax Value, SourceSpan Span);

/// <summary>f(a, b): postfix call, no space before the parenthesis.</summary>
public sealed record CallSyntax(ExprSyntax Target, Seq<ArgumentSyntax> Arguments, SourceSpan Span) : ExprSyntax(Span);

/// <summary>F[rho]: postfix brackets.</summary>
public sealed record BracketSyntax(ExprSyntax Target, Seq<ExprSyntax> Arguments, SourceSpan Span) : ExprSyntax(Span);

/// <summary>f a b: juxtaposition, at least one argument.</summary>
public sealed record ApplySyntax(ExprSyntax Function, Seq<ExprSyntax> Arguments, SourceSpan Span) : ExprSyntax(Span);

/// <summary>mean f over (xs, ys), or sum.</summary>
public sealed record AverageSyntax(string Kind, Seq<ExprSyntax> Arguments, Seq<string> Over, SourceSpan Span) : ExprSyntax(Span);

/// <summary>-e.</summary>
public sealed record NegateSyntax(ExprSyntax Operand, SourceSpan Span) : ExprSyntax(Span);

/// <summary>not e.</summary>
public sealed record NotSyntax(ExprSyntax Operand, SourceSpan Span) : ExprSyntax(Span);

/// <summary>a op b; <paramref name="OperatorSpan"/> marks the operator.</summary>
public sealed record BinarySyntax(BinaryOperator Operator, ExprSyntax Left, ExprSyntax Right, SourceSpan OperatorSpan, SourceSpan Span)
    : ExprSyntax(Span);

/// <summary>low &lt;= middle &lt; high; each operator is Less or LessOrEqual.</summary>
public sealed record BetweenSyntax(
    ExprSyntax Low, BinaryOperator LowOperator, ExprSyntax Middle, BinaryOperator HighOperator, ExprSyntax High, SourceSpan Span)
    : ExprSyntax(Span);

/// <summary>A formal parameter: one name, or (a, b) for a vector's components.</summary>
/// <param name="Names">One name, or the component names.</param>
/// <param name="IsTuple">Whether it was written in parentheses.</param>
/// <param name="Span">Where it stands.</param>
public sealed record ParameterSyntax(Seq<string> Names, bool IsTuple, SourceSpan Span);

/// <summary>fun x (a, b) -> e.</summary>
public sealed record FunSyntax(Seq<ParameterSyntax> Parameters, ExprSyntax Body, SourceSpan Span) : ExprSyntax(Span);

/// <summary>if c then a else b.</summary>
public sealed record IfSyntax(ExprSyntax Condition, ExprSyntax Then, ExprSyntax Else, SourceSpan Span) : ExprSyntax(Span);

/// <summary>int e, or int e over NAME; <paramref name="KeywordSpan"/> marks `int`.</summary>
public sealed record IntSyntax(ExprSyntax Body, string? Over, SourceSpan KeywordSpan, SourceSpan Span) : ExprSyntax(Span);

/// <summary>What a `let` binds: a name with parameters (a function), a name, or a tuple of names.</summary>
/// <param name="Names">One name, or the tuple's names.</param>
/// <param name="IsTuple">Whether the names stand in parentheses.</param>
/// <param name="Parameters">Formal parameters; empty for a constant or a tuple.</param>
/// <param name="Span">Where it stands.</param>
public sealed record PatternSyntax(Seq<string> Names, bool IsTuple, Seq<ParameterSyntax> Parameters, SourceSpan Span);

/// <summary>let p = a in b, or draw p = a in b.</summary>
public sealed record LetInSyntax(bool IsDraw, PatternSyntax Pattern, ExprSyntax Value, ExprSyntax Body, SourceSpan Span) : ExprSyntax(Span);

using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Language.Tests;

/// <summary>Writes an expression's tree with every operator in front, so that precedence can be read off.</summary>
internal static class Shape
{
    public static ExprSyntax Parse(string text)
    {
        var (value, diagnostics) = FlowParser.ParseExpression(new SourceText("test.flow", text));
        Assert.Empty(diagnostics);
        return value!;
    }

    public static string CodeOf(string text) =>
        Assert.Single(FlowParser.ParseExpression(new SourceText("test.flow", text)).Diagnostics).Code;

    public static string Of(string text) => Of(Parse(text));

    public static string Of(ExprSyntax e) => e switch
    {
        NumberSyntax n => n.Text,
        NameSyntax n => n.Name,
        StringSyntax s => $"'{s.Value}'",
        ParenthesisSyntax p => Of(p.Inner),
        TupleSyntax t => $"(tuple {All(t.Items)})",
        ListSyntax l => $"(list {All(l.Items)})".Replace(" )", ")", StringComparison.Ordinal),
        RangeSyntax r => $"(range {Of(r.First)} {(r.Step is null ? "_" : Of(r.Step))} {Of(r.Last)})",
        NormSyntax n => $"(norm {Of(n.Inner)})",
        PrimeSyntax p => $"(' {Of(p.Target)})",
        MemberSyntax m => $"(.{m.Name} {Of(m.Target)})",
        CallSyntax c => $"(call {Of(c.Target)} {string.Join(' ', c.Arguments.Select(a => a.Name is null ? Of(a.Value) : $"{a.Name}:{Of(a.Value)}"))})",
        BracketSyntax b => $"(at {Of(b.Target)} {All(b.Arguments)})",
        ApplySyntax a => $"({Of(a.Function)} {All(a.Arguments)})",
        AverageSyntax a => $"({a.Kind} {All(a.Arguments)} over {string.Join(' ', a.Over)})",
        NegateSyntax n => $"(neg {Of(n.Operand)})",
        NotSyntax n => $"(not {Of(n.Operand)})",
        BinarySyntax b => $"({b.Operator} {Of(b.Left)} {Of(b.Right)})",
        BetweenSyntax b => $"(between {Of(b.Low)} {b.LowOperator} {Of(b.Middle)} {b.HighOperator} {Of(b.High)})",
        FunSyntax f => $"(fun {string.Join(' ', f.Parameters.Select(p => p.IsTuple ? $"<{string.Join(' ', p.Names)}>" : p.Names[0]))} {Of(f.Body)})",
        IfSyntax i => $"(if {Of(i.Condition)} {Of(i.Then)} {Of(i.Else)})",
        IntSyntax i => i.Over is null ? $"(int {Of(i.Body)})" : $"(int {Of(i.Body)} over {i.Over})",
        LetInSyntax l => $"({(l.IsDraw ? "draw" : "let")} {string.Join(' ', l.Pattern.Names)} {Of(l.Value)} {Of(l.Body)})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string All(IEnumerable<ExprSyntax> items) => string.Join(' ', items.Select(Of));
}

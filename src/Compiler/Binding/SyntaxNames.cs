using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>The names that an expression mentions, as written.</summary>
internal static class SyntaxNames
{
    /// <summary>Every name, in order, with repetitions.</summary>
    public static IEnumerable<NameSyntax> In(ExprSyntax syntax) => All(syntax).OfType<NameSyntax>();

    /// <summary>Every expression in an expression, itself first, in order.</summary>
    public static IEnumerable<ExprSyntax> All(ExprSyntax syntax)
    {
        var open = new Stack<ExprSyntax>([syntax]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Children(next).Reverse())
                open.Push(child);
        }
    }

    private static Seq<ExprSyntax> Children(ExprSyntax syntax) => syntax switch
    {
        ParenthesisSyntax p => [p.Inner],
        TupleSyntax t => t.Items,
        ListSyntax l => l.Items,
        RangeSyntax r => r.Step is null ? [r.First, r.Last] : [r.First, r.Step, r.Last],
        NormSyntax n => [n.Inner],
        PrimeSyntax p => [p.Target],
        MemberSyntax m => [m.Target],
        CallSyntax c => [c.Target, .. c.Arguments.Select(a => a.Value)],
        BracketSyntax b => [b.Target, .. b.Arguments],
        ApplySyntax a => [a.Function, .. a.Arguments],
        AverageSyntax a => a.Arguments,
        NegateSyntax n => [n.Operand],
        NotSyntax n => [n.Operand],
        BinarySyntax b => [b.Left, b.Right],
        BetweenSyntax b => [b.Low, b.Middle, b.High],
        FunSyntax f => [f.Body],
        IfSyntax i => [i.Condition, i.Then, i.Else],
        IntSyntax i => [i.Body],
        LetInSyntax l => [l.Value, l.Body],
        _ => [],
    };
}

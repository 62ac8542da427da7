using System.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>Writes expressions.</summary>
internal static class ExpressionPrinter
{
    /// <summary>An expression in a place that takes one of a certain level.</summary>
    /// <param name="e">The expression.</param>
    /// <param name="level">The loosest level that the place takes.</param>
    /// <param name="open">Whether a form may end here: nothing follows that it would swallow.</param>
    /// <param name="inNorm">Whether a bar would close the norm that this stands in.</param>
    public static string Print(ExprSyntax e, Level level, bool open = true, bool inNorm = false)
    {
        var needsParentheses = IsForm(e) ? !open : LevelOf(e) < level;
        if (needsParentheses || (inNorm && e is NormSyntax))
            return $"({Write(e, open: true, inNorm: false)})";
        return Write(e, open, inNorm);
    }

    /// <summary>Several expressions with a separator between them.</summary>
    public static string PrintAll(IEnumerable<ExprSyntax> items, string separator) =>
        string.Join(separator, items.Select(item => Print(item, Level.Pipe)));

    /// <summary>A parameter: a name, or names in parentheses.</summary>
    public static string Print(ParameterSyntax parameter) => Names(parameter.Names, parameter.IsTuple);

    /// <summary>A pattern with its parameters.</summary>
    public static string Print(PatternSyntax pattern) =>
        string.Join(' ', pattern.Parameters.Select(Print).Prepend(Names(pattern.Names, pattern.IsTuple)));

    /// <summary>A name, or names in parentheses.</summary>
    public static string Names(Seq<string> names, bool isTuple) => isTuple ? $"({string.Join(", ", names)})" : names[0];

    private static string Write(ExprSyntax e, bool open, bool inNorm) => e switch
    {
        NumberSyntax number => number.Text,
        NameSyntax name => name.Name,
        StringSyntax text => StringEscapes.Write(text.Value),
        ParenthesisSyntax parenthesis => $"({Print(parenthesis.Inner, Level.Pipe)})",
        TupleSyntax tuple => $"({PrintAll(tuple.Items, ", ")})",
        ListSyntax list => $"[{PrintAll(list.Items, "; ")}]",
        RangeSyntax { Step: null } range => $"[{Print(range.First, Level.Pipe)} .. {Print(range.Last, Level.Pipe)}]",
        RangeSyntax range =>
            $"[{Print(range.First, Level.Pipe)} .. {Print(range.Step, Level.Pipe)} .. {Print(range.Last, Level.Pipe)}]",
        NormSyntax norm => $"|{Print(norm.Inner, Level.Pipe, open: true, inNorm: true)}|",
        PrimeSyntax prime => $"{Target(prime.Target, inNorm)}'",
        MemberSyntax member => $"{Target(member.Target, inNorm)}.{member.Name}",
        CallSyntax call => $"{Target(call.Target, inNorm)}({string.Join(", ", call.Arguments.Select(Argument))})",
        BracketSyntax bracket => $"{Target(bracket.Target, inNorm)}[{PrintAll(bracket.Arguments, ", ")}]",
        ApplySyntax apply => $"{Target(apply.Function, inNorm)} {Arguments(apply.Arguments, inNorm)}",
        AverageSyntax average =>
            $"{average.Kind} {Arguments(average.Arguments, inNorm)} over {Names(average.Over, average.Over.Count > 1)}",
        NegateSyntax negate => $"-{Print(negate.Operand, Level.Sign, open, inNorm)}",
        NotSyntax not => $"not {Print(not.Operand, Level.Not, open, inNorm)}",
        BinarySyntax binary => Binary(binary, open, inNorm),
        BetweenSyntax between =>
            $"{Print(between.Low, Level.Sum, false, inNorm)} {SymbolOf(between.LowOperator)} "
            + $"{Print(between.Middle, Level.Sum, false, inNorm)} {SymbolOf(between.HighOperator)} "
            + Print(between.High, Level.Sum, open, inNorm),
        FunSyntax fun => Fun(fun, inNorm),
        IfSyntax choice =>
            $"if {Inside(choice.Condition, inNorm)} then {Inside(choice.Then, inNorm)} else {Inside(choice.Else, inNorm)}",
        IntSyntax { Over: null } integral => $"int {Inside(integral.Body, inNorm)}",
        IntSyntax integral when WouldTakeOver(integral.Body) => $"int ({Inside(integral.Body, inNorm: false)}) over {integral.Over}",
        IntSyntax integral => $"int {Inside(integral.Body, inNorm)} over {integral.Over}",
        LetInSyntax local => Local(local, inNorm),
        _ => throw new UnreachableException(),
    };

    private static string Binary(BinarySyntax binary, bool open, bool inNorm)
    {
        // A sum of thousands of terms is a tree as deep on its left: no recursion there.
        var parts = new Stack<string>();
        ExprSyntax left = binary;
        while (left is BinarySyntax next && LevelOf(next) == LevelOf(binary) && (left == binary || IsLeftAssociative(binary)))
        {
            parts.Push(Print(next.Right, RightLevel(next.Operator), open, inNorm));
            parts.Push(Spaced(next.Operator));
            (left, open) = (next.Left, false);
        }
        parts.Push(Print(left, LeftLevel(binary.Operator), false, inNorm));
        return string.Concat(parts);
    }

    private static bool IsLeftAssociative(BinarySyntax binary) => LevelOf(binary) is not (Level.Power or Level.Comparison);

    private static Level LeftLevel(BinaryOperator binary) => LevelOf(binary) switch
    {
        Level.Power => Level.Application,
        Level.Comparison => Level.Sum,
        var level => level,
    };

    private static Level RightLevel(BinaryOperator binary) => LevelOf(binary) switch
    {
        Level.Power => Level.Sign,
        Level.Product => Level.Sign,
        var level => level + 1,
    };

    private static string Fun(FunSyntax fun, bool inNorm)
    {
        var body = Inside(fun.Body, inNorm);
        var head = $"fun {string.Join(' ', fun.Parameters.Select(Print))} ->";
        return fun.Body is LetInSyntax ? $"{head}\n    {body}" : $"{head} {body}";
    }

    /// <summary>A local definition ends with its line, unless what follows could be read as its continuation.</summary>
    private static string Local(LetInSyntax local, bool inNorm)
    {
        var body = Inside(local.Body, inNorm);
        var separator = body[0] == '-' || local.Value is LetInSyntax ? " in " : "\n    ";
        return $"{(local.IsDraw ? "draw" : "let")} {Print(local.Pattern)} = {Inside(local.Value, inNorm)}{separator}{body}";
    }

    private static string Inside(ExprSyntax e, bool inNorm) => Print(e, Level.Pipe, open: true, inNorm);

    private static string Target(ExprSyntax e, bool inNorm) => e is NumberSyntax or NormSyntax
        ? $"({Write(e, open: true, inNorm: false)})"
        : Print(e, Level.Postfix, open: false, inNorm);

    private static string Arguments(Seq<ExprSyntax> arguments, bool inNorm) =>
        string.Join(' ', arguments.Select(a => BeginsWithClauseWord(a)
            ? $"({Inside(a, inNorm: false)})"
            : Print(a, Level.Postfix, open: false, inNorm)));

    private static string Argument(ArgumentSyntax argument) => (argument.Name, LooksNamed(argument.Value)) switch
    {
        ({ } name, _) => $"{name} = {Print(argument.Value, Level.Pipe)}",
        (_, true) => $"({Print(argument.Value, Level.Pipe)})",
        _ => Print(argument.Value, Level.Pipe),
    };

    /// <summary>Whether an argument begins with `name =`, so that without parentheses it would be read as a named one.</summary>
    private static bool LooksNamed(ExprSyntax e) => e is BinarySyntax binary
        && (binary.Operator == BinaryOperator.Equal ? binary.Left is NameSyntax : LevelOf(binary) < Level.Comparison && LooksNamed(binary.Left));

    private static bool IsForm(ExprSyntax e) => e is FunSyntax or IfSyntax or IntSyntax or LetInSyntax;

    private static bool BeginsWithClauseWord(ExprSyntax e) => e switch
    {
        NameSyntax name => Words.Clauses.Contains(name.Name),
        PrimeSyntax prime => BeginsWithClauseWord(prime.Target),
        MemberSyntax member => BeginsWithClauseWord(member.Target),
        CallSyntax call => BeginsWithClauseWord(call.Target),
        BracketSyntax bracket => BeginsWithClauseWord(bracket.Target),
        _ => false,
    };

    /// <summary>Whether the last thing in an expression is an integral or an average that would take an `over` behind it.</summary>
    private static bool WouldTakeOver(ExprSyntax e) => e switch
    {
        IntSyntax integral => integral.Over is null || WouldTakeOver(integral.Body),
        ApplySyntax { Function: NameSyntax { Name: "mean" or "sum" } } => true,
        CallSyntax { Target: NameSyntax { Name: "mean" or "sum" }, Arguments: var inCall } => inCall.Any(a => a.Value is FunSyntax),
        FunSyntax fun => WouldTakeOver(fun.Body),
        IfSyntax choice => WouldTakeOver(choice.Else),
        LetInSyntax local => WouldTakeOver(local.Body),
        BinarySyntax binary => WouldTakeOver(binary.Right),
        BetweenSyntax between => WouldTakeOver(between.High),
        NegateSyntax negate => WouldTakeOver(negate.Operand),
        NotSyntax not => WouldTakeOver(not.Operand),
        _ => false,
    };

    private static Level LevelOf(ExprSyntax e) => e switch
    {
        BinarySyntax binary => LevelOf(binary.Operator),
        NotSyntax => Level.Not,
        BetweenSyntax => Level.Comparison,
        NegateSyntax => Level.Sign,
        ApplySyntax or AverageSyntax => Level.Application,
        _ => Level.Postfix,
    };

    private static Level LevelOf(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Pipe => Level.Pipe,
        BinaryOperator.Or => Level.Or,
        BinaryOperator.And => Level.And,
        BinaryOperator.Add or BinaryOperator.Subtract => Level.Sum,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Dot => Level.Product,
        BinaryOperator.Power => Level.Power,
        _ => Level.Comparison,
    };

    private static string Spaced(BinaryOperator binary) =>
        binary is BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Power ? SymbolOf(binary) : $" {SymbolOf(binary)} ";

    private static string SymbolOf(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Pipe => "|>",
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Dot => "·",
        BinaryOperator.Power => "^",
        _ => throw new UnreachableException(),
    };
}

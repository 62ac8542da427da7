using System.Diagnostics;

namespace Flows.Compiler.Symbolics;

/// <summary>The passes over conditions that the passes over expressions share.</summary>
public static class Conditions
{
    /// <summary>All expressions that are compared, from left to right.</summary>
    public static IEnumerable<Expr> Sides(Condition condition) => condition switch
    {
        Compare c => [c.Left, c.Right],
        AndCondition c => [.. Sides(c.Left), .. Sides(c.Right)],
        OrCondition c => [.. Sides(c.Left), .. Sides(c.Right)],
        NotCondition c => Sides(c.Operand),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same condition about other expressions.</summary>
    public static Condition Map(Condition condition, Func<Expr, Expr> map) => condition switch
    {
        Compare c => new Compare(c.Relation, map(c.Left), map(c.Right)),
        AndCondition c => new AndCondition(Map(c.Left, map), Map(c.Right, map)),
        OrCondition c => new OrCondition(Map(c.Left, map), Map(c.Right, map)),
        NotCondition c => new NotCondition(Map(c.Operand, map)),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same condition for numbers, and false where a side that decides is none: NaN differs from everything and is less than nothing.</summary>
    public static Condition OfNumbers(Condition condition) => OfNumbers(condition, false);

    // not (a < b) is b <= a, which NaN does not satisfy; not (A and B) is not A or not B.
    private static Condition OfNumbers(Condition condition, bool isNegated) => condition switch
    {
        Compare { Relation: Comparison.Less } c => isNegated ? new Compare(Comparison.LessOrEqual, c.Right, c.Left) : c,
        Compare { Relation: Comparison.LessOrEqual } c => isNegated ? new Compare(Comparison.Less, c.Right, c.Left) : c,
        Compare { Relation: Comparison.Equal or Comparison.NotEqual } c => (c.Relation == Comparison.NotEqual) != isNegated
            ? new OrCondition(new Compare(Comparison.Less, c.Left, c.Right), new Compare(Comparison.Less, c.Right, c.Left))
            : new Compare(Comparison.Equal, c.Left, c.Right),
        AndCondition c when !isNegated => new AndCondition(OfNumbers(c.Left, false), OfNumbers(c.Right, false)),
        OrCondition c when isNegated => new AndCondition(OfNumbers(c.Left, true), OfNumbers(c.Right, true)),
        AndCondition c => new OrCondition(OfNumbers(c.Left, true), OfNumbers(c.Right, true)),
        OrCondition c => new OrCondition(OfNumbers(c.Left, false), OfNumbers(c.Right, false)),
        NotCondition c => OfNumbers(c.Operand, !isNegated),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether it holds for the values of its sides.</summary>
    public static bool Holds(Condition condition, Func<Expr, double> value) => condition switch
    {
        Compare { Relation: Comparison.Less } c => value(c.Left) < value(c.Right),
        Compare { Relation: Comparison.LessOrEqual } c => value(c.Left) <= value(c.Right),
        Compare { Relation: Comparison.Equal } c => value(c.Left) == value(c.Right),
        Compare { Relation: Comparison.NotEqual } c => value(c.Left) != value(c.Right),
        AndCondition c => Holds(c.Left, value) && Holds(c.Right, value),
        OrCondition c => Holds(c.Left, value) || Holds(c.Right, value),
        NotCondition c => !Holds(c.Operand, value),
        _ => throw new UnreachableException(),
    };

    /// <summary>Its truth if only numbers decide, else null.</summary>
    public static bool? Decide(Condition condition) => condition switch
    {
        Compare { Left: Number a, Right: Number b } c => c.Relation switch
        {
            Comparison.Less => a.Value < b.Value,
            Comparison.LessOrEqual => a.Value <= b.Value,
            Comparison.Equal => a.Value == b.Value,
            Comparison.NotEqual => a.Value != b.Value,
            _ => throw new UnreachableException(),
        },
        Compare => null,
        AndCondition c => (Decide(c.Left), Decide(c.Right)) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        },
        OrCondition c => (Decide(c.Left), Decide(c.Right)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        },
        NotCondition c => !Decide(c.Operand),
        _ => throw new UnreachableException(),
    };
}

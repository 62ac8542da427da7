namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of integrals: linear, constants outside, the bound point numbered from below.</summary>
internal static class IntegralRules
{
    public static Expr Of(Point point, Expr body)
    {
        if (body is Number { Value.IsZero: true })
            return body;
        switch (body)
        {
            case Sum s:
                var terms = new Expr[s.Terms.Count];
                for (var i = 0; i < terms.Length; i++)
                    terms[i] = Of(point, s.Terms[i]);
                return Build.Sum(terms);
            case Product p when OperatorRules.Pull(p, point) is { } pulled:
                return SumRules.Distribute(pulled.Constant, Of(point, pulled.Varying));
            case not Number { Value.IsOne: true } when !OperatorRules.Varies(body, point):
                return body * Of(point, Build.One);
        }
        // The mean of a constant is the constant, its sum as many times the constant.
        if (body is Number && point.Space.Measure is RowsMeasure rows)
            return rows.IsMean ? body : rows.Rows * body;
        var bound = Lowest(point, [body]);
        var moved = Substitution.MovePoint(body, point, bound);
        return ExprPool.Intern(new Integral(bound, moved, HashCode.Combine(16, bound, moved), moved.Depth + 1));
    }

    /// <summary>The point that is bound in place of another: of the smallest index that is not free in what it is bound in.</summary>
    public static Point Lowest(Point point, ReadOnlySpan<Expr> parts)
    {
        var index = 0;
        while (IsFree(index, point, parts))
            index++;
        return index == point.Index ? point : point with { Index = index };
    }

    private static bool IsFree(int index, Point point, ReadOnlySpan<Expr> parts)
    {
        foreach (var part in parts)
            if (part.Known.FreePoints.Any(f => f.Index == index && f != point && f.Space == point.Space))
                return true;
        return false;
    }
}

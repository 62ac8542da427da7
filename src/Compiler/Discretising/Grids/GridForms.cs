using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>What is done with expressions over cells: moved, gathered into derivatives of a sum over all cells, differentiated along a change.</summary>
public static class GridForms
{
    // Beyond this, multiplying out is given up.
    private const int MostTerms = 400;

    /// <summary>The loads of an expression.</summary>
    public static IEnumerable<Load> Loads(Expr e) => Substitution.All(e).OfType<Load>();

    /// <summary>The expression as the cell at a displacement computes it.</summary>
    public static Expr Moved(Expr e, Shift by) => by == Shift.None ? e : Substitution.Replace(e, leaf => leaf switch
    {
        Load l when GridArray.Read(l) is var (role, index, at) => role == GridRole.Centre
            ? GridArray.Value(role, index, new Shift(0, 0, at.C + by.C)) : GridArray.Value(role, index, at + by),
        Scalar s when GridScalars.AsRowCoordinate(s.Index) is var (position, rows) =>
            Build.Scalar(GridScalars.RowCoordinateSlot(position, rows + (position == 0 ? by.A : by.B))),
        _ => null,
    });

    /// <summary>∂(Σ over all cells of e)/∂(the array's value in the present cell): what the cells around it contribute.</summary>
    public static Expr Gathered(Expr e, GridRole role, int index)
    {
        var parts = new List<Expr>();
        foreach (var load in Loads(e).ToArray())
            if (GridArray.Read(load) is var (r, i, at) && r == role && i == index)
                parts.Add(Moved(Derivative.Of(e, load), -at));
        return Tidy(Build.Sum([.. parts]));
    }

    /// <summary>The derivative of an expression where every array that depends on the states changes.</summary>
    public static Expr Changed(Expr e) => Changed(e, null);

    /// <summary>The derivative of an expression where the arrays of one kind change, or of every kind that depends on the states.</summary>
    /// <param name="e">The expression.</param>
    /// <param name="only">The kind; null for all.</param>
    public static Expr Changed(Expr e, GridRole? only)
    {
        var parts = new List<Expr>();
        foreach (var load in Loads(e).ToArray())
        {
            var (role, index, at) = GridArray.Read(load);
            if (only is not null && role != only)
                continue;
            GridRole? change = role switch
            {
                GridRole.State => GridRole.Change,
                GridRole.Nonlocal => GridRole.NonlocalChange,
                GridRole.Adjoint => GridRole.AdjointChange,
                GridRole.Potential => GridRole.PotentialChange,
                _ => null,
            };
            if (change is { } by)
                parts.Add(Derivative.Of(e, load) * GridArray.Value(by, index, at));
        }
        return Tidy(Build.Sum([.. parts]));
    }

    /// <summary>1/√(the greater of two expressions).</summary>
    public static Expr InverseRoot(Expr e, Expr least) => Build.Power(Build.If(new Compare(Comparison.Less, e, least), least, e), Build.Number(-0.5));

    /// <summary>How far from a cell the expression reads.</summary>
    public static int Reach(Expr e) => Loads(e).Select(l => GridArray.Read(l).Shift.Reach).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Like differences of neighbouring cells added up: products of sums are multiplied out where that shortens the expression, and what has
    /// the same factors that no cell changes is put together, (u₊ − 2u + u₋)/h².
    /// </summary>
    public static Expr Tidy(Expr e)
    {
        var expanded = Expansion.Expand(e);
        if (expanded is Sum { Terms.Count: > MostTerms })
            return e;
        var collected = Collected(expanded);
        return Size(collected) <= Size(e) ? collected : e;
    }

    private static Expr Collected(Expr e)
    {
        if (e is not Sum sum)
            return e;
        var groups = new Dictionary<Expr, List<Expr>>();
        var order = new List<Expr>();
        foreach (var term in sum.Terms)
        {
            Seq<Expr> factors = term is Product p ? p.Factors : [term];
            var common = Build.Product([.. factors.Where(f => f is not Number && !Substitution.All(f).Any(x => x is Load))]);
            if (!groups.TryGetValue(common, out var rest))
            {
                groups[common] = rest = [];
                order.Add(common);
            }
            rest.Add(Build.Product([.. factors.Where(f => f is Number || Substitution.All(f).Any(x => x is Load))]));
        }
        return Build.Sum([.. order.Select(common => common == Build.One ? Build.Sum([.. groups[common]]) : common * Build.Sum([.. groups[common]]))]);
    }

    private static int Size(Expr e) => Substitution.All(e).Count();
}

using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>Writes the divergence of a flux as Laplacians and div(m·grad e) where it is one.</summary>
public static class Divergences
{
    // Deeper fluxes are not written out to see whether their divergence vanishes.
    private const int DeepestExpanded = 12;

    /// <summary>∇·flux at a point.</summary>
    public static Expr Of(Seq<Expr> flux, Point p)
    {
        if (flux.All(f => f is Number { Value.IsZero: true }))
            return 0;
        // Term by term of the first component: c·∂₁e whose partners c·∂ᵢe stand in the other components.
        var left = flux.Select(f => f is Sum s ? s.Terms.ToList() : [f]).ToArray();
        var found = new List<Expr>();
        foreach (var term in left[0].ToArray())
        {
            if (Split(term, p) is not var (coefficient, operand))
                continue;
            var partners = Enumerable.Range(0, flux.Count).Select(axis => coefficient * Build.Gradient(operand, p, axis)).ToArray();
            if (!Enumerable.Range(0, flux.Count).All(axis => left[axis].Contains(partners[axis])))
                continue;
            for (var axis = 0; axis < flux.Count; axis++)
                left[axis].Remove(partners[axis]);
            found.Add(Build.DivGrad(coefficient, operand, p));
        }
        if (left.Any(l => l.Any(t => t is not Number { Value.IsZero: true })))
            found.Add(Kept([.. left.Select(l => Build.Sum([.. l]))], p));
        return Build.Sum([.. found]);
    }

    /// <summary>∇∇:h at a point, h symmetric: what stands on the whole diagonal is a Laplacian.</summary>
    public static Expr Twice(Expr[,] h, Point p)
    {
        var d = p.Space.Dimension;
        var diagonal = Enumerable.Range(0, d).Select(i => h[i, i] is Sum s ? s.Terms.ToList() : [h[i, i]]).ToArray();
        var common = diagonal[0].Where(t => diagonal.All(other => other.Contains(t))).ToArray();
        var isotropic = Build.Sum(common);
        var rows = Enumerable.Range(0, d).Select(i => Of([.. Enumerable.Range(0, d).Select(j => i == j ? h[i, j] - isotropic : h[i, j])], p));
        return Build.Lap(isotropic, p) + Of([.. rows], p);
    }

    // The curl-free identities: ∂ₓv_y − ∂_yv_x = 0.
    private static Expr Kept(Expr[] flux, Point p)
    {
        var kept = Build.Divergence(flux, p);
        return flux.Length > 1 && flux.All(f => f.Depth < DeepestExpanded) && GradientExpansion.Expand(kept) is Number { Value.IsZero: true } ? 0 : kept;
    }

    // coefficient · ∂₁operand, the gradient to the first power.
    private static (Expr Coefficient, Expr Operand)? Split(Expr term, Point p)
    {
        if (term is Gradient only && only.Point == p)
            return OperatorRules.Potential(only) is { } alone ? (1, alone) : null;
        if (term is not Product product)
            return null;
        foreach (var factor in product.Factors)
            if (factor is Gradient g && g.Point == p && OperatorRules.Potential(g) is { } potential)
                return (Build.Product([.. product.Factors.Where(f => !ReferenceEquals(f, factor))]), potential);
        return null;
    }
}

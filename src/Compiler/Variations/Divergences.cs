using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>Writes the divergence of a flux as Laplacians and div(m·grad e) where it is one.</summary>
public static class Divergences
{
    /// <summary>∇·flux at a point.</summary>
    public static Expr Of(Seq<Expr> flux, Point p)
    {
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
            found.Add(Build.Divergence([.. left.Select(l => Build.Sum([.. l]))], p));
        return Build.Sum([.. found]);
    }

    // coefficient · ∂₁operand, the gradient to the first power.
    private static (Expr Coefficient, Expr Operand)? Split(Expr term, Point p)
    {
        if (term is Gradient { Axis: 0 } only && only.Point == p)
            return (1, only.Operand);
        if (term is not Product product)
            return null;
        foreach (var factor in product.Factors)
            if (factor is Gradient { Axis: 0 } g && g.Point == p)
                return (Build.Product([.. product.Factors.Where(f => !ReferenceEquals(f, factor))]), g.Operand);
        return null;
    }
}

using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>Expressions of a step from a state a (<see cref="GridRole.State"/>) to a state b (<see cref="GridRole.Base"/>): taken between the two, or averaged over what lies between.</summary>
public static class GridMix
{
    /// <summary>The expression at a + s (b − a).</summary>
    /// <param name="e">Over states.</param>
    /// <param name="s">In [0, 1].</param>
    /// <param name="share">What changes of the states count for: s for derivatives by b.</param>
    public static Expr Between(Expr e, double s, double share = 1) => Substitution.Replace(e, leaf =>
    {
        if (leaf is not Load load)
            return null;
        var (role, index, at) = GridArray.Read(load);
        switch (role)
        {
            case GridRole.State:
                var b = GridArray.Value(GridRole.Base, index, at);
                return s == 1 ? b : leaf + Build.Number(s) * (b - leaf);
            case GridRole.Change:
                return Build.Number(share) * leaf;
            default:
                return null;
        }
    });

    /// <summary>Σ w e(a + s (b − a)) over the points of a rule.</summary>
    public static Expr Average(Expr e, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights)
    {
        var parts = new Expr[positions.Length];
        for (var q = 0; q < positions.Length; q++)
            parts[q] = Build.Number(weights[q]) * Between(e, positions[q]);
        return Build.Sum(parts);
    }

    /// <summary>The change of <see cref="Average"/> where b changes.</summary>
    public static Expr AverageChange(Expr e, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights)
    {
        var change = GridForms.Changed(e);
        var parts = new Expr[positions.Length];
        for (var q = 0; q < positions.Length; q++)
            parts[q] = Build.Number(weights[q]) * Between(change, positions[q], positions[q]);
        return Build.Sum(parts);
    }
}

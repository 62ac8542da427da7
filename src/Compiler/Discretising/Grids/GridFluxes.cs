using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>How the mobility of a face is made of those of its two cells.</summary>
public enum FaceRule
{
    /// <summary>(m(a) + m(b))/2</summary>
    Arithmetic,
    /// <summary>(a − b)/(log a − log b), for m = u: the discrete equilibria of entropies are exact.</summary>
    Logarithmic,
    /// <summary>That of the cell that the flux comes from.</summary>
    Upwind,
    /// <summary>Scharfetter–Gummel for the linear diffusion T u log u under any drift, for m = u: exact where drift and flux are constant between two cells.</summary>
    ScharfetterGummel,
}

/// <summary>Two-point fluxes between cells: div(m grad μ) (methods.md A 3.4).</summary>
public static class GridFluxes
{
    // Nearer than this, relatively, the logarithmic mean is the arithmetic one but for a term that is kept.
    private const double Near = 0.01;

    /// <summary>Σ over the faces of m (μ_neighbour − μ)/h².</summary>
    /// <param name="mobility">m in a cell.</param>
    /// <param name="potential">μ in a cell.</param>
    /// <param name="rule">How the mobility of a face is made.</param>
    /// <param name="dimension">d.</param>
    /// <param name="temperature">T of the linear diffusion in the energy, for <see cref="FaceRule.ScharfetterGummel"/>; null where there is none.</param>
    /// <param name="wall">What flows where a side is open, or null where none is.</param>
    /// <param name="openings">The open sides.</param>
    public static Expr Divergence(Expr mobility, Expr potential, FaceRule rule, int dimension, Expr? temperature, GridWall? wall, Seq<GridOpening> openings)
    {
        var parts = new List<Expr>();
        for (var axis = 0; axis < dimension; axis++)
        {
            var squared = Build.Power(GridScalars.InverseSpacing(axis, dimension), 2);
            Expr faces = 0;
            foreach (var side in (ReadOnlySpan<int>)[1, -1])
            {
                var shift = Shift.Along(axis, dimension, side);
                var drop = GridForms.Moved(potential, shift) - potential;
                var beside = GridForms.Moved(mobility, shift);
                var flux = rule == FaceRule.ScharfetterGummel && temperature is not null ? ScharfetterGummel(mobility, beside, drop, temperature)
                    : ((rule == FaceRule.Arithmetic ? wall?.Between(axis, side) : null) ?? Face(mobility, beside, drop, rule)) * drop;
                faces += openings.FirstOrDefault(o => o.Axis == axis && o.IsUpper == side > 0) is { } open
                    ? Build.If(wall!.IsBeside(axis, open.IsUpper), wall.Outwards(axis, open.IsUpper, open.Value), flux) : flux;
            }
            parts.Add(squared * (GridForms.Loads(mobility).Any() || openings.Count > 0 ? faces : GridForms.Tidy(faces)));
        }
        return Build.Sum([.. parts]);
    }

    // T (B(−y) there − B(y) here), B(y) = y/(e^y − 1), y = Δμ/T − Δ log m the drift: 0 where μ is even, down the potential elsewhere. Fluxes fall apart into what leaves either cell, so
    // that no density oscillates however steep the drift. (Scharfetter, Gummel, IEEE Trans. Electron Devices 16 (1969) 64-77; here with y from μ, so that the energy falls.)
    private static Expr ScharfetterGummel(Expr here, Expr there, Expr drop, Expr temperature)
    {
        var (log, abs, exp, max) = (FunctionCatalog.Find("log")!, FunctionCatalog.Find("abs")!, FunctionCatalog.Find("exp")!, FunctionCatalog.Find("max")!);
        var y = drop / temperature - (Build.Apply(log, there) - Build.Apply(log, here));
        var size = Build.Apply(abs, y);
        var decay = Build.Apply(exp, -size);
        // B(|y|), from which B(±y) = B(|y|) + max(∓y, 0); 1 − |y|/2 + y²/12 − y⁴/720 near 0, where the next term is below 1e-14.
        var bernoulli = Build.If(new Compare(Comparison.Less, size, Build.Number(0.02)),
            1 - size / 2 + Build.Power(y, 2) / 12 - Build.Power(y, 4) / 720, size * decay / (1 - decay));
        return temperature * ((bernoulli + Build.Apply(max, y, 0)) * there - (bernoulli + Build.Apply(max, -y, 0)) * here);
    }

    private static Expr Face(Expr here, Expr there, Expr drop, FaceRule rule)
    {
        if (ReferenceEquals(here, there))
            return here;
        switch (rule)
        {
            // The flux goes down the potential: from here where the neighbour's is lower.
            case FaceRule.Upwind:
                return Build.If(new Compare(Comparison.Less, drop, 0), here, there);
            case FaceRule.Logarithmic:
                var log = FunctionCatalog.Find("log")!;
                var abs = FunctionCatalog.Find("abs")!;
                var (sum, difference) = (here + there, there - here);
                var ratio = difference / sum;
                var isNear = new Compare(Comparison.Less, Build.Apply(abs, difference), Build.Number(Near) * sum);
                // L(a, b) = (a + b)/2 / (1 + r²/3 + r⁴/5 + …), r = (b − a)/(a + b).
                var near = sum / 2 / (1 + Build.Power(ratio, 2) / 3 + Build.Power(ratio, 4) / 5 + Build.Power(ratio, 6) / 7);
                // What goes on straight beyond a side may be negative there; nothing passes.
                return Build.If(new Compare(Comparison.Less, here * there, 0), 0,
                    Build.If(isNear, near, difference / (Build.Apply(log, there) - Build.Apply(log, here))));
            default:
                return (here + there) / 2;
        }
    }
}

/// <summary>An open side.</summary>
/// <param name="Axis">The axis of the domain.</param>
/// <param name="IsUpper">Whether it is its upper end.</param>
/// <param name="Value">What the state is held at there.</param>
public sealed record GridOpening(int Axis, bool IsUpper, Expr Value);

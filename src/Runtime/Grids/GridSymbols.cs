using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>The constant-coefficient part of a semilinear flow of one state: ∂u/∂t = −M λ^p (f + (κλ + γλ²) u) + g in terms of the eigenvalue λ of −Δ.</summary>
public sealed class GridSymbols
{
    /// <summary>Evaluates the coefficients on a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="rate">The flow.</param>
    /// <exception cref="NotSupportedException">The coefficients are not the same along every axis.</exception>
    public GridSymbols(Grid grid, SemilinearRate rate)
    {
        Rate = rate;
        Mobility = Constants.Value(rate.Mobility);
        (Kappa, Gamma) = Powers(grid, rate.Differences) ?? throw new NotSupportedException("the energy weighs derivatives along different axes differently");
    }

    /// <summary>κ and γ of a stencil κλ + γλ², which must be the same along every axis; null where it is not.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="differences">For every axis the coefficients at displacements along it.</param>
    public static (double Kappa, double Gamma)? Powers(Grid grid, Seq<Seq<(int Offset, Expr Coefficient)>> differences)
    {
        (double Kappa, double Gamma)? found = null;
        for (var axis = 0; axis < grid.Dimension; axis++)
        {
            var h = grid.Spacing(grid.Position(axis));
            double kappa = 0, gamma = 0;
            foreach (var (m, coefficient) in differences[axis].AsEnumerable())
            {
                // cos(mθ) in powers of λ = (2 − 2 cos θ)/h²; what is constant belongs to the centre, and to f.
                var c = Evaluation.Evaluate(coefficient, leaf => leaf is Scalar s ? Scalar(grid, s.Index) : null);
                kappa -= c * m * m * h * h / 2;
                gamma += c * m * m * (m * m - 1) * h * h * h * h / 24;
            }
            if (found is var (k, g) && (Differs(kappa, k) || Differs(gamma, g)))
                return null;
            found = (kappa, gamma);
        }
        return found;
    }

    /// <summary>The flow.</summary>
    public SemilinearRate Rate { get; }

    /// <summary>M.</summary>
    public double Mobility { get; }

    /// <summary>κ.</summary>
    public double Kappa { get; }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <summary>M λ^p (s + κλ + γλ²): the rate at which a mode decays where f = s u.</summary>
    public double Decay(double lambda, double s) => Metric(lambda) * (s + lambda * (Kappa + lambda * Gamma));

    /// <summary>M λ^p.</summary>
    public double Metric(double lambda) => Mobility * (Rate.IsFlux ? lambda : 1);

    private static bool Differs(double a, double b) => Math.Abs(a - b) > 1e-10 * Math.Max(Math.Abs(a), Math.Abs(b));

    private static double? Scalar(Grid grid, int slot)
    {
        for (var axis = 0; axis < grid.Dimension; axis++)
            if (GridScalars.InverseSpacingSlot(axis, grid.Dimension) == slot)
                return 1 / grid.Spacing(grid.Position(axis));
        return null;
    }
}

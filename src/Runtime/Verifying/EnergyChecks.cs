using Flows.Language;

namespace Flows.Runtime.Verifying;

/// <summary>The derivatives of a discrete energy against differences of what they are the derivatives of.</summary>
public static class EnergyChecks
{
    private const double GradientBound = 1e-7;
    private const double HessianBound = 1e-6;

    /// <summary>⟨∇E_h(u), η⟩ against central differences of E_h along η: the worst of all samples, each with its best step.</summary>
    /// <remarks>Relative to Σ|∂E_h/∂u_i η_i|: a direction across the gradient must not make a small error look large.</remarks>
    /// <param name="subject">Of what energy.</param>
    /// <param name="energy">The energy.</param>
    /// <param name="samples">Where it is looked at.</param>
    /// <param name="note">On which cells.</param>
    public static CheckResult Gradient(string subject, IEnergyProbe energy, Seq<Sample> samples, string note)
    {
        ArgumentNullException.ThrowIfNull(energy);
        var (gradient, moved) = (new double[energy.Count], new double[energy.Count]);
        // NaN is worse than anything, and stays: Math.Max hands it on.
        var worst = 0.0;
        foreach (var (state, direction) in samples)
        {
            energy.Gradient(state, gradient);
            double claimed = 0, scale = 0;
            for (var i = 0; i < gradient.Length; i++)
            {
                claimed += gradient[i] * direction[i];
                scale += Math.Abs(gradient[i] * direction[i]);
            }
            energy.Value(state, out var magnitude);
            // Where nothing changes at first order, what is left is round-off.
            scale = Math.Max(scale, 1e-9 * magnitude);
            worst = Math.Max(worst, Best(step => Math.Abs(Differences.Rate(At, step) - claimed) / scale));

            double At(double epsilon)
            {
                Move(state, epsilon, direction, moved);
                return energy.Value(moved, out _);
            }
        }
        return CheckResult.AtMost("gradient", subject, worst, GradientBound, "≤ 1e-7", note);
    }

    /// <summary>∇²E_h(u) η against central differences of ∇E_h along η, relative to its norm.</summary>
    /// <param name="subject">Of what energy.</param>
    /// <param name="energy">The energy.</param>
    /// <param name="samples">Where it is looked at.</param>
    /// <param name="note">On which cells.</param>
    public static CheckResult Hessian(string subject, IEnergyProbe energy, Seq<Sample> samples, string note)
    {
        ArgumentNullException.ThrowIfNull(energy);
        var (claimed, moved) = (new double[energy.Count], new double[energy.Count]);
        var worst = 0.0;
        foreach (var (state, direction) in samples)
        {
            energy.Hessian(state, direction, claimed);
            energy.Gradient(state, moved);
            // An energy that is linear in the state has no Hessian: its gradient is then the scale.
            var scale = Math.Max(Norm(claimed), 1e-6 * Norm(moved));
            if (scale == 0)
                continue;
            worst = Math.Max(worst, Best(step => Distance(Differences.Rates(At, step, energy.Count), claimed) / scale));

            void At(double epsilon, double[] value)
            {
                Move(state, epsilon, direction, moved);
                energy.Gradient(moved, value);
            }
        }
        return CheckResult.AtMost("Hessian", subject, worst, HessianBound, "≤ 1e-6", note);
    }

    /// <summary>The least value over the steps of <see cref="Differences"/>; NaN where there is none.</summary>
    internal static double Best(Func<double, double> error)
    {
        var best = double.NaN;
        foreach (var step in Differences.Steps)
            if (error(step) is var e && !(e >= best) && !double.IsNaN(e))
                best = e;
        return best;
    }

    private static void Move(double[] u, double epsilon, double[] direction, double[] moved)
    {
        for (var i = 0; i < u.Length; i++)
            moved[i] = u[i] + epsilon * direction[i];
    }

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}

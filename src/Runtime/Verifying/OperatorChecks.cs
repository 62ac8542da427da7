
namespace Flows.Runtime.Verifying;

/// <summary>What makes rates of potentials: K is symmetric and not negative, J of a Hamiltonian flow antisymmetric.</summary>
public static class OperatorChecks
{
    private const int Trials = 4;
    private const double Bound = 1e-12;

    /// <summary>|⟨K a, b⟩ − ⟨a, K b⟩| over ‖K a‖ ‖b‖ + ‖a‖ ‖K b‖ for random a and b.</summary>
    /// <param name="subject">Whose operator.</param>
    /// <param name="k">The operator.</param>
    /// <param name="note">On which cells.</param>
    /// <param name="sign">−1 for ⟨J a, b⟩ = −⟨a, J b⟩.</param>
    public static CheckResult Symmetry(string subject, IOperatorProbe k, string note, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(k);
        var worst = 0.0;
        foreach (var (a, b) in Pairs(k.Count))
        {
            var (ka, kb) = (Applied(k, a), Applied(k, b));
            var scale = Norm(ka) * Norm(b) + Norm(a) * Norm(kb);
            var defect = scale > 0 ? Math.Abs(Dot(ka, b) - sign * Dot(a, kb)) / scale : 0;
            worst = Math.Max(worst, defect);
        }
        return CheckResult.AtMost(sign > 0 ? "K symmetric" : "J antisymmetric", subject, worst, Bound, "≤ 1e-12", note);
    }

    /// <summary>The least ⟨K a, a⟩ over ‖K a‖ ‖a‖ for random a.</summary>
    /// <param name="subject">Whose operator.</param>
    /// <param name="k">The operator.</param>
    /// <param name="note">On which cells.</param>
    public static CheckResult Positivity(string subject, IOperatorProbe k, string note)
    {
        ArgumentNullException.ThrowIfNull(k);
        var least = double.PositiveInfinity;
        foreach (var (a, _) in Pairs(k.Count))
        {
            var ka = Applied(k, a);
            var scale = Norm(ka) * Norm(a);
            var share = scale > 0 ? Dot(ka, a) / scale : scale == 0 ? 0 : double.NaN;
            least = Math.Min(least, share);
        }
        return new CheckResult("K positive", subject, least, "≥ -1e-12", least >= -Bound ? Verdict.Passed : Verdict.Failed, note);
    }

    private static IEnumerable<(double[] A, double[] B)> Pairs(int count)
    {
        var random = new Random(17);
        for (var trial = 0; trial < Trials; trial++)
            yield return (Noise(random, count), Noise(random, count));
    }

    private static double[] Noise(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];

    private static double[] Applied(IOperatorProbe k, double[] a)
    {
        var result = new double[a.Length];
        k.Apply(a, result);
        return result;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}

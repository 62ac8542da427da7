namespace Flows.Compiler.Binding;

/// <summary>
/// Integrals over an interval of functions that may be singular at its ends, integrably or not. Next to an end the variable is
/// x = end ± L·e^(−s): a power of the distance becomes an exponential of s, and whether the integral converges is seen from whether
/// the panels in s decay.
/// </summary>
public static class EndpointQuadrature
{
    private const int MiddlePanels = 6;
    private const int MostRules = 400;

    // In s: wide enough for few panels, narrow enough that seven points see e^(−s/4) to 14 digits.
    private const double PanelWidth = 2;

    // e^(−300): next to 0 numbers go that far.
    private const double Farthest = 300;

    // Between neighbouring ratios: from there on a power of the distance is all that is left, and its tail is known.
    private const double Steady = 1e-10;

    // Of a panel to the one before: |x − end|^(−0.999) decays so.
    private const double NoDecay = 0.998;

    /// <summary>∫ f over [low, high]: ±infinity where it diverges at an end, NaN where f has no value inside.</summary>
    /// <param name="f">The integrand.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public static double Over(Func<double, double> f, double low, double high)
    {
        var reach = (high - low) / (MiddlePanels + 2);
        var middle = Panels(f, low + reach, high - reach, MiddlePanels, 0);
        if (!double.IsFinite(middle))
            return middle;
        return middle + End(f, low, reach, Math.Abs(middle)) + End(f, high, -reach, Math.Abs(middle));
    }

    /// <summary>∫ f over [low, high] by a fixed number of Gauss panels: for the inner integrals of nested ones.</summary>
    public static double Smooth(Func<double, double> f, double low, double high, int panels)
    {
        var h = (high - low) / panels;
        var sum = 0.0;
        for (var i = 0; i < panels; i++)
            sum += GaussPanels.Rule(f, low + i * h, low + (i + 1) * h);
        return sum;
    }

    // Between the end and end + reach.
    private static double End(Func<double, double> f, double end, double reach, double middle)
    {
        double Along(double s)
        {
            var distance = reach * Math.Exp(-s);
            return f(end + distance) * Math.Abs(distance);
        }
        // Next to an end that is not 0, neighbouring numbers are that far apart.
        var last = end == 0 ? Farthest : Math.Min(Farthest, Math.Log(Math.Abs(reach / end) / 1e-15));
        var (sum, panel, ratio) = (0.0, 0.0, double.NaN);
        for (var s = 0.0; s + PanelWidth <= last; s += PanelWidth)
        {
            var next = Panels(Along, s, s + PanelWidth, 1, middle + Math.Abs(sum));
            // Where round-off has eaten the distance, as in 1 − cos x, the panels before tell how it goes on.
            if (!double.IsFinite(next) && s > 0)
                break;
            var steady = Math.Abs(next / panel - ratio) <= Steady;
            ratio = next / panel;
            panel = next;
            sum += panel;
            if (Math.Abs(panel) <= 1e-17 * (middle + Math.Abs(sum)))
                return sum;
            if (steady)
                break;
        }
        if (ratio > NoDecay && Math.Abs(panel) > 1e-6 * Math.Abs(sum))
            return double.CopySign(double.PositiveInfinity, panel);
        return ratio is > 0 and <= NoDecay ? sum + panel * ratio / (1 - ratio) : sum;
    }

    private static double Panels(Func<double, double> f, double low, double high, int panels, double scale) =>
        GaussPanels.Over(f, low, high, panels, sum => 1e-14 * Math.Max(scale, sum), MostRules);
}

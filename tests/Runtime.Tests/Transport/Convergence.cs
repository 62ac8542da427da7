namespace Flows.Runtime.Tests.Transport;

/// <summary>Observed orders of convergence.</summary>
internal static class Convergence
{
    // The slope of log₂ error by least squares over refinements by 2.
    internal static double Order(IReadOnlyList<double> errors)
    {
        var middle = (errors.Count - 1) / 2.0;
        double above = 0, below = 0;
        for (var i = 0; i < errors.Count; i++)
        {
            above -= (i - middle) * Math.Log2(errors[i]);
            below += (i - middle) * (i - middle);
        }

        return above / below;
    }
}

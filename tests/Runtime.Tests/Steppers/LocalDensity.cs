namespace Flows.Runtime.Tests.Steppers;

/// <summary>A pointwise energy density U(u) with the derivatives and the average slope that the discrete gradient needs.</summary>
internal abstract class LocalDensity
{
    // 5-point Gauss on [0, 1].
    private static readonly double[] Nodes = [0.04691007703066802, 0.23076534494715845, 0.5, 0.7692346550528415, 0.9530899229693319];
    private static readonly double[] Weights = [0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454];

    public abstract double Value(double u);

    public abstract double Slope(double u);

    public abstract double Curvature(double u);

    /// <summary>The concave part's slope, taken at the start by the convex splitting.</summary>
    public virtual double ConcaveSlope(double u) => 0;

    public virtual double ConcaveCurvature(double u) => 0;

    /// <summary>∫₀¹ U'(a + s(b − a)) ds.</summary>
    public virtual double Average(double a, double b)
    {
        if (Math.Abs(b - a) > 0.2 * (Math.Abs(a) + Math.Abs(b)))
            return (Value(b) - Value(a)) / (b - a);
        var sum = 0.0;
        for (var q = 0; q < 5; q++)
            sum += Weights[q] * Slope(a + Nodes[q] * (b - a));
        return sum;
    }

    public virtual double AverageByEnd(double a, double b)
    {
        if (Math.Abs(b - a) > 0.2 * (Math.Abs(a) + Math.Abs(b)))
            return (Slope(b) - Average(a, b)) / (b - a);
        var sum = 0.0;
        for (var q = 0; q < 5; q++)
            sum += Weights[q] * Nodes[q] * Curvature(a + Nodes[q] * (b - a));
        return sum;
    }
}

/// <summary>U = T u log u.</summary>
internal sealed class Entropy(double temperature = 1) : LocalDensity
{
    public override double Value(double u) => u > 0 ? temperature * u * Math.Log(u) : u == 0 ? 0 : double.NaN;

    public override double Slope(double u) => temperature * (Math.Log(u) + 1);

    public override double Curvature(double u) => temperature / u;
}

/// <summary>U = u^m / (m − 1).</summary>
internal sealed class Power(double m) : LocalDensity
{
    public override double Value(double u) => Math.Pow(u, m) / (m - 1);

    public override double Slope(double u) => m / (m - 1) * Math.Pow(u, m - 1);

    public override double Curvature(double u) => m == 2 ? 2 : m * Math.Pow(u, m - 2);
}

/// <summary>U = c u²/2.</summary>
internal sealed class Square(double c) : LocalDensity
{
    public override double Value(double u) => c * u * u / 2;

    public override double Slope(double u) => c * u;

    public override double Curvature(double u) => c;

    public override double Average(double a, double b) => c * (a + b) / 2;

    public override double AverageByEnd(double a, double b) => c / 2;
}

/// <summary>U = s (1 − u²)²/4, convex part s (u⁴ + 1)/4.</summary>
internal sealed class DoubleWell(double s = 1) : LocalDensity
{
    public override double Value(double u) => s * (1 - u * u) * (1 - u * u) / 4;

    public override double Slope(double u) => s * (u * u * u - u);

    public override double Curvature(double u) => s * (3 * u * u - 1);

    public override double ConcaveSlope(double u) => -s * u;

    public override double ConcaveCurvature(double u) => -s;

    public override double Average(double a, double b) => s * ((a + b) * (a * a + b * b) / 4 - (a + b) / 2);

    public override double AverageByEnd(double a, double b) => s * ((a * a + 2 * a * b + 3 * b * b) / 4 - 0.5);
}

/// <summary>U with −U' = u (1 − u)(u − a): the bistable front.</summary>
internal sealed class Bistable(double threshold) : LocalDensity
{
    public override double Value(double u) => u * u * (u * u / 4 - (1 + threshold) * u / 3 + threshold / 2);

    public override double Slope(double u) => u * (u * u - (1 + threshold) * u + threshold);

    public override double Curvature(double u) => 3 * u * u - 2 * (1 + threshold) * u + threshold;

    public override double Average(double a, double b) =>
        (a + b) * (a * a + b * b) / 4 - (1 + threshold) * (a * a + a * b + b * b) / 3 + threshold * (a + b) / 2;

    public override double AverageByEnd(double a, double b) =>
        (a * a + 2 * a * b + 3 * b * b) / 4 - (1 + threshold) * (a + 2 * b) / 3 + threshold / 2;
}

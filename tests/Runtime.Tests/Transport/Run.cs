using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;
using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

/// <summary>A run in mass coordinates: a mesh, its energy and a stepper.</summary>
internal sealed class Run
{
    private Run(QuantileMesh mesh, IDiscreteEnergy energy, IStepper stepper)
    {
        Nodes = mesh.Nodes;
        Masses = mesh.Masses;
        Energy = energy;
        Stepper = stepper;
    }

    internal double[] Nodes { get; }

    internal double[] Masses { get; }

    internal IDiscreteEnergy Energy { get; }

    internal IStepper Stepper { get; }

    internal double Time { get; private set; }

    internal double Mean => QuantileMoments.Mean(Nodes, Masses);

    internal double Variance => QuantileMoments.Variance(Nodes, Masses);

    internal static Run Of(
        Func<double, double> density, double left, double right, int cells, string scheme,
        Func<double[], IDiscreteEnergy> energy, QuantileOptions? options = null)
    {
        var mesh = NodePlacement.Place(density, left, right, cells, 1);
        var discrete = energy(mesh.Masses);
        options ??= new();
        return new(mesh, discrete, scheme switch
        {
            "be" => new QuantileJko(discrete, mesh.Masses, left, right, options),
            "bdf2" => new QuantileBdf2(discrete, mesh.Masses, left, right, options),
            "sdirk2" => new QuantileSdirk2(discrete, mesh.Masses, left, right, options),
            _ => throw new ArgumentException("There is no such scheme.", nameof(scheme)),
        });
    }

    // V1: F = ∫ρ log ρ + x²/2 ρ from N(2, ¼).
    internal static Run OrnsteinUhlenbeck(int cells, string scheme) =>
        Of(new GaussianDensity(2, 0.5).Density, -6, 10, cells, scheme, masses => new EntropyEnergy(masses, 1));

    // Barenblatt's profile of radius R under ∫ρ^m/(m − 1) + a x²/2 ρ.
    internal static Run PorousMedium(int cells, string scheme, double exponent, double radius, double a = 0, double box = 4) =>
        Of(new BarenblattDensity(exponent, radius).Density, -box, box, cells, scheme,
            masses => new PowerLawEnergy(masses, exponent, a));

    internal StepOutcome Step(double dt)
    {
        var outcome = Stepper.Advance(Nodes, Time, dt);
        Assert.True(outcome.Accepted, $"{outcome}");
        Time += outcome.Dt;
        return outcome;
    }

    internal StepOutcome Steps(int count, double dt)
    {
        var outcome = default(StepOutcome);
        for (var k = 0; k < count; k++)
        {
            outcome = Step(dt);
            Assert.Equal(dt, outcome.Dt);
        }

        return outcome;
    }

    internal double Distance(Run other) =>
        Math.Sqrt(PiecewiseConstantW2.DistanceSquared(Nodes, Masses, other.Nodes, other.Masses));
}

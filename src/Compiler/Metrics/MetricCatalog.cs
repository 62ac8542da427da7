using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Every metric, in alphabetical order.</summary>
public static class MetricCatalog
{
    /// <summary>The metrics of the language.</summary>
    public static Seq<Metric> All { get; } =
    [
        new Adam(), new Euclidean(), new FisherRao(), new H1(), new HMinusOne(), new HellingerKantorovich(), new KalmanWasserstein(), new L2(), new Natural(),
        new Riemannian(), new Stein(), new Wasserstein(),
    ];

    /// <summary>The metric of a name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}

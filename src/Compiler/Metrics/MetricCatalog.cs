using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Every metric, in alphabetical order.</summary>
public static class MetricCatalog
{
    /// <summary>The metrics that flows can be run in.</summary>
    public static Seq<Metric> All { get; } = [new HMinusOne(), new L2(), new Wasserstein()];

    /// <summary>The names of the language's other metrics, which do not run yet.</summary>
    public static Seq<string> Later { get; } =
        ["H1", "adam", "euclidean", "fisher_rao", "hellinger_kantorovich", "kalman_wasserstein", "natural", "riemannian", "stein"];

    /// <summary>The metric of a name, or null.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}

using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;

namespace Flows.Compiler.Tests.Metrics;

/// <summary>Every metric of the catalogue with options, in the programs that it is tested in.</summary>
internal static class MetricCases
{
    /// <summary>Declarations that the cases use.</summary>
    public const string Prelude = "let rbf d = exp(-2*d^2)\n";

    /// <summary>As <see cref="Prelude"/>, in two dimensions.</summary>
    public const string PreludeOfPlane = "let rbf(d1, d2) = exp(-2*d1^2 - 2*d2^2)\n";

    /// <summary>Metrics of functions: the kind of state, and the metric as written.</summary>
    public static IEnumerable<(string Kind, string Metric)> OfFunctions =>
    [
        ("field", "L2"), ("field", "L2 { mobility = 1 + x^2 }"), ("field", "H^-1"), ("field", "H^-1 { mobility = 1 + u^2 }"), ("field", "H1"), ("field", "H1 { alpha = 0.1 }"),
        ("density", "wasserstein"), ("density", "wasserstein { mobility = u^2*(2 + u) }"), ("density", "wasserstein { mobility = u^2/(1 + u) }"), ("density", "fisher_rao"), ("density", "hellinger_kantorovich"),
        ("density", "hellinger_kantorovich { reaction = 3 }"), ("density", "stein { bandwidth = 0.5 }"), ("density", "kalman_wasserstein"),
    ];

    /// <summary>Metrics of points: the dimension, and the metric as written.</summary>
    public static IEnumerable<(int Dimension, string Metric)> OfPoints =>
    [
        (1, "euclidean"), (2, "euclidean"), (1, "riemannian { metric = [[1 + q^2]] }"), (2, "riemannian { metric = [[1 + q.x^2; q.x]; [q.x; 2]] }"),
        (3, "riemannian { metric = [[3; 1; q.x]; [1; 2 + q.x^2; 0]; [q.x; 0; 1 + q.x^2 + q.y^2]] }"), (4, "riemannian { metric = [[2; 1; 0; 0]; [1; 2; 0; 0]; [0; 0; 1 + q.x2^2; 1/2]; [0; 0; 1/2; 1]] }"),
        (1, "natural { model = fun p x -> -(x - p)^2/2; on = Line }"), (2, "natural { model = fun p x -> -(x - p.x)^2*exp(p.y)/2; on = Line }"),
    ];

    /// <summary>The descent of a field or density `u` on the unit interval or square.</summary>
    public static DescentModel OnFunctions(string kind, string metric, int dimension) => Program.Equation($"""
        domain D = [0, 1]{(dimension == 2 ? " * [0, 1]" : "")}
        state u : {kind} on D = 1
        F[u] = int u^2
        flow u = descend F in {metric}

        """).Flow.Descent!;

    /// <summary>The descent of a point `q`.</summary>
    public static DescentModel OnPoints(int dimension, string metric) => Program.Equation($"""
        domain Line = [0, 1]
        domain Q = real{(dimension == 1 ? "" : $"^{dimension}")}
        state q : point in Q = {(dimension == 1 ? "0" : $"({string.Join(", ", Enumerable.Repeat("0", dimension))})")}
        E[q] = {(dimension == 1 ? "q^2" : dimension == 4 ? "q.x1^2" : "q.x^2")}
        flow q = descend E in {metric}

        """).Flow.Descent!;

    /// <summary>The names of the metrics that some case is about.</summary>
    public static IEnumerable<string> Names =>
        OfFunctions.Select(c => c.Metric).Concat(OfPoints.Select(c => c.Metric)).Select(m => m.Split(' ')[0]).Distinct();

    /// <summary>Metrics that are no gradient flow of their energy, tested apart.</summary>
    public static IEnumerable<Metric> WithoutOperator => MetricCatalog.All.Where(m => m.Name == "adam");
}

namespace Flows.Compiler.Metrics;

/// <summary>What an option of a metric is.</summary>
public enum MetricOptionKind
{
    /// <summary>A real at the ambient point: of the state, the coordinates and time.</summary>
    Field,
    /// <summary>A positive number.</summary>
    Number,
    /// <summary>A function of the difference of two points, or the name of one.</summary>
    Kernel,
    /// <summary>A symmetric positive definite matrix of reals, a list of its rows.</summary>
    Matrix,
    /// <summary>A function of the state and a place: the logarithm of a likelihood.</summary>
    Model,
    /// <summary>The name of a domain or of data.</summary>
    Place,
}

/// <summary>An option of a metric.</summary>
/// <param name="Name">As written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Default">What is taken when it is not given, for the reference; null where it must be given.</param>
/// <param name="Help">One line.</param>
public sealed record MetricOption(string Name, MetricOptionKind Kind, string? Default, string Help);

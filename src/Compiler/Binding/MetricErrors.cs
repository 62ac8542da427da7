using Flows.Compiler.Metrics;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F0618 to F0624: what goes wrong with the options of a metric.</summary>
internal static class MetricErrors
{
    /// <summary>F0618. See docs/errors/F0618.md.</summary>
    public static Diagnostic MissingOption(Metric metric, MetricOption option, SourceSpan at) =>
        Diagnostic.Error("F0618", $"the metric `{metric.Name}` needs the option `{option.Name}`", at, $"without `{option.Name}`")
            .Help($"say what it is: `{metric.Name} {{ {string.Join("; ", metric.Options.Where(o => o.Default is null).Select(o => $"{o.Name} = {Example(o)}"))} }}`");

    /// <summary>F0619. See docs/errors/F0619.md.</summary>
    public static Diagnostic NotPositive(MetricOption option, double value, SourceSpan at) =>
        Diagnostic.Error("F0619", $"the option `{option.Name}` must be positive and finite", at, $"this is {Friendly.Number(value)}");

    /// <summary>F0620. See docs/errors/F0620.md.</summary>
    public static Diagnostic WrongKind(MetricOption option, string wanted, string got, SourceSpan at) =>
        Diagnostic.Error("F0620", $"the option `{option.Name}` must be {wanted}", at, $"this is {got}").Help($"for example `{option.Name} = {Example(option)}`");

    /// <summary>F0621 of a matrix that is not symmetric. See docs/errors/F0621.md.</summary>
    public static Diagnostic NotSymmetric(MetricOption option, int row, int column, string upper, string lower, SourceSpan at) =>
        Diagnostic.Error("F0621", $"the matrix `{option.Name}` is not symmetric", at, $"row {column}, column {row} is `{upper}`; row {row}, column {column} is `{lower}`")
            .Note("a metric measures lengths: it is symmetric and positive definite");

    /// <summary>F0621 of a matrix that is not positive definite. See docs/errors/F0621.md.</summary>
    public static Diagnostic NotDefinite(MetricOption option, int size, double minor, SourceSpan at) =>
        Diagnostic.Error("F0621", $"the matrix `{option.Name}` is not positive definite", at,
            size == 1 ? $"its first entry is {Friendly.Number(minor)}" : $"the determinant of its first {size} rows and columns is {Friendly.Number(minor)}")
            .Note("a metric measures lengths: it is symmetric and positive definite");

    /// <summary>F0622. See docs/errors/F0622.md.</summary>
    public static Diagnostic BadKernel(string reason, SourceSpan at) =>
        Diagnostic.Error("F0622", "the kernel is not symmetric and positive definite", at, reason)
            .Note("the energy falls only where the double integral of k(x - y)*f(x)*f(y) is never negative")
            .Help("take for example `\"rbf\"`, or `fun d -> exp(-|d|)`");

    /// <summary>F0623. See docs/errors/F0623.md.</summary>
    public static Diagnostic BandwidthOfKernel(SourceSpan at) =>
        Diagnostic.Error("F0623", "the option `bandwidth` is that of the kernel \"rbf\"", at, "has no part in the kernel that is given")
            .Help("write the width into the kernel: `fun d -> exp(-|d|^2/(2*h^2))`");

    /// <summary>F0624. See docs/errors/F0624.md.</summary>
    public static Diagnostic Prescribed(string state, string metric, SourceSpan at, SourceSpan metricSpan) =>
        Diagnostic.Error("F0624", $"no value of `{state}` can be prescribed in the metric `{metric}`", at, $"holds `{state}`")
            .See(metricSpan, "redistributes mass that is inside")
            .Help("leave the condition out for the natural one");

    private static string Example(MetricOption option) => option.Kind switch
    {
        MetricOptionKind.Matrix => "[[1; 0]; [0; 2]]",
        MetricOptionKind.Model => "fun q x -> -(x - q)^2/2",
        MetricOptionKind.Place => "Line",
        MetricOptionKind.Kernel => "\"rbf\"",
        _ => "1",
    };
}

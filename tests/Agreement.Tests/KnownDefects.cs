using Flows.Agreement.Tests.Drawing;
using Flows.Agreement.Tests.Running;

namespace Flows.Agreement.Tests;

/// <summary>Defects that are known and not mended yet, each with the row of the issue that names it. A finding that one of them explains does not fail the test.</summary>
internal static class KnownDefects
{
    private static readonly (string Row, Func<Draw, Problem, bool> Explains)[] All =
    [
        ("new, C: implicit steps stall on clamped sides", (d, p) => p is { Fault: Fault.Fails, Variant.Method: "implicit" } && d.IsClamped),
    ];

    /// <summary>The row that names a finding, or null.</summary>
    public static string? RowOf(Draw draw, Problem problem) => All.FirstOrDefault(d => d.Explains(draw, problem)).Row;
}

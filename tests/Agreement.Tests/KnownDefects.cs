using Flows.Agreement.Tests.Drawing;
using Flows.Agreement.Tests.Running;

namespace Flows.Agreement.Tests;

/// <summary>Defects that are known and not mended yet, each with the row of the issue that names it. A finding that one of them explains does not fail the test.</summary>
internal static class KnownDefects
{
    private static readonly (string Row, Func<Draw, Problem, bool> Explains)[] All =
    [
        ("A5: what depends on t is of first order under implicit", (d, p) => p is { Fault: Fault.Disagrees, Variant.Method: "implicit" } && d.DependsOnTime),
        ("A5: jko's step control with t in the energy", (d, p) => p is { Fault: Fault.Fails or Fault.Disagrees, Variant.Method: "jko" } && d.DependsOnTime),
        ("A3: sav drops values and slopes of sides, added terms and t", (d, p) => p is { Fault: Fault.Fails or Fault.Disagrees, Variant.Method: "sav" } && (d.IsHeld || d.DependsOnTime || d.HasAdded)),
        ("new: imex drops values of sides", (d, p) => p is { Fault: Fault.Fails or Fault.Disagrees, Variant.Method: "imex" } && d.IsHeld),
    ];

    /// <summary>The row that names a finding, or null.</summary>
    public static string? RowOf(Draw draw, Problem problem) => All.FirstOrDefault(d => d.Explains(draw, problem)).Row;
}

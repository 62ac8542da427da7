using Flows.Compiler.Discretising;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Runtime.Energies;
using Flows.Testing;

namespace Flows.Runtime.Tests.Energies;

/// <summary>The functionals of tests/Golden/tables/derivatives.tbl that run on a row of cells.</summary>
internal static class EnergyCases
{
    public const int Cells = 12;

    /// <summary>Bodies in one unnamed state on a line.</summary>
    public static IEnumerable<TableRow> Rows => GoldenTable.Rows("derivatives.tbl").Where(r => r.Dimension == 1 && !r.Given.Contains("] ="));

    /// <summary>The energy that a body stands for.</summary>
    public static Expr Energy(TableRow row)
    {
        var formal = row.Given.Contains("rho") ? "rho" : "u";
        var source = new SourceText("table", $"{row.Prelude}F[{formal}] = {row.Given}\n");
        return Derivation.Bind(source, FlowParser.Parse(source).Value!, 1).Value!.Energy;
    }

    /// <summary>The plan, or null where the discretisation does not take it.</summary>
    public static EnergyPlan? Plan(string body, bool isLagrangian)
    {
        var row = Rows.First(r => r.Given == body);
        return (isLagrangian ? (Discretiser)new Lagrangian() : new Quadrant()).Of(Energy(row), new SourceSpan(0, 1)).Value;
    }

    public static EndRule End(string name) => name switch
    {
        "mirror" => EndRule.Mirror,
        "periodic" => new EndRule(EndKind.Periodic, _ => 0),
        "value" => new EndRule(EndKind.Value, _ => 1.1),
        _ => new EndRule(EndKind.None, _ => 0),
    };

    /// <summary>The energy on 12 cells of [0, 1] (grids), or of 12 cells of random masses (mass coordinates).</summary>
    public static ElementEnergy Bound(EnergyPlan plan, string end)
    {
        var companions = plan.Kind == Discretisation.Lagrangian
            ? [.. Enumerable.Range(0, Cells).Select(i => Mass(i))]
            : Enumerable.Range(0, Cells).Select(i => (i + 0.5) / Cells).ToArray();
        return new ElementEnergy(plan, companions, 1.0 / Cells, End(end), End(end));
    }

    /// <summary>A state whose density lies between 0.5 and 1.5.</summary>
    public static double[] State(EnergyPlan plan, int seed)
    {
        var random = new Random(seed);
        var density = Enumerable.Range(0, Cells).Select(_ => 0.5 + random.NextDouble()).ToArray();
        if (plan.Kind == Discretisation.Quadrant)
            return density;
        var nodes = new double[Cells + 1];
        for (var i = 0; i < Cells; i++)
            nodes[i + 1] = nodes[i] + Mass(i) / density[i];
        return nodes;
    }

    private static double Mass(int cell) => (0.7 + 0.3 * Math.Sin(5 * cell)) / Cells;
}

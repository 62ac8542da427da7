using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Pedantry;

/// <summary>
/// Where an energy ∫ κ/2 |∇u|² + W(u) has two wells, the interface between them is tanh(x/(√2 ε)) with ε² = 2κ/W″ at a well (exactly
/// so for the quartic W; Modica and Mortola 1977); four cells to ε are the least that resolves it (methods.md A 3.5).
/// </summary>
internal static class InterfaceWidths
{
    private const double CellsToWidth = 4;
    private const int Samples = 2001;
    private const double Reach = 10;

    /// <summary>A warning for each field whose interfaces the cells do not resolve.</summary>
    public static IEnumerable<Diagnostic> In(Analysed analysed)
    {
        if (analysed.Model.Solve is not { Cells: { Count: > 0 } counts } solve)
            yield break;
        foreach (var equation in analysed.Equations.AsEnumerable())
        {
            if (Width(equation) is not { } width)
                continue;
            var axes = equation.State.Domain.Axes;
            var cells = Enumerable.Range(0, axes.Count).Select(i => axes[i].Length / counts[Math.Min(i, counts.Count - 1)]).ToArray();
            var worst = Array.IndexOf(cells, cells.Max());
            if (cells[worst] * CellsToWidth > width * (1 + 1e-9))
                yield return PedanticErrors.ThinInterface(equation.State.Symbol.Name, width, cells[worst], (int)Math.Ceiling(CellsToWidth * axes[worst].Length / width), solve.Span);
        }
    }

    private static double? Width(Equation equation)
    {
        var state = equation.State.Symbol;
        if (state.Kind != StateKind.Field || equation.Facts.Pieces.OfType<Internal>().ToArray() is not [var well] || equation.Facts.Pieces.OfType<GradientTerm>().ToArray() is not [var stiff])
            return null;
        var point = new Point(state.Space, 0);
        var u = Build.Value(state, point);
        var slope = Build.Gradient(u, point, 0);
        var kappa = Derivative.Of(Derivative.Of(GradientExpansion.Expand(Definitions.Expand(stiff.Integrand)), slope), slope);
        if (kappa.Known.Has(Kinds.Varying) || Constants.Value(kappa) is not (> 0 and < double.PositiveInfinity and var stiffness))
            return null;
        var curvature = Derivative.Of(Derivative.Of(Definitions.Expand(well.Integrand), u), u);
        var wells = Minima(x => Probe.At(well.Integrand, x)).Select(x => Probe.At(curvature, x)).Where(c => c > 0).ToArray();
        return wells.Length < 2 ? null : Math.Sqrt(2 * stiffness / wells.Max());
    }

    private static IEnumerable<double> Minima(Func<double, double> w)
    {
        double[] places = [.. Enumerable.Range(0, Samples).Select(i => -Reach + 2 * Reach * i / (Samples - 1))];
        double[] values = [.. places.Select(w)];
        for (var i = 1; i + 1 < Samples; i++)
            if (values[i] <= values[i - 1] && values[i] < values[i + 1])
                yield return places[i];
    }
}

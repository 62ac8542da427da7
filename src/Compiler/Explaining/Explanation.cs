using System.Globalization;
using System.Text;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>Explains a plan in words and formulas: which energy, in which metric, which equation, and what follows.</summary>
public static class Explanation
{
    /// <summary>The explanation as text of at most 120 columns.</summary>
    public static string Of(Plan plan)
    {
        var text = new StringBuilder();
        if (plan.Model.Parameters.Count > 0)
            Line(text, "parameters", string.Join(", ", plan.Model.Parameters.Select(p => $"{p.Name} = {Number(p.Value)}")));
        if (plan.Equation is not { } equation)
        {
            Line(text, "flow", "none: observables and expectations are evaluated once, on the initial states");
            return text.ToString();
        }
        var state = equation.State;
        Line(text, "state", $"{state.Symbol.Name} : {(state.Symbol.IsDensity ? "density" : "field")} on {DomainText(state.Domain)}{MassText(state)}");
        if (equation.Variation is { } variation && equation.Flow.Descent is { } descent)
        {
            Line(text, "energy", $"{descent.Name} = {descent.Energy}");
            Line(text, "derivative", $"d{descent.Name}/d{state.Symbol.Name} = {variation.Display}");
            Line(text, "metric", $"{descent.Metric.Name}, mobility {descent.Mobility}: {descent.Metric.Summary}");
        }
        Line(text, "equation", $"d/dt {state.Symbol.Name} = {RightSide(equation)}");
        foreach (var condition in BoundaryText.Of(equation))
            Line(text, "boundary", condition);
        Line(text, "conserved", Conserved(equation));
        Dissipation(text, equation);
        if (equation.Flow.Descent is not null)
            Line(text, "convexity", ConvexityOf(equation.Facts.Convexity));
        if (equation.Facts.Stationary is { } stationary)
            Line(text, "stationary", $"{state.Symbol.Name} = {stationary}, C such that the mass is {Number(state.Mass)}");
        Scheme(text, plan);
        return text.ToString();
    }

    /// <summary>The right side of ∂u/∂t = … as text.</summary>
    public static string RightSide(Equation equation) =>
        ExprPrinter.Print(equation.RightSide, new PrinterOptions(JoinFluxes: equation.Flow.Descent is { Metric.ConservesMass: true }));

    private static void Dissipation(StringBuilder text, Equation equation)
    {
        if (equation.Flow.Descent is not { } descent)
            return;
        if (!equation.Facts.Dissipative)
        {
            Line(text, "dissipation", $"nothing is promised: {equation.Facts.WhyNotDissipative}");
            return;
        }
        Line(text, "dissipation", $"d/dt {descent.Name} = -{Parenthesised(descent.Metric.Dissipation(descent.Mobility.ToString()))} <= 0, xi = d{descent.Name}/d{equation.State.Symbol.Name}");
    }

    private static string Parenthesised(string formula) => $"({formula})";

    private static string Conserved(Equation equation)
    {
        var facts = equation.Facts;
        var positive = facts.KeepsPositivity ? $"; {equation.State.Symbol.Name} >= 0 is kept" : "";
        return (facts.ConservesMass ? $"mass, int {equation.State.Symbol.Name}" : "nothing known") + positive;
    }

    private static string ConvexityOf(Convexity convexity) => convexity switch
    {
        Proved { Lambda: 0 } p => $"convex along geodesics, proved ({p.By})",
        Proved p when p.Lambda > 0 => $"{Number(p.Lambda)}-convex along geodesics, proved ({p.By}): distances between solutions fall as exp(-{Number(p.Lambda)}*t)",
        Proved p => $"{Number(p.Lambda)}-convex along geodesics, proved ({p.By}): not convex, steps shorter than {Number(-1 / p.Lambda)} keep each step's problem convex",
        Suspected s => $"{Number(s.Lambda)}-convex as far as samples show ({s.By})",
        UnknownConvexity u => $"not known: {u.Why}",
        _ => "not known",
    };

    private static void Scheme(StringBuilder text, Plan plan)
    {
        if (plan.Method is not { } method)
            return;
        Line(text, "scheme", $"{method.Name}{OptionText(plan)} on {plan.Cells} cells: {method.Summary}");
        Line(text, "reason", plan.Reason);
        var p = plan.Promises;
        string?[] kept = [p.Decay ? "the energy falls at every step, whatever its length" : null, p.Mass ? "mass is kept to round-off" : null,
            p.Positivity ? "positivity is kept" : null, p.TimeBound ? "the time error is bounded" : null];
        Line(text, "promises", string.Join("; ", kept.OfType<string>().DefaultIfEmpty("none for this flow with these options")) + $"; order {method.Order(plan.Options)} in time");
        Line(text, "source", method.Source);
    }

    private static string OptionText(Plan plan)
    {
        var written = plan.Model.Solve!.Options.Select(o => $"{o.Name} = {o.Text ?? Number(o.Number)}").ToArray();
        return written.Length == 0 ? "" : $" {{ {string.Join("; ", written)} }}";
    }

    private static string DomainText(DomainModel domain) =>
        string.Join(" * ", domain.Axes.Select(a => $"{(a.IsPeriodic ? "periodic " : "")}[{Number(a.Low)}, {Number(a.High)}]"));

    private static string MassText(StateModel state) => state.Rule == MassRule.Scaled ? $", mass {Number(state.Mass)}" : "";

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string title, string body)
    {
        const int Indent = 13, Width = 120;
        var line = new StringBuilder(title.PadRight(Indent));
        foreach (var word in body.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > Indent)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', Indent);
            }
            line.Append(word).Append(' ');
        }
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}

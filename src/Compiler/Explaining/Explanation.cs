using System.Globalization;
using System.Text;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Explains a plan in words and formulas: which energy, in which metric, which equation, and what follows.</summary>
public static class Explanation
{
    /// <summary>The explanation as text of at most 120 columns.</summary>
    public static string Of(Analysed analysed)
    {
        var text = new StringBuilder();
        var model = analysed.Model;
        if (model.Parameters.Count > 0)
            Line(text, "parameters", string.Join(", ", model.Parameters.Select(p => $"{p.Name} = {Number(p.Value)}")));
        if (analysed.Equations.Count == 0 && analysed.Extremal is null)
            Line(text, "flow", "none: observables and expectations are evaluated once, on the initial states");
        foreach (var equation in analysed.Equations)
        {
            if (!ReferenceEquals(equation, analysed.Equations[0]))
                text.Append('\n');
            One(text, equation);
        }
        foreach (var (title, body) in ExtremalText.Of(analysed))
            Line(text, title, body);
        if (analysed.Plan is { } plan)
            Scheme(text, plan);
        else
            foreach (var message in analysed.Missing.Select(m => m.Message).Distinct())
                Line(text, "scheme", $"none in this version: {message}");
        return text.ToString();
    }

    private static void One(StringBuilder text, Equation equation)
    {
        var state = equation.State;
        Line(text, "state", $"{state.Symbol.Name} : {KindText(state)} {DomainText(state.Domain)}{MassText(state)}");
        for (var i = 0; i < equation.Flow.Descents.Count; i++)
        {
            var descent = equation.Flow.Descents[i];
            Line(text, "energy", $"{descent.Name} = {descent.Energy}");
            if (equation.Gradient.Count > 0)
                Line(text, "derivative", $"grad {descent.Name} = {Vector(equation.Gradient)}");
            else
                Line(text, "derivative", $"d{descent.Name}/d{state.Symbol.Name} = {equation.Variations[i].Display}");
            Line(text, "metric", descent.Metric.Describe(descent.Arguments));
        }
        foreach (var h in equation.Flow.Hamiltonians)
            Line(text, "energy", $"{h.Name} = {h.Energy}, turned by a quarter");
        Line(text, "equation", $"{LeftSide(equation)} = {RightSide(equation)}{NoiseText(equation)}");
        foreach (var memory in equation.Memory)
            Line(text, "", $"d/dt {memory.Name} = {Vector(memory.Rate)}");
        if (equation.WeightRate is { } weight)
            Line(text, "", $"d/dt w = w*({weight}), the mass w of each particle");
        if (equation.Regularised.Length > 0)
            Line(text, "particles", equation.Regularised);
        if (state.Symbol.Kind is StateKind.Field or StateKind.Density)
            foreach (var condition in BoundaryText.Of(equation))
                Line(text, "boundary", condition);
        Line(text, "conserved", Conserved(equation));
        Dissipation(text, equation);
        if (equation.Flow.Descent is not null)
            foreach (var (title, fact) in FactsText.Of(equation))
                Line(text, title, fact);
    }

    private static string KindText(StateModel state) => state.Symbol.Kind switch
    {
        StateKind.Density => "density on",
        StateKind.Field => "field on",
        StateKind.Point => "point in",
        _ => $"particles {state.Count} in",
    };

    private static string NoiseText(Equation equation) => equation.Flow.Noise is { } noise ? $" + sqrt(2/{noise.Beta})*dW/dt" : "";

    private static string Vector(Seq<Expr> components) =>
        components.Count == 1 ? components[0].ToString() : $"({string.Join(", ", components.Select(c => c.ToString()))})";

    /// <summary>The left side, ∂u/∂t with what stands before it, as text.</summary>
    public static string LeftSide(Equation equation) => $"{equation.LeftSide}d/dt {equation.State.Symbol.Name}";

    /// <summary>The right side of ∂u/∂t = … as text.</summary>
    public static string RightSide(Equation equation) => equation.RightSides.Count > 1 ? Vector(equation.RightSides)
        : ExprPrinter.Print(equation.RightSide, new PrinterOptions(JoinFluxes: equation.Flow.Descent is { Metric.ConservesMass: true }));

    private static void Dissipation(StringBuilder text, Equation equation)
    {
        if (equation.Flow.Descent is not { } descent)
            return;
        if (!equation.Facts.Dissipative)
        {
            Line(text, "dissipation", $"nothing is promised: {equation.Facts.WhyNotDissipative}");
            return;
        }
        Line(text, "dissipation", $"d/dt {descent.Name} = -{Parenthesised(descent.Metric.Dissipation(descent.Arguments))} <= 0, {Potential(descent, equation)}");
    }

    private static string Potential(DescentModel descent, Equation equation) =>
        equation.State.Symbol.IsPoint ? $"xi = grad {descent.Name}"
        : equation.LeftSide.Length > 0 ? $"v = d/dt {equation.State.Symbol.Name}"
        : $"xi = d{descent.Name}/d{equation.State.Symbol.Name}";

    private static string Parenthesised(string formula) => $"({formula})";

    private static string Conserved(Equation equation)
    {
        var facts = equation.Facts;
        var positive = facts.KeepsPositivity ? $"; {equation.State.Symbol.Name} >= 0 is kept" : "";
        return (facts.ConservesMass ? $"mass, int {equation.State.Symbol.Name}" : "nothing known") + positive;
    }

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

    private static string DomainText(DomainModel domain)
    {
        if (domain.Axes.All(a => double.IsInfinity(a.Length)))
            return domain.Axes.Count == 1 ? "real" : $"real^{domain.Axes.Count}";
        var radial = domain.Space.Measure is RadialMeasure r ? $"radial {r.Dimension} " : "";
        return radial + string.Join(" * ", domain.Axes.Select(a => double.IsInfinity(a.Length) ? "real" : $"{(a.IsPeriodic ? "periodic " : "")}[{Number(a.Low)}, {Number(a.High)}]"));
    }

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

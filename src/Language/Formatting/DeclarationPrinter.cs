using System.Diagnostics;
using System.Globalization;
using Flows.Language.Syntax;
using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>Writes declarations, without their documentation.</summary>
internal static class DeclarationPrinter
{
    /// <summary>One declaration.</summary>
    public static string Print(DeclSyntax declaration) => declaration switch
    {
        LetDecl d => $"let {ExpressionPrinter.Print(d.Pattern)} = {Whole(d.Value)}",
        ParamDecl { Low: { } low, High: { } high } d => $"param {d.Name.Name} = {Whole(d.Value)} in [{Whole(low)}, {Whole(high)}]",
        ParamDecl d => $"param {d.Name.Name} = {Whole(d.Value)}",
        DataDecl d => $"data {Names(d.Names, d.IsTuple)} = {Whole(d.Value)}",
        OpenDecl d => d.IsFile ? $"open {StringEscapes.Write(d.Target.Name)}" : $"open {d.Target.Name}",
        DomainDecl d => $"domain {d.Name.Name}{(d.Coordinates.Count > 0 ? Names(d.Coordinates, true) : "")} = {Factors(d.Factors)}",
        StateDecl d => State(d),
        FunctionalDecl d => Functional(d),
        NetworkDecl d => $"network {d.Name.Name} : {Factor(d.From)} -> {Factor(d.To)} = {Whole(d.Value)}",
        FlowDecl d => $"flow {Names(d.Targets, d.IsTuple)} = {Items(d.Items)}",
        SolveDecl d => Solve(d),
        MinimizeDecl d => Minimize(d),
        CompareDecl d => $"compare {Operand(d.Functional)} over {Record(d.Candidates)}",
        VaryDecl d => $"vary {Operand(d.Functional)} at {d.State.Name} = {Whole(d.At)} along {Whole(d.Along)}",
        ObserveDecl d => $"observe {d.Name.Name} = {Whole(d.Value)}{Clause("every", d.Every)}",
        PlotDecl d => $"plot {ModeOf(d.Mode)}{string.Join(", ", d.Plotted.Select(p => Plotted(p, d.Mode)))}{Clause("at", d.At)}",
        AnimateDecl d => $"animate {d.State.Name} every {Whole(d.Every)}",
        SaveDecl d => $"save every {Whole(d.Every)}",
        ExpectDecl d => $"expect {Claim(d.Claim)}",
        _ => throw new UnreachableException(),
    };

    private static string State(StateDecl d)
    {
        var conditions = d.Conditions.Count == 0 ? "" : $" where {string.Join(", ", d.Conditions.Select(Condition))}";
        return $"state {d.Name.Name} : {Kind(d.Kind)}{(d.Mass is null ? "" : $" mass {Sum(d.Mass)}")}"
            + $"{(d.Initial is null ? "" : $" = {Whole(d.Initial)}")}{conditions}";
    }

    private static string Kind(KindSyntax kind) => kind switch
    {
        FieldKind k => $"{(k.IsDensity ? "density" : "field")} on {k.Domain?.Name ?? Factors(k.Factors)}",
        PointKind k => $"point in {k.Domain.Name}",
        ParticlesKind k => $"particles {Sum(k.Count)} in {k.Domain.Name}",
        _ => throw new UnreachableException(),
    };

    private static string Factors(Seq<FactorSyntax> factors) => string.Join(" * ", factors.Select(Factor));

    private static string Factor(FactorSyntax factor) => factor switch
    {
        IntervalFactor f => $"{(f.IsPeriodic ? "periodic " : "")}[{Whole(f.Low)}, {Whole(f.High)}]",
        RealFactor { Dimension: 1 } => "real",
        RealFactor f => string.Create(CultureInfo.InvariantCulture, $"real^{f.Dimension}"),
        RadialFactor f => string.Create(CultureInfo.InvariantCulture, $"radial {f.Dimension} [{Whole(f.Low)}, {Whole(f.High)}]"),
        _ => throw new UnreachableException(),
    };

    private static string Condition(ConditionSyntax condition) => condition switch
    {
        ValueCondition c => $"{c.State.Name}{(c.IsDerivative ? "'" : "")} = {Sum(c.Value)} on {c.Side.Name}",
        BoundCondition c => $"{c.State.Name} {(c.IsUpper ? "<=" : ">=")} {Sum(c.Bound)}",
        NoFluxCondition c => c.Side is null ? "noflux" : $"noflux on {c.Side.Name}",
        _ => throw new UnreachableException(),
    };

    private static string Functional(FunctionalDecl d)
    {
        var head = string.Join(' ', d.Parameters.Prepend(d.Name).Select(n => n.Name));
        var formals = string.Join(", ", d.Formals.Select(n => n.Name));
        return $"{head}{(d.Parameters.Count > 0 ? " " : "")}[{formals}]{string.Concat(d.Points.Select(p => $" {p.Name}"))} = {Whole(d.Value)}";
    }

    private static string Items(Seq<FlowItem> items) => string.Concat(items.Select((item, index) =>
        (index, item.IsNegative) switch
        {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        } + Item(item, isLast: index == items.Count - 1)));

    private static string Item(FlowItem item, bool isLast) => item switch
    {
        DescendItem i => $"descend {Operand(i.Functional)} in {i.Metric.Name}{(i.Options is null ? "" : " " + Record(i.Options))}",
        HamiltonItem i => $"hamilton {Operand(i.Functional)}",
        TermItem i => ExpressionPrinter.Print(i.Term, Level.Product, open: isLast),
        _ => throw new UnreachableException(),
    };

    private static string Solve(SolveDecl d)
    {
        var options = d.Options is null ? "" : " " + Record(d.Options);
        var method = d.Method is null ? "" : $" by {d.Method.Name}{options}";
        return $"solve{Cells(d.Cells)}{method} {Until(d.Until)}";
    }

    private static string Until(UntilSyntax until) => until switch
    {
        UntilTime u => $"until {Whole(u.Time)}",
        UntilSteady { Bound: { } bound } u => $"until steady {Closed(u.Speed)} or {Sum(bound)}",
        UntilSteady u => $"until steady {Sum(u.Speed)}",
        UntilSteps u => $"by steps {Whole(u.Count)}",
        _ => throw new UnreachableException(),
    };

    private static string Minimize(MinimizeDecl d)
    {
        var constraints = d.SubjectTo.Count == 0 ? "" : $" subject to {ExpressionPrinter.PrintAll(d.SubjectTo, ", ")}";
        return $"minimize {Operand(d.Functional)} over {Names(d.Over, d.Over.Count > 1)}{constraints}{Cells(d.Cells)}"
            + (d.Options is null ? "" : " " + Record(d.Options));
    }

    private static string Cells(Seq<ExprSyntax> cells) => cells.Count == 0
        ? ""
        : $" on {string.Join('*', cells.Select(c => ExpressionPrinter.Print(c, Level.Power, open: false)))} cells";

    private static string Record(RecordSyntax record) => record.Fields.Count == 0
        ? "{ }"
        : $"{{ {string.Join("; ", record.Fields.Select(f => $"{f.Name.Name} = {Whole(f.Value)}"))} }}";

    private static string Plotted(PlottedSyntax plotted, PlotMode mode)
    {
        var value = Whole(plotted.Value);
        var isKeyword = mode == PlotMode.Linear && (StartsWith(value, "log") || StartsWith(value, "histogram"));
        return (isKeyword ? $"({value})" : value) + Clause("vs", plotted.Versus);
    }

    private static bool StartsWith(string text, string word) =>
        text.StartsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !char.IsLetterOrDigit(text[word.Length]));

    private static string ModeOf(PlotMode mode) => mode switch
    {
        PlotMode.Linear => "",
        PlotMode.Log => "log ",
        PlotMode.Histogram => "histogram ",
        _ => throw new UnreachableException(),
    };

    private static string Claim(ClaimSyntax claim) => claim switch
    {
        DecreasesClaim c => $"{Whole(c.Quantity)} decreases",
        ConservedClaim c => $"{Whole(c.Quantity)} conserved{Clause("within", c.Within)}",
        NearClaim c => $"{Whole(c.Quantity)} ~ {Sum(c.Target)} within {Whole(c.Within)}{Clause("at", c.At)}",
        ConditionClaim c => $"{Whole(c.Condition)}{Clause("at", c.At)}",
        _ => throw new UnreachableException(),
    };

    private static string Clause(string word, ExprSyntax? e) => e is null ? "" : $" {word} {Whole(e)}";

    private static string Names(Seq<NamedSpan> names, bool isTuple) =>
        ExpressionPrinter.Names([.. names.Select(n => n.Name)], isTuple);

    private static string Whole(ExprSyntax e) => ExpressionPrinter.Print(e, Level.Pipe);

    private static string Sum(ExprSyntax e) => ExpressionPrinter.Print(e, Level.Sum);

    private static string Closed(ExprSyntax e) => ExpressionPrinter.Print(e, Level.Sum, open: false);

    /// <summary>A functional before a clause; a form is put in parentheses, since it might take the clause for its own.</summary>
    private static string Operand(ExprSyntax e) => ExpressionPrinter.Print(e, Level.Application, open: false);
}

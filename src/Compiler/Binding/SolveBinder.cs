using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds `solve`.</summary>
internal static class SolveBinder
{
    private const double MostCells = 1e7;
    private const double MostSteps = 1e9;

    // `--until steady` of a program that has an end time: docs/cli.md.
    private const double DefaultSteadySpeed = 1e-6;

    /// <summary>How the program is solved, with the command line's changes; null after an error.</summary>
    public static SolveModel? Bind(ExpressionBinder binder, SolveDecl solve, Overrides overrides)
    {
        var cells = Cells(binder, solve.Cells, overrides, solve.Span);
        var options = new List<OptionModel>();
        foreach (var field in solve.Options?.Fields ?? [])
            if (Option(binder, field) is { } option)
                options.Add(option);
        var end = overrides.Until is { } until ? new EndModel(until, Speed(binder, solve.Until, overrides)) : End(binder, solve.Until);
        if (end is null || cells is null)
            return null;
        // A steady solve may go on for as long as it takes, any other must end.
        if (end.Steps is null && (!(end.Time > 0) || double.IsInfinity(end.Time) && end.SteadySpeed is null))
            binder.Report(DomainErrors.BadTime("the end time", end.Time, solve.Until switch { UntilTime t => t.Time.Span, UntilSteady { Bound: { } b } => b.Span, var u => u.Span }));
        var own = solve.Method?.Name ?? "auto";
        return new SolveModel(cells.Value, overrides.Method ?? own, [.. options], end, solve.Method?.Span ?? solve.Span, solve.Span)
        {
            Replaced = overrides.Method is { } other && other != own ? own : null,
        };
    }

    /// <summary>The counts of cells, or those of the command line; null after an error.</summary>
    public static Seq<int>? Cells(ExpressionBinder binder, Seq<ExprSyntax> counts, Overrides overrides, SourceSpan at) =>
        overrides.Cells is { } text ? CellsOf(text, binder, at) : Cells(binder, counts);

    /// <summary>The value of one option: a number or a string.</summary>
    public static OptionModel? Option(ExpressionBinder binder, FieldSyntax field)
    {
        var scope = Scope.For(Purpose.Constant);
        switch (binder.Bind(field.Value, scope))
        {
            case UnknownValue:
                return null;
            case TextValue text:
                return new OptionModel(field.Name.Name, double.NaN, text.Text, field.Name.Span, field.Value.Span);
            default:
                return Constants.Number(binder, field.Value, scope, $"the option `{field.Name.Name}`") is { } number
                    ? new OptionModel(field.Name.Name, number, null, field.Name.Span, field.Value.Span)
                    : null;
        }
    }

    // The speed that the command line gives, or else the program, where the run is to end at rest.
    private static double? Speed(ExpressionBinder binder, UntilSyntax until, Overrides overrides) => overrides.SteadySpeed is not { } speed ? null
        : !double.IsNaN(speed) ? speed
        : until is UntilSteady own && End(binder, own) is { SteadySpeed: { } said } ? said : DefaultSteadySpeed;

    private static Seq<int>? Cells(ExpressionBinder binder, Seq<ExprSyntax> counts)
    {
        var cells = new List<int>();
        foreach (var count in counts)
        {
            if (Constants.Number(binder, count, Scope.For(Purpose.Constant), "the number of cells") is not { } n)
                return null;
            if (!(n >= 4 && n <= MostCells) || n != Math.Floor(n))
            {
                binder.Report(DomainErrors.BadCells(n, count.Span));
                return null;
            }
            cells.Add((int)n);
        }
        return [.. cells];
    }

    private static Seq<int>? CellsOf(string text, ExpressionBinder binder, SourceSpan at)
    {
        var parts = text.Split('*', StringSplitOptions.TrimEntries);
        var cells = parts.Select(p => int.TryParse(p, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        if (cells.All(n => n is >= 4 and <= 10_000_000))
            return [.. cells];
        binder.Report(DomainErrors.BadCells(text, at));
        return null;
    }

    private static EndModel? End(ExpressionBinder binder, UntilSyntax until)
    {
        var scope = Scope.For(Purpose.Constant);
        switch (until)
        {
            case UntilTime t:
                return Constants.Number(binder, t.Time, scope, "the end time") is { } time ? new EndModel(time, null) : null;
            case UntilSteady s:
                var speed = Constants.Number(binder, s.Speed, scope, "the speed");
                var bound = s.Bound is null ? double.PositiveInfinity : Constants.Number(binder, s.Bound, scope, "the end time");
                if (speed is { } v && !(v > 0))
                    binder.Report(DomainErrors.BadTime("the speed of a steady state", v, s.Speed.Span));
                return speed is { } e && bound is { } b ? new EndModel(b, e) : null;
            default:
                return until is UntilSteps steps ? Steps(binder, steps) : null;
        }
    }

    // Steps of a discrete optimiser: they have no time.
    private static EndModel? Steps(ExpressionBinder binder, UntilSteps steps)
    {
        if (Constants.Number(binder, steps.Count, Scope.For(Purpose.Constant), "the number of steps") is not { } count)
            return null;
        if (!(count >= 1 && count <= MostSteps) || count != Math.Floor(count))
        {
            binder.Report(ExtremalErrors.BadSteps(count, steps.Count.Span));
            return null;
        }
        binder.Declarations.Later.Add(NotYet.Runs("`solve by steps`", steps.Span));
        return new EndModel(double.PositiveInfinity, null) { Steps = (int)count };
    }
}

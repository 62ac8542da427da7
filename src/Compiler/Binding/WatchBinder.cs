using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds what is observed, plotted and expected.</summary>
internal sealed class WatchBinder(ExpressionBinder binder, SolveModel? solve, bool endIsOverridden)
{
    private const int MostRecords = 1_000_000;

    /// <summary>observe a = e every s.</summary>
    public ObservableModel? Observe(ObserveDecl o)
    {
        var reductions = new List<Reduction>();
        var value = binder.Real(o.Value, Scope.For(Purpose.Watch, null, reductions), "an observable");
        var every = o.Every is null ? null : Constants.Number(binder, o.Every, Scope.For(Purpose.Constant), "the time between two records");
        if (every is { } s && !(s > 0))
            binder.Report(DomainErrors.BadTime("the time between two records", s, o.Every!.Span));
        else if (every is { } step && solve is { End.Time: var end } && double.IsFinite(end) && end / step > MostRecords)
            binder.Report(DomainErrors.TooManyTimes(step, end, MostRecords, o.Every!.Span));
        return value is null ? null : new ObservableModel(o.Name.Name, new Quantity(value, [.. reductions]), every, o.Span);
    }

    /// <summary>plot e, f vs g at times.</summary>
    public PlotModel? Plot(PlotDecl p)
    {
        if (p.Mode == PlotMode.Histogram)
            binder.Declarations.Later.Add(NotYet.Runs("histograms", p.Span));
        var curves = new List<CurveModel>();
        foreach (var plotted in p.Plotted)
        {
            var (value, isField) = p.Mode == PlotMode.Histogram && OfParticles(plotted.Value) is { } component ? (component, true) : FieldOrReal(plotted.Value);
            if (p.Mode == PlotMode.Histogram && value is not null && (!isField || plotted.Versus is not null))
            {
                binder.Report(ExtremalErrors.NoHistogram(isField ? "two quantities" : "a real", plotted.Value.Span));
                return null;
            }
            var versus = plotted.Versus is null ? null : FieldOrReal(plotted.Versus).Quantity;
            if (value is null || plotted.Versus is not null && versus is null)
                return null;
            curves.Add(new CurveModel(Text(plotted.Value.Span), value, isField, versus, plotted.Versus is null ? "" : Text(plotted.Versus.Span)));
        }
        var at = new List<double>();
        if (p.At is not null)
        {
            var value = binder.Bind(p.At, Scope.For(Purpose.Constant));
            var items = value is ListValue list ? list.Items : [value];
            for (var i = 0; i < items.Count; i++)
            {
                var span = p.At is ListSyntax written ? written.Items[i].Span : p.At.Span;
                if (binder.Real(items[i], span, Scope.For(Purpose.Constant), "a time") is { } e && Time(Constants.Value(e), span) is { } t)
                    at.Add(t);
            }
        }
        return new PlotModel([.. curves], p.Mode == PlotMode.Log, p.Mode == PlotMode.Histogram, [.. at], p.Span);
    }

    /// <summary>expect claim.</summary>
    public ExpectationModel? Expect(ExpectDecl e)
    {
        var text = Text(e.Claim.Span);
        var reductions = new List<Reduction>();
        var scope = Scope.For(Purpose.Watch, null, reductions);
        switch (e.Claim)
        {
            case DecreasesClaim d:
                return binder.Real(d.Quantity, scope, "what decreases") is { } falling
                    ? new ExpectationModel(text, ClaimKind.Decreases, new Quantity(falling, [.. reductions]), null, 0, null, null, e.Span)
                    : null;
            case ConservedClaim c:
                var within = c.Within is null ? 1e-12 : Tolerance(c.Within);
                return binder.Real(c.Quantity, scope, "what is conserved") is { } kept && within is { } w
                    ? new ExpectationModel(text, ClaimKind.Conserved, new Quantity(kept, [.. reductions]), null, w, null, null, e.Span)
                    : null;
            case NearClaim n:
                var tolerance = Tolerance(n.Within);
                if (binder.Real(n.Quantity, scope, "what is expected") is not { } quantity)
                    return null;
                var targets = new List<Reduction>();
                if (binder.Real(n.Target, Scope.For(Purpose.Watch, null, targets), "the value expected") is not { } target || tolerance is not { } d2)
                    return null;
                return new ExpectationModel(text, ClaimKind.Near, new Quantity(quantity, [.. reductions]), new Quantity(target, [.. targets]), d2, At(n.At), null, e.Span);
            case ConditionClaim c:
                return Condition(c, text, reductions, scope, e.Span);
            default:
                return null;
        }
    }

    private ExpectationModel? Condition(ConditionClaim c, string text, List<Reduction> reductions, Scope scope, SourceSpan span)
    {
        var space = SpaceOf(c.Condition);
        // First without a point: a condition on reals. With one: a condition at every point.
        var condition = binder.Declarations.Silently(() => ConditionBinder.Bind(binder, c.Condition, scope));
        var everywhere = condition is null && space is not null;
        if (condition is null)
        {
            reductions.Clear();
            condition = ConditionBinder.Bind(binder, c.Condition, space is null ? scope : scope with { Ambient = new Point(space, 0) });
        }
        if (binder.Declarations.HasErrors)
            return null;
        var measured = condition switch
        {
            Compare k => k.Left is Number ? k.Right : k.Left,
            AndCondition { Left: Compare k } => k.Right,
            _ => 0,
        };
        return new ExpectationModel(text, everywhere ? ClaimKind.Everywhere : ClaimKind.Condition, new Quantity(measured, [.. reductions]), null, 0, At(c.At), Conditions.OfNumbers(condition), span);
    }

    // theta.w: where the particles are, along one axis.
    private Quantity? OfParticles(ExprSyntax syntax)
    {
        if (syntax is not MemberSyntax { Target: NameSyntax name } member || binder.Declarations.State(name.Name) is not { State.Kind: StateKind.Particles, Space: var space })
            return null;
        var axis = Enumerable.Range(0, space.Dimension).FirstOrDefault(i => space.Axes[i] == member.Name, -1);
        return axis < 0 ? null : new Quantity(Build.Coordinate(new Point(space, 0), axis), []);
    }

    private (Quantity? Quantity, bool IsField) FieldOrReal(ExprSyntax syntax)
    {
        var reductions = new List<Reduction>();
        var scope = Scope.For(Purpose.Watch, null, reductions);
        if (binder.Declarations.Silently(() => binder.Real(syntax, scope)) is { } real)
            return (new Quantity(real, [.. reductions]), false);
        reductions.Clear();
        var space = SpaceOf(syntax);
        return binder.Real(syntax, space is null ? scope : scope with { Ambient = new Point(space, 0) }, "what is plotted") is { } field
            ? (new Quantity(field, [.. reductions]), true)
            : (null, false);
    }

    private Space? SpaceOf(ExprSyntax syntax)
    {
        var mentioned = SyntaxNames.In(syntax).Select(n => binder.Declarations.State(n.Name)?.Space).OfType<Space>().Distinct().ToArray();
        return mentioned.Length == 1 ? mentioned[0] : binder.Declarations.Spaces.ToArray() is [var only] ? only : null;
    }

    private double? Tolerance(ExprSyntax syntax)
    {
        var value = Constants.Number(binder, syntax, Scope.For(Purpose.Constant), "a tolerance");
        if (value < 0)
            binder.Report(DomainErrors.BadTolerance(value.Value, syntax.Span));
        return value;
    }

    private double? At(ExprSyntax? at) =>
        at is null ? null : Constants.Number(binder, at, Scope.For(Purpose.Constant), "a time") is { } t ? Time(t, at.Span) : null;

    private double? Time(double t, SourceSpan span)
    {
        var end = solve?.End.Time ?? 0;
        if (t >= 0 && t <= end * (1 + 1e-12))
            return Math.Min(t, end);
        // A run that the command line cuts short leaves out what would come later.
        if (!endIsOverridden || t < 0)
            binder.Report(DomainErrors.TimeBeyondEnd(t, end, span));
        return endIsOverridden && t > end ? t : null;
    }

    private string Text(SourceSpan span) => string.Join(' ', binder.Declarations.Source.Slice(span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

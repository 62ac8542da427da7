using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds the conditions behind `where`.</summary>
internal static class BoundaryBinder
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Whole = ["boundary"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>One condition a side at most; sides not named are natural.</summary>
    public static Seq<BoundaryCondition> Bind(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var found = new List<BoundaryCondition>();
        foreach (var condition in declaration.Conditions)
        {
            switch (condition)
            {
                case BoundCondition:
                    binder.Report(NotYet.Runs("pointwise constraints", condition.Span));
                    break;
                case NoFluxCondition n:
                    foreach (var (axis, upper) in Sides(binder, n.Side, n.Span, domain))
                        Add(binder, found, new BoundaryCondition(axis, upper, BoundaryKind.NoFlux, 0, n.Span));
                    break;
                case ValueCondition v:
                    Value(binder, v, symbol, domain, found);
                    break;
            }
        }
        return [.. found];
    }

    private static void Value(ExpressionBinder binder, ValueCondition v, StateSymbol symbol, DomainModel domain, List<BoundaryCondition> found)
    {
        if (v.State.Name != symbol.Name)
            binder.Report(DomainErrors.OtherState(v.State.Name, symbol.Name, v.State.Span));
        var value = binder.Real(v.Value, Scope.For(Purpose.Data, new Point(domain.Space, 0)), "a boundary value");
        if (value is null)
            return;
        if (v.IsDerivative && value is not Number { Value.IsZero: true })
        {
            binder.Report(NotYet.Runs("prescribed normal derivatives other than 0", v.Span));
            return;
        }
        foreach (var (axis, upper) in Sides(binder, v.Side, v.Side.Span, domain))
            Add(binder, found, new BoundaryCondition(axis, upper, v.IsDerivative ? BoundaryKind.NoFlux : BoundaryKind.Dirichlet, value, v.Span));
    }

    private static void Add(ExpressionBinder binder, List<BoundaryCondition> found, BoundaryCondition condition)
    {
        var twin = found.FirstOrDefault(b => b.Axis == condition.Axis && b.IsUpper == condition.IsUpper);
        if (twin is null)
            found.Add(condition);
        else if (twin.Kind == condition.Kind)
            binder.Report(DomainErrors.TwoConditions(condition.Span, twin.Span));
        else
            binder.Report(NotYet.Runs("several conditions on one side", condition.Span));
    }

    private static IEnumerable<(int Axis, bool IsUpper)> Sides(ExpressionBinder binder, NamedSpan? side, SourceSpan at, DomainModel domain)
    {
        var bounded = Enumerable.Range(0, domain.Axes.Count).Where(i => !domain.Axes[i].IsPeriodic).ToArray();
        if (side is null || side.Name == "boundary")
        {
            if (bounded.Length == 0)
                binder.Report(DomainErrors.PeriodicSide("boundary", at, domain.Axes[0].Span));
            return bounded.SelectMany(i => new[] { (i, false), (i, true) });
        }
        for (var i = 0; i < domain.Axes.Count; i++)
        {
            var axis = domain.Axes[i];
            var (lower, upper) = (Lower[i] == side.Name, Upper[i] == side.Name);
            if (!lower && !upper && axis.Name != side.Name)
                continue;
            if (axis.IsPeriodic)
            {
                binder.Report(DomainErrors.PeriodicSide(side.Name, at, axis.Span));
                return [];
            }
            return lower ? [(i, false)] : upper ? [(i, true)] : [(i, false), (i, true)];
        }
        binder.Report(DomainErrors.UnknownSide(side.Name, at,
            [.. Whole.Concat(Enumerable.Range(0, domain.Axes.Count).SelectMany(i => new[] { Lower[i], Upper[i], domain.Axes[i].Name }))]));
        return [];
    }
}

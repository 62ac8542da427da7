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

    /// <summary>One condition of a kind a side at most, those that hold the state itself apart; sides not named are natural.</summary>
    public static (Seq<BoundaryCondition> Given, Seq<BoundaryCondition> Robin) Bind(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var found = new List<BoundaryCondition>();
        var robin = new List<BoundaryCondition>();
        foreach (var condition in declaration.Conditions)
        {
            switch (condition)
            {
                case BoundCondition:
                    break;
                case NoFluxCondition n:
                    foreach (var (axis, upper) in Sides(binder, n.Side, n.Span, domain))
                        Add(binder, found, new BoundaryCondition(axis, upper, BoundaryKind.NoFlux, 0, n.Span));
                    break;
                case ValueCondition v:
                    Value(binder, v, symbol, domain, found, robin);
                    break;
            }
        }
        foreach (var condition in robin)
            if (found.FirstOrDefault(b => b.Kind == BoundaryKind.Dirichlet && b.Axis == condition.Axis && b.IsUpper == condition.IsUpper) is { } held)
                binder.Report(DomainErrors.TwoConditions(condition.Span, held.Span));
        return ([.. found.Except(robin)], [.. robin]);
    }

    private static void Value(ExpressionBinder binder, ValueCondition v, StateSymbol symbol, DomainModel domain, List<BoundaryCondition> found, List<BoundaryCondition> robin)
    {
        if (v.State.Name != symbol.Name)
            binder.Report(DomainErrors.OtherState(v.State.Name, symbol.Name, v.State.Span));
        // u' = e(u) is bound as what stands in an energy.
        var isRobin = v.IsDerivative && SyntaxNames.In(v.Value).Any(n => n.Name == symbol.Name);
        var value = binder.Real(v.Value, Scope.For(isRobin ? Purpose.Energy : Purpose.Data, new Point(domain.Space, 0)), "a boundary value");
        if (value is null)
            return;
        isRobin &= Substitution.HasStates(value);
        foreach (var (axis, upper) in Sides(binder, v.Side, v.Side.Span, domain))
        {
            var condition = new BoundaryCondition(axis, upper, v.IsDerivative ? BoundaryKind.Neumann : BoundaryKind.Dirichlet, value, v.Span);
            Add(binder, found, condition);
            if (isRobin)
                robin.Add(condition);
        }
    }

    private static void Add(ExpressionBinder binder, List<BoundaryCondition> found, BoundaryCondition condition)
    {
        // A value and a normal derivative may meet (a clamped side); an even reflection says all there is to say.
        var twin = found.FirstOrDefault(b => b.Axis == condition.Axis && b.IsUpper == condition.IsUpper
            && (b.Kind == condition.Kind || b.Kind == BoundaryKind.NoFlux || condition.Kind == BoundaryKind.NoFlux));
        if (twin is null)
            found.Add(condition);
        else
            binder.Report(DomainErrors.TwoConditions(condition.Span, twin.Span));
    }

    /// <summary>u &lt;= g and u &gt;= g: at every point and time.</summary>
    public static Seq<ConstraintModel> Constraints(ExpressionBinder binder, StateDecl declaration, StateSymbol symbol, DomainModel domain)
    {
        var found = new List<ConstraintModel>();
        foreach (var bound in declaration.Conditions.OfType<BoundCondition>())
        {
            if (bound.State.Name != symbol.Name)
                binder.Report(DomainErrors.OtherState(bound.State.Name, symbol.Name, bound.State.Span));
            if (binder.Real(bound.Bound, Scope.For(Purpose.Data, new Point(domain.Space, 0)), "a bound") is { } value)
                found.Add(new ConstraintModel(bound.IsUpper, value, bound.Span));
        }
        return [.. found];
    }

    /// <summary>The sides that a name means; reports it where there is none. The centre of a radial domain is no side, nor is infinity.</summary>
    public static IEnumerable<(int Axis, bool IsUpper)> Sides(ExpressionBinder binder, NamedSpan? side, SourceSpan at, DomainModel domain)
    {
        var bounded = Enumerable.Range(0, domain.Axes.Count).Where(i => !domain.Axes[i].IsPeriodic).ToArray();
        if (domain.Axes.FirstOrDefault(a => double.IsInfinity(a.Length)) is { } endless)
        {
            binder.Report(DomainErrors.NoSides(at, endless.Span));
            return [];
        }
        var centre = domain.Space.Measure is RadialMeasure && domain.Axes[0].Low == 0;
        if (side is null || side.Name == "boundary")
        {
            if (bounded.Length == 0)
                binder.Report(DomainErrors.PeriodicSide("boundary", at, domain.Axes[0].Span));
            return bounded.SelectMany(i => centre ? [(i, true)] : new[] { (i, false), (i, true) });
        }
        for (var i = 0; i < Math.Min(domain.Axes.Count, Lower.Length); i++)
        {
            var axis = domain.Axes[i];
            var (lower, upper) = (Lower[i] == side.Name && !centre, Upper[i] == side.Name);
            if (!lower && !upper && axis.Name != side.Name)
                continue;
            if (axis.IsPeriodic)
            {
                binder.Report(DomainErrors.PeriodicSide(side.Name, at, axis.Span));
                return [];
            }
            return lower ? [(i, false)] : upper || centre ? [(i, true)] : [(i, false), (i, true)];
        }
        binder.Report(DomainErrors.UnknownSide(side.Name, at, centre ? [.. Whole, Upper[0]]
            : [.. Whole.Concat(Enumerable.Range(0, Math.Min(domain.Axes.Count, Lower.Length)).SelectMany(i => new[] { Lower[i], Upper[i], domain.Axes[i].Name }))]));
        return [];
    }
}

using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Distances between densities as functionals (docs/language.md §6).</summary>
internal static class Distances
{
    /// <summary>W2, KL, FR, TV or L2 of two fields.</summary>
    public static Value Bind(ExpressionBinder binder, IntegralBinder integrals, string name, Seq<ArgumentSyntax> arguments, SourceSpan span, Scope scope)
    {
        if (integrals.Field(arguments[0].Value, scope) is not { } first || integrals.Field(arguments[1].Value, scope) is not { } second)
            return UnknownValue.Instance;
        var point = integrals.Fresh(first.Space);
        if (second.Space != first.Space)
        {
            binder.Report(EnergyErrors.WhichDomain(span, [first.Space.Name, second.Space.Name]));
            return UnknownValue.Instance;
        }
        if (binder.Real(first.At(point), arguments[0].Span, scope) is not { } rho || binder.Real(second.At(point), arguments[1].Span, scope) is not { } sigma)
            return UnknownValue.Instance;
        if (name != "L2" && Substitution.States(sigma).Count == 0 && first.State is { } state)
            sigma *= Scale(binder, state, sigma, point);
        switch (name)
        {
            case "KL":
                return new RealValue(Build.Integral(point, rho * Build.Apply(FunctionCatalog.Find("log")!, [rho / sigma]) - rho + sigma));
            case "TV":
                return new RealValue(Build.Integral(point, Build.Apply(FunctionCatalog.Find("abs")!, [rho - sigma])) / 2);
            case "L2":
                return new RealValue(Build.Sqrt(Build.Integral(point, Build.Power(rho - sigma, 2))));
            case "FR":
                return new RealValue(2 * Build.Apply(FunctionCatalog.Find("acos")!, [Build.Apply(FunctionCatalog.Find("min")!, [1, Build.Integral(point, Build.Sqrt(rho * sigma))])]));
            default:
                return Wasserstein(binder, first, sigma, point, span, scope);
        }
    }

    private static Value Wasserstein(ExpressionBinder binder, FieldValue first, Expr sigma, Point point, SourceSpan span, Scope scope)
    {
        var runs = scope.Reductions is not null && first.State is not null && first.Space.Dimension == 1 && Substitution.States(sigma).Count == 0
            && binder.Declarations.DomainOf(first.Space) is { } domain && !domain.Axes[0].IsPeriodic;
        if (!runs)
        {
            binder.Report(NotYet.Runs(scope.Reductions is null ? "energies with W2" : "W2 other than from a density on an interval to a given one", span));
            return UnknownValue.Instance;
        }
        var origin = new Point(first.Space, 0);
        scope.Reductions!.Add(new WassersteinDistance(first.State!, Substitution.MovePoint(sigma, point, origin), origin));
        return new RealValue(Build.Reduced(scope.Reductions.Count - 1));
    }

    // A given density is scaled once to the mass that the state starts with.
    private static Expr Scale(ExpressionBinder binder, StateSymbol state, Expr sigma, Point point)
    {
        if (binder.Declarations.DomainOf(state.Space) is not { Axes: [var axis] } || binder.Declarations.StateModelOf(state.Name) is not { } model)
            return 1;
        var z = NumericIntegral.Over(sigma, point, axis.Low, axis.High);
        var mass = model.Rule == MassRule.Scaled ? model.Mass : NumericIntegral.Over(model.Initial, new Point(state.Space, 0), axis.Low, axis.High);
        return z > 0 && double.IsFinite(mass / z) && Math.Abs(mass / z - 1) > 1e-13 ? Build.Number(mass / z) : 1;
    }
}

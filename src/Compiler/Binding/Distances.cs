using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Distances between densities as functionals (docs/language.md §6).</summary>
internal static class Distances
{
    /// <summary>The names of the distances, and of the potential of one.</summary>
    public static bool IsName(string name) => name is "W2" or "KL" or "FR" or "TV" or "L2" or "MMD" or "kantorovich";

    /// <summary>A distance of two fields; `kantorovich` at the ambient point.</summary>
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
        if (first.State is { IsPoint: true } || second.State is { IsPoint: true })
        {
            var at = first.State is { IsPoint: true } ? 0 : 1;
            binder.Report(ShapeErrors.NeedsReal("a point", arguments[at].Span, $"each argument of `{name}`"));
            return UnknownValue.Instance;
        }
        if (binder.Real(first.At(point), arguments[0].Span, scope) is not { } rho || binder.Real(second.At(point), arguments[1].Span, scope) is not { } sigma)
            return UnknownValue.Instance;
        if (name != "L2")
            (rho, sigma) = Masses.Matched(binder, (first, rho, arguments[0].Span), (second, sigma, arguments[1].Span), point, name is "W2" or "kantorovich");
        return name switch
        {
            "KL" => new RealValue(Build.Integral(point, rho * Build.Apply(FunctionCatalog.Find("log")!, [rho / sigma]) - rho + sigma)),
            "TV" => new RealValue(Build.Integral(point, Build.Apply(FunctionCatalog.Find("abs")!, [rho - sigma])) / 2),
            "L2" => new RealValue(Build.Sqrt(Build.Integral(point, Build.Power(rho - sigma, 2)))),
            "FR" => new RealValue(2 * Build.Apply(FunctionCatalog.Find("acos")!, [Build.Apply(FunctionCatalog.Find("min")!, [1, Build.Integral(point, Build.Sqrt(rho * sigma))])])),
            "MMD" => Discrepancy(binder, integrals, rho - sigma, point, arguments[2], span, scope),
            "kantorovich" => Potential(binder, rho, sigma, point, span, scope),
            _ => Wasserstein(binder, first, rho, sigma, point, scope),
        };
    }

    private static RealValue Wasserstein(ExpressionBinder binder, FieldValue first, Expr rho, Expr sigma, Point point, Scope scope)
    {
        var runs = scope.Reductions is not null && first.State is { Kind: StateKind.Density } && first.Space.Dimension == 1 && !Substitution.HasStates(sigma)
            && binder.Declarations.DomainOf(first.Space) is { } domain && !domain.Axes[0].IsPeriodic && domain.Space.Measure is VolumeMeasure;
        if (!runs)
            return new RealValue(Build.Distance(point, rho, sigma));
        var origin = new Point(first.Space, 0);
        scope.Reductions!.Add(new WassersteinDistance(first.State!, Substitution.MovePoint(sigma, point, origin), origin));
        return new RealValue(Build.Reduced(scope.Reductions.Count - 1));
    }

    private static Value Potential(ExpressionBinder binder, Expr rho, Expr sigma, Point point, SourceSpan span, Scope scope)
    {
        if (scope.Ambient is { } at && at.Space.Inside == point.Space)
            return new RealValue(Build.Distance(point, rho, sigma) is TransportDistance of ? Build.Potential(of, at) : 0);
        binder.Report(NameErrors.WithoutPoint("kantorovich", false, false, span));
        return UnknownValue.Instance;
    }

    // (∬ k(x − y) d(ρ − σ)(x) d(ρ − σ)(y))^½ (Gretton et al., J. Mach. Learn. Res. 13, 2012).
    private static Value Discrepancy(ExpressionBinder binder, IntegralBinder integrals, Expr difference, Point x, ArgumentSyntax kernel, SourceSpan span, Scope scope)
    {
        var y = integrals.Fresh(x.Space);
        var offset = integrals.Difference(x, y);
        var k = binder.Bind(kernel.Value, scope) switch
        {
            UnknownValue => null,
            TextValue { Text: "rbf" } => Build.Apply(FunctionCatalog.Find("exp")!, [-Build.Sum([.. offset.Select(d => Build.Power(d, 2))]) / 2]),
            TextValue text => Unknown(binder, text.Text, kernel.Span),
            var function => binder.Real(binder.Apply(function, [new Argument(ExpressionBinder.Vector(offset), kernel.Span)], span, scope), kernel.Span, scope, "a kernel"),
        };
        return k is null
            ? UnknownValue.Instance
            : new RealValue(Build.Sqrt(Build.Integral(x, difference * Build.Integral(y, k * Substitution.MovePoint(difference, x, y)))));
    }

    private static Expr? Unknown(ExpressionBinder binder, string name, SourceSpan at)
    {
        binder.Report(EnergyErrors.UnknownKernel(name, at));
        return null;
    }
}

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
    public static bool IsName(string name) => name is "W1" or "W2" or "KL" or "FR" or "TV" or "L2" or "MMD" or "hellinger" or "energy_distance" or "kantorovich";

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
        if (Distributions.IsOne(binder, arguments[0].Value, scope))
            rho = Masses.Normalised(binder, first, rho, point);
        if (Distributions.IsOne(binder, arguments[1].Value, scope))
            sigma = Masses.Normalised(binder, second, sigma, point);
        if (name is "W1" or "W2" or "kantorovich")
            (rho, sigma) = Masses.Matched(binder, (first, rho, arguments[0].Span), (second, sigma, arguments[1].Span), point);
        return name switch
        {
            "KL" => new RealValue(Build.Integral(point, rho * Build.Apply(FunctionCatalog.Find("log")!, [rho / sigma]) - rho + sigma)),
            "TV" => new RealValue(Build.Integral(point, Build.Apply(FunctionCatalog.Find("abs")!, [rho - sigma])) / 2),
            "L2" => new RealValue(Build.Sqrt(Build.Integral(point, Build.Power(rho - sigma, 2)))),
            // (½∫(√ρ − √σ)²)^½
            "hellinger" => new RealValue(Build.Sqrt(Build.Integral(point, Build.Power(Build.Sqrt(rho) - Build.Sqrt(sigma), 2)) / 2)),
            "FR" => FisherRao(binder, (first, rho, arguments[0].Span), (second, sigma, arguments[1].Span), point),
            "MMD" => Discrepancy(binder, integrals, rho - sigma, point, arguments[2], span, scope),
            // Of the kernel −|d| (Székely, Rizzo, J. Stat. Plan. Inference 143, 2013).
            "energy_distance" => Of(integrals, rho - sigma, point, offset => -Build.Sqrt(Build.Sum([.. offset.Select(d => Build.Power(d, 2))])), scope),
            "W1" => Wasserstein(binder, rho, sigma, point, 1, span, scope),
            "kantorovich" => Potential(binder, rho, sigma, point, span, scope),
            _ => Wasserstein(binder, rho, sigma, point, 2, span, scope),
        };
    }

    // On the sphere of radius 2√M that the square roots of densities of mass M lie on.
    private static Value FisherRao(
        ExpressionBinder binder, (FieldValue Field, Expr Value, SourceSpan At) first, (FieldValue Field, Expr Value, SourceSpan At) second, Point point) =>
        Masses.Common(binder, first, second, point) is not { } mass ? UnknownValue.Instance
        : new RealValue(2 * Build.Sqrt(mass) * Build.Apply(FunctionCatalog.Find("acos")!,
            // By both masses, which are equal: the quotient is then at most 1 beside them too, where derivatives are looked at.
            [Build.Apply(FunctionCatalog.Find("min")!,
                [1, Build.Integral(point, Build.Sqrt(first.Value * second.Value)) / Build.Sqrt(mass * Build.Integral(point, second.Value))])]));

    // On an interval and on a circle both are exact for what is constant in cells.
    private static Value Wasserstein(ExpressionBinder binder, Expr rho, Expr sigma, Point point, int power, SourceSpan span, Scope scope)
    {
        if (scope.Reductions is { } reductions && binder.Declarations.DomainOf(point.Space) is { Axes: [var axis], Space.Measure: VolumeMeasure })
        {
            // Where both are given one may stand for the state: the given one is second.
            var origin = new Point(point.Space, 0);
            var (first, second) = Substitution.HasStates(rho) ? (rho, sigma) : (sigma, rho);
            reductions.Add(new WassersteinDistance(Substitution.MovePoint(first, point, origin), Substitution.MovePoint(second, point, origin), origin, power, axis.IsPeriodic));
            return new RealValue(Build.Reduced(reductions.Count - 1));
        }
        if (power == 2)
            return new RealValue(Build.Distance(point, rho, sigma));
        binder.Report(NotYet.Runs("`W1` in an energy, or away from an interval", span));
        return UnknownValue.Instance;
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
        switch (binder.Bind(kernel.Value, scope))
        {
            case UnknownValue:
                return UnknownValue.Instance;
            case TextValue { Text: "rbf" }:
                return Of(integrals, difference, x, offset => Build.Apply(FunctionCatalog.Find("exp")!, [-Build.Sum([.. offset.Select(d => Build.Power(d, 2))]) / 2]), scope);
            case TextValue text:
                binder.Report(EnergyErrors.UnknownKernel(text.Text, kernel.Span));
                return UnknownValue.Instance;
            case var function:
                return Of(integrals, difference, x,
                    offset => binder.Real(binder.Apply(function, [new Argument(ExpressionBinder.Vector(offset), kernel.Span)], span, scope), kernel.Span, scope, "a kernel"), scope);
        }
    }

    // Where it is only watched, round-off below 0 is 0: the distance of a density to itself is a number.
    private static Value Of(IntegralBinder integrals, Expr difference, Point x, Func<Seq<Expr>, Expr?> kernel, Scope scope)
    {
        var y = integrals.Fresh(x.Space);
        if (kernel(integrals.Difference(x, y)) is not { } k)
            return UnknownValue.Instance;
        var square = Build.Integral(x, difference * Build.Integral(y, k * Substitution.MovePoint(difference, x, y)));
        return new RealValue(Build.Sqrt(scope.Purpose == Purpose.Watch ? Build.Apply(FunctionCatalog.Find("max")!, [0, square]) : square));
    }
}

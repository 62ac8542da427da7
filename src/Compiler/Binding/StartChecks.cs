using Flows.Compiler.Symbolics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// Looks at an initial value in sample points of the domain: a density must not be negative anywhere, nor zero everywhere, and any
/// state must start from numbers. Noise counts as 0; sides are left out, where a value may be singular.
/// </summary>
internal static class StartChecks
{
    private const int Coarse = 256;
    private const int Fine = 8192;

    /// <summary>Reports what is wrong with the start of a state, with a witness.</summary>
    public static void Check(ExpressionBinder binder, StateSymbol symbol, DomainModel domain, Expr initial, SourceSpan at, SourceSpan declared)
    {
        var values = Sample(binder, domain, initial, domain.Axes.Count switch { 1 => Coarse, 2 => 24, _ => 10 }).ToArray();
        if (values.Any(v => !double.IsFinite(v.Value)))
        {
            var first = values.First(v => !double.IsFinite(v.Value));
            binder.Report(DomainErrors.NoStart(symbol.Name, domain.Axes[0].Name, first.X, at));
            return;
        }
        if (!symbol.IsDensity)
            return;
        var largest = values.Max(v => Math.Abs(v.Value));
        var lowest = values.MinBy(v => v.Value);
        if (lowest.Value < -1e-12 * largest)
            binder.Report(DomainErrors.NegativeStart(symbol.Name, domain.Axes[0].Name, lowest.X, lowest.Value, at, declared));
        else if (largest == 0 && !initial.Known.Has(Kinds.Symbol) && (domain.Axes.Count > 1 || Sample(binder, domain, initial, Fine).All(v => v.Value == 0)))
            binder.Report(DomainErrors.NoMass(symbol.Name, at, $"`{domain.Space.Name}`"));
    }

    private static IEnumerable<(double X, double Value)> Sample(ExpressionBinder binder, DomainModel domain, Expr e, int count)
    {
        var d = domain.Axes.Count;
        var place = new double[d];
        for (var k = 0; k < Math.Pow(count, d); k++)
        {
            var rest = k;
            for (var axis = 0; axis < d; axis++)
            {
                place[axis] = domain.Axes[axis].Low + domain.Axes[axis].Length * (rest % count + 0.5) / count;
                rest /= count;
            }
            yield return (place[0], At(binder, e, place));
        }
    }

    private static double At(ExpressionBinder binder, Expr e, double[] place)
    {
        try
        {
            return Evaluation.Evaluate(e, leaf => leaf switch
            {
                Coordinate c => place[c.Axis],
                Time => 0,
                Symbol s when s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal) => 0,
                Symbol s => InitialForms.File(s, binder.Declarations.GivenFields)?.At(place),
                _ => null,
            });
        }
        catch (ArgumentException)
        {
            // Something without a value at compile time: the run will see.
            return 1;
        }
    }
}

using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// The masses of the two densities of a distance (docs/language.md §6). Transport needs equal ones: what is given by an expression
/// is scaled, once, to the mass that the state starts with, and it is said so. No other distance scales anything.
/// </summary>
internal static class Masses
{
    // Of the quadrature, and of masses written with a few digits.
    private const double Tolerance = 1e-9;

    private const int LargestDenominator = 100;

    /// <summary>The two densities with equal masses where one of them is given; reports unequal masses of two states.</summary>
    public static (Expr First, Expr Second) Matched(
        ExpressionBinder binder, (FieldValue Field, Expr Value, SourceSpan At) first, (FieldValue Field, Expr Value, SourceSpan At) second, Point point)
    {
        var (m, n) = (Of(binder, first.Field, first.Value, point), Of(binder, second.Field, second.Value, point));
        var (firstIsGiven, secondIsGiven) = (!Substitution.HasStates(first.Value), !Substitution.HasStates(second.Value));
        if (m is null || n is null || Math.Abs(m.Value.Amount / n.Value.Amount - 1) <= 1e-13)
            return (first.Value, second.Value);
        var differ = Differ(m.Value, n.Value);
        if (secondIsGiven && !firstIsGiven)
        {
            if (differ)
                binder.Report(EnergyErrors.ScaledToMass(n.Value.Amount, m.Value.Amount, second.At, first.At));
            return (first.Value, second.Value * Scale(m.Value.Amount / n.Value.Amount));
        }
        if (firstIsGiven && !secondIsGiven)
        {
            if (differ)
                binder.Report(EnergyErrors.ScaledToMass(m.Value.Amount, n.Value.Amount, first.At, second.At));
            return (first.Value * Scale(n.Value.Amount / m.Value.Amount), second.Value);
        }
        if (differ)
            binder.Report(EnergyErrors.UnequalMasses(m.Value.Amount, n.Value.Amount, first.At, second.At));
        return (first.Value, second.Value);
    }

    /// <summary>The one mass of two densities as an expression; null, and reported, where they differ.</summary>
    public static Expr? Common(
        ExpressionBinder binder, (FieldValue Field, Expr Value, SourceSpan At) first, (FieldValue Field, Expr Value, SourceSpan At) second, Point point)
    {
        var (m, n) = (Of(binder, first.Field, first.Value, point), Of(binder, second.Field, second.Value, point));
        if (m is { } a && n is { } b && Differ(a, b))
        {
            binder.Report(EnergyErrors.UnequalMassesOnSphere(a.Amount, b.Amount, first.At, second.At));
            return null;
        }
        foreach (var (field, at) in new[] { (first.Field, first.At), (second.Field, second.At) })
            if (field.State is { } state && binder.Declarations.StateModelOf(state.Name)?.Symbol == state)
                binder.Declarations.OfOneMass.Add((state, at));
        return (m ?? n) is { } known ? Scale(known.Amount) : Build.Integral(point, first.Value);
    }

    /// <summary>An expression free of states, divided by its integral over the domain.</summary>
    public static Expr Normalised(ExpressionBinder binder, FieldValue field, Expr value, Point point) =>
        Of(binder, field, value, point) is { } mass && Math.Abs(mass.Amount - 1) > Tolerance ? value * Scale(1 / mass.Amount) : value;

    private static bool Differ((double Amount, double Doubt) a, (double Amount, double Doubt) b) =>
        Math.Abs(a.Amount - b.Amount) > Tolerance * Math.Max(a.Amount, b.Amount) + a.Doubt + b.Doubt;

    // 4/3 where quadrature gives 1.3333333333333337; any other number is displayed with six digits, or as many as tell it from 1.
    private static Expr Scale(double factor)
    {
        for (var q = 1; q <= LargestDenominator; q++)
        {
            var p = Math.Round(factor * q);
            if (p is >= 1 and < 1e9 && Math.Abs(factor * q / p - 1) <= 1e-13)
                return Build.Number(new Rational((long)p, q));
        }
        var text = factor.ToString("G6", CultureInfo.InvariantCulture);
        return Build.Named(text == "1" ? factor.ToString("G12", CultureInfo.InvariantCulture) : text, Build.Number(factor));
    }

    // Null where it is not known: of a functional's formal, or of an expression of states.
    private static (double Amount, double Doubt)? Of(ExpressionBinder binder, FieldValue field, Expr value, Point point)
    {
        if (binder.Declarations.DomainOf(field.Space) is not { } domain)
            return null;
        if (!Substitution.HasStates(value))
            return Integrated(value, point, domain);
        if (field.State is not { } state || binder.Declarations.StateModelOf(state.Name) is not { } model || model.Symbol != state)
            return null;
        return model.Rule == MassRule.Scaled ? (model.Mass, 0) : Integrated(model.Initial, new Point(state.Space, 0), domain);
    }

    // At the start; what the quadrature leaves open is judged by a coarser one.
    private static (double, double)? Integrated(Expr value, Point point, DomainModel domain)
    {
        var start = Substitution.Replace(value, e => e is Time ? 0 : null);
        var amount = BoxIntegral.Over(start, point, domain);
        var doubt = domain.Axes.Count == 1 ? 0 : Math.Abs(BoxIntegral.Over(start, point, domain, isCoarse: true) - amount);
        return amount > 0 && double.IsFinite(amount) && double.IsFinite(doubt) ? (amount, doubt) : null;
    }
}

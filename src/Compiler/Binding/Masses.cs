using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>The masses of the two densities of a distance: a given one is scaled, once, to the mass that the other starts with.</summary>
internal static class Masses
{
    // Of the quadrature, and of masses written with a few digits.
    private const double Tolerance = 1e-9;

    private const int LargestDenominator = 100;

    /// <summary>The two densities with equal masses where one of them is given; reports unequal masses where they must agree.</summary>
    public static (Expr First, Expr Second) Matched(
        ExpressionBinder binder, (FieldValue Field, Expr Value, SourceSpan At) first, (FieldValue Field, Expr Value, SourceSpan At) second, Point point, bool mustAgree)
    {
        var (m, n) = (Mass(binder, first.Field, first.Value, point), Mass(binder, second.Field, second.Value, point));
        var (firstIsGiven, secondIsGiven) = (!Substitution.HasStates(first.Value), !Substitution.HasStates(second.Value));
        if (m is not > 0 || n is not > 0 || double.IsInfinity(m.Value / n.Value) || Math.Abs(m.Value / n.Value - 1) <= 1e-13)
            return (first.Value, second.Value);
        if (secondIsGiven && !firstIsGiven)
            return (first.Value, second.Value * Scale(m.Value / n.Value));
        if (firstIsGiven && !secondIsGiven)
            return (first.Value * Scale(n.Value / m.Value), second.Value);
        if (mustAgree && Math.Abs(m.Value / n.Value - 1) > Tolerance)
            binder.Report(EnergyErrors.UnequalMasses(m.Value, n.Value, first.At, second.At));
        return (first.Value, second.Value);
    }

    // 4/3 where quadrature gives 1.3333333333333337; any other number is displayed with six digits.
    private static Expr Scale(double factor)
    {
        for (var q = 1; q <= LargestDenominator; q++)
        {
            var p = Math.Round(factor * q);
            if (p is >= 1 and < 1e9 && Math.Abs(factor * q / p - 1) <= 1e-13)
                return Build.Number(new Rational((long)p, q));
        }
        return Build.Named(factor.ToString("G6", CultureInfo.InvariantCulture), Build.Number(factor));
    }

    // Null where it is not known: of a functional's formal, or of an expression of states.
    private static double? Mass(ExpressionBinder binder, FieldValue field, Expr value, Point point)
    {
        if (binder.Declarations.DomainOf(field.Space) is not { } domain)
            return null;
        if (!Substitution.HasStates(value))
            return BoxIntegral.Over(value, point, domain);
        if (field.State is not { } state || binder.Declarations.StateModelOf(state.Name) is not { } model || model.Symbol != state)
            return null;
        return model.Rule == MassRule.Scaled ? model.Mass : BoxIntegral.Over(model.Initial, new Point(state.Space, 0), domain);
    }
}

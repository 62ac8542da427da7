using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Planning;

/// <summary>What is observed and expected in a program without a state: closed expressions, whose integrals are taken by quadrature.</summary>
public static class StatelessValue
{
    /// <summary>Whether <see cref="Of"/> gives a value.</summary>
    public static bool Exists(Quantity quantity, Model model)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return quantity.Reductions.Count == 0 && Closed(model).CanEvaluate(quantity.Value);
    }

    /// <summary>The number; infinite where an integral diverges, NaN where there is none.</summary>
    public static double Of(Expr e, Model model) => Closed(model).Of(Substitution.Replace(Definitions.Expand(e), leaf => leaf is Time ? 0 : null));

    private static ClosedValue Closed(Model model) => new(space => model.Domains.FirstOrDefault(d => d.Space == space));
}

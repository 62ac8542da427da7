using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>A real of a program without a state.</summary>
internal sealed class StatelessQuantity(Quantity quantity, Model model) : IQuantity
{
    /// <inheritdoc/>
    public double Value(double t) => StatelessValue.Of(quantity.Value, model);

    /// <inheritdoc/>
    public double Magnitude(double t) => Math.Abs(Value(t));
}

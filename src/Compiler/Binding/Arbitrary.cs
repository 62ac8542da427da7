using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// An undeclared name in `derive`: a function of the coordinates where it stands alone, of what it is given where it is applied. A
/// vector gives it one argument a component.
/// </summary>
/// <param name="Name">Without primes.</param>
/// <param name="Primes">How often it is differentiated; of one argument then.</param>
internal sealed record Arbitrary(string Name, int Primes)
{
    /// <summary>What the name stands for.</summary>
    /// <param name="binder">Of the expression that the name stands in.</param>
    /// <param name="dimension">Of space.</param>
    public FunctionValue Value(ExpressionBinder binder, int dimension) =>
        new(Name + new string('\'', Primes), dimension, null, (arguments, scope, at) => Apply(binder, arguments, at, scope)) { IsField = true, Arbitrary = this };

    private Value Apply(ExpressionBinder binder, Language.Seq<Argument> arguments, SourceSpan at, Scope scope)
    {
        var reals = new List<Expr>();
        foreach (var argument in arguments)
        {
            switch (binder.AtPoint(argument.Value, argument.Span, scope))
            {
                case VectorValue v:
                    reals.AddRange(v.Components);
                    break;
                case var value when binder.Real(value, argument.Span, scope, "an argument") is { } real:
                    reals.Add(real);
                    break;
                default:
                    return UnknownValue.Instance;
            }
        }
        if (Primes > 0 && reals.Count != 1)
        {
            binder.Report(ShapeErrors.TooManyArguments(Name + new string('\'', Primes), 1, reals.Count, at));
            return UnknownValue.Instance;
        }
        var function = reals.Count == 1 ? new ArbitraryFunction(Name, [Primes]) : ArbitraryFunction.Of(Name, reals.Count);
        return new RealValue(Build.Apply(function, [.. reals]));
    }
}

using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>Names that mean something without being declared.</summary>
internal static class BuiltIns
{
    private static readonly string[] Forms =
        ["grad", "lap", "div", "hess", "conv", "dot", "cross", "det", "tr", "mass", "gaussian", "normal", "uniform", "noise", "csv", "linspace", "map",
         "sample", "split", "restart", "parametric", "W1", "W2", "KL", "FR", "TV", "L2", "MMD", "hellinger", "energy_distance", "kantorovich", "slope", "sqrt"];

    /// <summary>Every built-in name, for did-you-mean.</summary>
    public static IEnumerable<string> Names => FunctionNames.Concat(["pi", "e", "infinity", "t"]);

    /// <summary>Every name that can be applied.</summary>
    public static IEnumerable<string> FunctionNames => FunctionCatalog.All.Select(f => f.Name).Concat(Forms);

    /// <summary>The constant or function of a name, or null.</summary>
    public static Value? Value(string name, ExpressionBinder binder) => name switch
    {
        "pi" => new RealValue(Build.Pi),
        "e" => new RealValue(Build.E),
        "infinity" => new RealValue(Build.Infinity),
        _ => FunctionCatalog.Find(name) is { } f ? Function(f, binder) : null,
    };

    private static FunctionValue Function(Function f, ExpressionBinder binder)
    {
        // A one-argument function has a symbolic form of its own, so that a prime can be put on it.
        var symbol = (Symbol)Build.Symbol("s");
        var symbolic = f.Arity == 1 ? UserFunction.Of(f.Name, [symbol], Build.Apply(f, [symbol])) : null;
        return new FunctionValue(f.Name, f.Arity, symbolic, (arguments, scope, at) =>
        {
            var reals = arguments.Select(a => binder.Real(a.Value, a.Span, scope, $"the argument of `{f.Name}`")).ToArray();
            return reals.Any(r => r is null) ? UnknownValue.Instance : new RealValue(Build.Apply(f, [.. reals.Select(r => r!)]));
        });
    }
}

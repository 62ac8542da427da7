using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>gaussian, normal, uniform and noise: densities and fields at the ambient point.</summary>
public static class InitialForms
{
    /// <summary>The prefix of the symbol that stands for noise of a seed; its value is drawn per cell.</summary>
    public const string NoisePrefix = "noise#";

    /// <summary>The prefix of the symbol that stands for a field that a file gives, by its number in <see cref="StateModel.Given"/>.</summary>
    public const string FilePrefix = "file#";

    /// <summary>The field of a symbol that stands for one; null for other symbols.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="given">The fields of the program.</param>
    public static Tables.GivenField? File(Symbol symbol, IReadOnlyList<Tables.GivenField> given) =>
        symbol.Name.StartsWith(FilePrefix, StringComparison.Ordinal) ? given[int.Parse(symbol.Name.AsSpan(FilePrefix.Length), System.Globalization.CultureInfo.InvariantCulture)] : null;

    /// <summary>The value of the form at the ambient point.</summary>
    internal static Value Bind(ExpressionBinder binder, string name, Seq<ArgumentSyntax> arguments, SourceSpan span, Scope scope)
    {
        if (scope.Ambient is not { } point)
        {
            binder.Report(NameErrors.WithoutPoint(name, false, false, span));
            return UnknownValue.Instance;
        }
        string[] names = name switch { "uniform" => ["low", "high"], "noise" => ["amplitude", "seed"], _ => ["mean", "deviation"] };
        var values = new Value?[2];
        var next = 0;
        foreach (var argument in arguments)
        {
            var slot = argument.Name is null ? next++ : Array.IndexOf(names, argument.Name);
            if (slot is < 0 or > 1)
            {
                binder.Report(argument.Name is null
                    ? ShapeErrors.TooManyArguments(name, 2, arguments.Count, span)
                    : ShapeErrors.NoSuchOption(name, argument.Name, argument.Span, names));
                return UnknownValue.Instance;
            }
            values[slot] = binder.AtPoint(binder.Bind(argument.Value, scope), argument.Span, scope);
        }
        if (values.Any(v => v is UnknownValue))
            return UnknownValue.Instance;
        if (name == "noise")
            return Noise(binder, values, span, arguments.FirstOrDefault(a => a.Name == "seed")?.Span ?? span, scope);
        if (name == "uniform" && arguments.Count == 0)
            return Uniform(binder, point);
        if (values[0] is not { } first || values[1] is not { } second)
        {
            binder.Report(ShapeErrors.MissingArguments(name, 2 - arguments.Count, span));
            return UnknownValue.Instance;
        }
        var d = point.Space.Dimension;
        if (Components(first, d, false) is not { } low || Components(second, d, name != "uniform") is not { } high)
        {
            binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(Components(first, d, false) is null ? first : second), span, d == 1 ? "each argument" : $"each argument, in {d} dimensions a vector,"));
            return UnknownValue.Instance;
        }
        var factors = Enumerable.Range(0, d).Select(i => name == "uniform" ? Between(point, i, low[i], high[i]) : Gaussian(point, i, low[i], high[i]));
        return new RealValue(Build.Product([.. factors]));
    }

    /// <summary>1/|Ω|.</summary>
    internal static Value Uniform(ExpressionBinder binder, Point point) =>
        binder.Declarations.DomainOf(point.Space) is { } domain
            ? new RealValue(Build.Product([.. domain.Axes.Select(a => 1 / Build.Number(a.Length))]))
            : UnknownValue.Instance;

    private static Expr[]? Components(Value value, int dimension, bool repeat) => value switch
    {
        RealValue r when dimension == 1 || repeat => [.. Enumerable.Repeat(r.Expr, dimension)],
        VectorValue v when v.Components.Count == dimension => [.. v.Components],
        _ => null,
    };

    private static Expr Gaussian(Point point, int axis, Expr mean, Expr deviation)
    {
        var z = (Build.Coordinate(point, axis) - mean) / deviation;
        return Build.Apply(Functions.FunctionCatalog.Find("exp")!, [-(z * z) / 2]) / (deviation * Build.Sqrt(2 * Build.Pi));
    }

    private static Expr Between(Point point, int axis, Expr low, Expr high)
    {
        var x = Build.Coordinate(point, axis);
        return Build.If(new AndCondition(new Compare(Comparison.LessOrEqual, low, x), new Compare(Comparison.LessOrEqual, x, high)), 1 / (high - low), 0);
    }

    private static Value Noise(ExpressionBinder binder, Value?[] values, SourceSpan span, SourceSpan seedSpan, Scope scope)
    {
        if (scope.Purpose != Purpose.Data)
        {
            binder.Report(EnergyErrors.NoiseElsewhere(span));
            return UnknownValue.Instance;
        }
        var amplitude = values[0] is RealValue a ? a.Expr : 1;
        var seed = values[1] is RealValue s ? Constants.Value(s.Expr) : 0;
        if (!(seed is >= 0 and <= 9e15) || seed != Math.Floor(seed))
        {
            binder.Report(DomainErrors.BadSeed(seed, seedSpan));
            return UnknownValue.Instance;
        }
        return new RealValue(amplitude * Build.Symbol(NoisePrefix + ((long)seed).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}

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
        // Of a covariance matrix.
        SourceSpan? spread = null;
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
            var value = binder.Bind(argument.Value, scope);
            values[slot] = binder.AtPoint(value, argument.Span, scope);
            if (slot == 1 && Covariances.IsMatrix(value))
                spread = argument.Value.Span;
        }
        if (values.Any(v => v is UnknownValue))
            return UnknownValue.Instance;
        if (name == "noise")
            return Noise(binder, values, span, arguments.FirstOrDefault(a => a.Name == "seed")?.Span ?? span, scope);
        if (name == "uniform" && arguments.Count == 0)
            return Uniform(binder, point, span);
        if (values[0] is not { } first || values[1] is not { } second)
        {
            binder.Report(ShapeErrors.MissingArguments(name, 2 - arguments.Count, span));
            return UnknownValue.Instance;
        }
        var d = point.Space.Dimension;
        if (name != "uniform" && spread is { } at && Components(first, d, false) is { } centre)
            return Covariances.Rows(binder, second, d, at) is { } covariance ? new RealValue(Covariances.Density(point, [.. centre], covariance)) : UnknownValue.Instance;
        if (Components(first, d, false) is not { } low || Components(second, d, name != "uniform") is not { } high)
        {
            binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(Components(first, d, false) is null ? first : second), span, d == 1 ? "each argument" : $"each argument, in {d} dimensions a vector,"));
            return UnknownValue.Instance;
        }
        var factors = Enumerable.Range(0, d).Select(i => name == "uniform" ? Between(point, i, low[i], high[i]) : Gaussian(point, i, low[i], high[i]));
        return new RealValue(Build.Product([.. factors]));
    }

    // 1/|Ω|; of radial functions |Ω| = |S^(d−1)| (R^d − r^d)/d.
    private static Value Uniform(ExpressionBinder binder, Point point, SourceSpan span)
    {
        if (binder.Declarations.DomainOf(point.Space) is not { } domain)
            return UnknownValue.Instance;
        if (domain.Axes.FirstOrDefault(a => double.IsInfinity(a.Length)) is { } endless)
        {
            binder.Report(DomainErrors.Unbounded("density", "uniform", span, endless.Span));
            return UnknownValue.Instance;
        }
        if (domain.Space.Measure is RadialMeasure { Dimension: var d } && domain.Axes is [var axis])
            return new RealValue(Build.Number(d / (BoxIntegral.Sphere(d) * (Math.Pow(axis.High, d) - Math.Pow(axis.Low, d)))));
        return new RealValue(Build.Product([.. domain.Axes.Select(a => 1 / Build.Number(a.Length))]));
    }

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

using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds the values of a metric's options, one kind a method; null after an error.</summary>
internal static class MetricValues
{
    /// <summary>A positive number.</summary>
    public static Expr? Positive(ExpressionBinder binder, MetricOption option, ExprSyntax syntax)
    {
        if (binder.Real(syntax, Scope.For(Purpose.Constant), $"the option `{option.Name}`") is not { } number)
            return null;
        var value = Constants.Value(number);
        if (value > 0 && double.IsFinite(value))
            return number;
        binder.Report(double.IsNaN(value) ? DomainErrors.NotConstant($"the option `{option.Name}`", syntax.Span) : MetricErrors.NotPositive(option, value, syntax.Span));
        return null;
    }

    /// <summary>A kernel: a function of the difference of two points, as a function of its components.</summary>
    public static Function? Kernel(ExpressionBinder binder, MetricOption option, ExprSyntax syntax, Point point)
    {
        var scope = Scope.For(Purpose.Definition);
        var value = binder.Bind(syntax, scope);
        var dimension = point.Space.Dimension;
        if (value is not FunctionValue f || f.Arity != 1 && f.Arity != dimension)
        {
            if (value is TextValue text)
                binder.Report(NameErrors.Unknown("kernel", text.Text, syntax.Span, ["rbf"]));
            else if (value is not UnknownValue)
                binder.Report(MetricErrors.WrongKind(option, "\"rbf\" or a function of the difference of two points", Shapes.Describe(value), syntax.Span));
            return null;
        }
        Seq<Expr> d = [.. Enumerable.Range(1, dimension).Select(i => Build.Symbol(dimension == 1 ? "d" : $"d{i}"))];
        if (binder.Real(binder.Apply(f, [new Argument(ExpressionBinder.Vector(d), syntax.Span)], syntax.Span, scope), syntax.Span, scope, "a kernel") is not { } body)
            return null;
        var kernel = f.Symbolic is { } symbolic && symbolic.Arity == dimension ? symbolic : UserFunction.Of(f.Name == "fun" ? "k" : f.Name, [.. d.Cast<Symbol>()], body);
        if (KernelChecks.Fault(kernel) is not { } fault)
            return kernel;
        binder.Report(MetricErrors.BadKernel(fault, syntax.Span));
        return null;
    }

    /// <summary>A symmetric matrix of the state's size, positive definite where its entries are numbers.</summary>
    public static Seq<Seq<Expr>>? Matrix(ExpressionBinder binder, MetricOption option, ExprSyntax syntax, int size)
    {
        var scope = Scope.For(Purpose.Energy);
        var value = binder.AtPoint(binder.Bind(syntax, scope), syntax.Span, scope);
        Seq<Seq<Expr>>? rows = value switch
        {
            MatrixValue m when m.Rows.Count == size && m.Columns == size => m.Rows,
            RealValue r when size == 1 => [[r.Expr]],
            _ => null,
        };
        if (rows is not { } g)
        {
            if (value is not UnknownValue)
                binder.Report(MetricErrors.WrongKind(option, $"a matrix of {size} by {size}", Shapes.Describe(value), syntax.Span));
            return null;
        }
        if (SmallMatrices.Asymmetry(g) is var (row, column))
        {
            binder.Report(MetricErrors.NotSymmetric(option, row + 1, column + 1, g[column][row].ToString(), g[row][column].ToString(), syntax.Span));
            return null;
        }
        if (SmallMatrices.NotPositive(g) is var (order, minor))
        {
            binder.Report(MetricErrors.NotDefinite(option, order, minor, syntax.Span));
            return null;
        }
        return g;
    }

    /// <summary>A point of a domain or of data.</summary>
    public static Point? Place(ExpressionBinder binder, MetricOption option, ExprSyntax syntax)
    {
        if (syntax is NameSyntax name)
        {
            if (binder.Declarations.Domain(name.Name) is { } domain)
                return new Point(domain.Space, 0);
            var declared = binder.Declarations.Find(name.Name);
            if (declared is { Syntax: DataDecl })
                return binder.Declarations.ValueOf(name.Name, name.Span, Scope.For(Purpose.Constant), binder) is DataValue table
                    ? new Point(new Space(table.Name, table.Axes) { Measure = new RowsMeasure(true, table.Rows, [table.Columns.Count]) }, 0)
                    : null;
            if (declared is null)
            {
                binder.Report(NameErrors.Unknown("domain", name.Name, name.Span, binder.Declarations.Domains.Keys.Concat(binder.Declarations.DataNames)));
                return null;
            }
        }
        binder.Report(MetricErrors.WrongKind(option, "the name of a domain or of data", "neither", syntax.Span));
        return null;
    }

    /// <summary>The logarithm of a likelihood at a place, of the state's components.</summary>
    public static Expr? Model(ExpressionBinder binder, MetricOption option, ExprSyntax syntax, MetricArguments arguments)
    {
        if (arguments.Place is not { } place)
            return null;
        // The columns of data are known to the model by its own names.
        var scope = Scope.For(Purpose.Energy, place.Space.Measure is RowsMeasure ? null : place);
        var value = binder.Bind(syntax, scope);
        if (value is not FunctionValue { Arity: 2 } f)
        {
            if (value is not UnknownValue)
                binder.Report(MetricErrors.WrongKind(option, "a function of the state and of a place", Shapes.Describe(value), syntax.Span));
            return null;
        }
        var state = ExpressionBinder.Vector(arguments.Components, arguments.State.Space);
        var log = binder.Apply(f, [new Argument(state, syntax.Span), new Argument(ExpressionBinder.Position(place), syntax.Span)], syntax.Span, scope);
        return binder.Real(log, syntax.Span, scope, "the logarithm of a likelihood");
    }
}

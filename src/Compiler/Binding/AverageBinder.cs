using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds `mean f over data` and `sum f over data`: integrals over the rows of a table, so that the rules of integrals hold for them.</summary>
internal static class AverageBinder
{
    /// <summary>The average; a number where nothing in it varies.</summary>
    public static Value Bind(ExpressionBinder binder, AverageSyntax a, Scope scope)
    {
        var tables = a.Over.Select((name, i) => Table(binder, a, name)).ToArray();
        if (a.Arguments.Count != 1)
        {
            binder.Report(ShapeErrors.TooManyArguments(a.Kind, 1, a.Arguments.Count, a.Span));
            return UnknownValue.Instance;
        }
        if (tables.Any(t => t is null))
            return UnknownValue.Instance;
        if (tables.FirstOrDefault(t => t!.Rows != tables[0]!.Rows) is { } other)
        {
            binder.Report(DataErrors.UnequalRows((tables[0]!.Name, tables[0]!.Rows), (other.Name, other.Rows), a.Span));
            return UnknownValue.Instance;
        }
        var space = new Space(tables.Length == 1 ? tables[0]!.Name : $"({string.Join(", ", tables.Select(t => t!.Name))})", [.. tables.SelectMany(t => t!.Axes)])
        {
            Measure = new RowsMeasure(a.Kind == "mean", tables[0]!.Rows, [.. tables.Select(t => t!.Columns.Count)]),
        };
        var row = new Point(space, binder.Declarations.NextPoint());
        var function = a.Arguments[0];
        var value = binder.Apply(binder.Bind(function, scope), Arguments(row, function.Span), function.Span, scope);
        if (binder.Real(value, function.Span, scope, $"what `{a.Kind}` averages") is not { } body)
            return UnknownValue.Instance;
        return Number(body, row, [.. tables.SelectMany(t => t!.Columns)]) is { } number ? number : Later(binder, a, Build.Integral(row, body));
    }

    // A row's arguments: one a table, a vector where it has several columns.
    private static Seq<Argument> Arguments(Point row, SourceSpan span)
    {
        var arguments = new List<Argument>();
        var axis = 0;
        foreach (var width in ((RowsMeasure)row.Space.Measure).Widths)
        {
            arguments.Add(new Argument(ExpressionBinder.Vector([.. Enumerable.Range(axis, width).Select(i => Build.Coordinate(row, i))]), span));
            axis += width;
        }
        return [.. arguments];
    }

    // What depends on the data alone is worked out.
    private static RealValue? Number(Expr body, Point row, Seq<double[]> columns)
    {
        if (body.Known.Has(Kinds.State | Kinds.Time | Kinds.Symbol | Kinds.Reduced | Kinds.Integral | Kinds.Operator) || body.Known.FreePoints.Any(p => p != row))
            return null;
        if (Rows.Values(body, row, columns) is not { } values)
            return null;
        // Compensated: the sum of a million rows is as exact as that of ten.
        var (sum, rest) = (0.0, 0.0);
        foreach (var value in values)
        {
            var next = sum + value;
            rest += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }
        var total = sum + rest;
        if (!double.IsFinite(total))
            return null;
        return new RealValue(Build.Number(((RowsMeasure)row.Space.Measure).IsMean ? total / values.Length : total));
    }

    // Averages that vary are derived and explained, not run.
    private static RealValue Later(ExpressionBinder binder, AverageSyntax a, Expr value)
    {
        if (!binder.Declarations.Later.Any(d => d.Primary.Span == a.Span))
            binder.Declarations.Later.Add(NotYet.Runs($"`{a.Kind} … over` data of what varies", a.Span));
        return new RealValue(value);
    }

    private static DataValue? Table(ExpressionBinder binder, AverageSyntax a, string name)
    {
        var text = binder.Declarations.Source.Slice(a.Span);
        var at = new SourceSpan(a.Span.Start + Math.Max(0, text.LastIndexOf(name, StringComparison.Ordinal)), name.Length);
        if (binder.Declarations.Find(name) is not { Syntax: DataDecl })
        {
            binder.Report(NameErrors.Unknown("data", name, at, binder.Declarations.DataNames));
            return null;
        }
        return binder.Declarations.ValueOf(name, at, Scope.For(Purpose.Constant), binder) as DataValue;
    }
}

using System.Text;
using System.Text.Unicode;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tables;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Works out `data` declarations: csv, linspace, map, sample, lists, ranges, other data (docs/language.md §4).</summary>
internal sealed class DataBinder(ExpressionBinder binder)
{
    private const long LargestFile = 64L << 20;
    private const long MostNumbers = 5_000_000;
    private const int MostDimensions = 16;

    private static readonly Scope Constant = Scope.For(Purpose.Constant);

    /// <summary>The value of each name of a declaration; unknown after an error.</summary>
    public Seq<(string Name, Value Value)> Bind(DataDecl data)
    {
        var columns = Columns(data.Value, data.Names);
        var (names, count) = (data.Names, columns?.Count ?? 0);
        if (columns is null || names.Count > 1 && names.Count != count)
        {
            if (columns is not null)
                binder.Report(DataErrors.WrongNumberOfNames(names.Count, count, names[0].Span.To(names[^1].Span)));
            return [.. names.Select(n => (n.Name, (Value)UnknownValue.Instance))];
        }
        return names.Count == 1
            ? [(names[0].Name, new DataValue(names[0].Name, columns.Value))]
            : [.. names.Select((n, i) => (n.Name, (Value)new DataValue(n.Name, [columns.Value[i]])))];
    }

    /// <summary>The columns of a csv file; null after an error.</summary>
    /// <param name="path">As written.</param>
    /// <param name="names">The columns wanted with their places; null for all.</param>
    /// <param name="at">Where the file is named.</param>
    public Seq<double[]>? Csv(string path, Seq<NamedSpan>? names, SourceSpan at) => Csv(path, names, at, false);

    /// <summary>The columns of the coordinates and of a state behind them; on an interval of the state alone where there is no coordinate; null after an error.</summary>
    /// <param name="path">As written.</param>
    /// <param name="axes">The names of the coordinates.</param>
    /// <param name="state">The state's name.</param>
    /// <param name="at">Where the file is named.</param>
    public Seq<double[]>? Placed(string path, Seq<string> axes, string state, SourceSpan at) =>
        Csv(path, [.. axes.Select(a => new NamedSpan(a, at)), new NamedSpan(state, at)], at, axes.Count == 1);

    private Seq<double[]>? Csv(string path, Seq<NamedSpan>? names, SourceSpan at, bool mayLackFirst)
    {
        var answer = binder.Declarations.Files.Read(path, binder.Declarations.Module.FullPath, LargestFile);
        if (answer is not FileAnswer.Found file)
        {
            binder.Report(OpenErrors.CannotRead(path, answer, at));
            return null;
        }
        var bytes = file.Bytes.AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(bytes))
        {
            binder.Report(OpenErrors.NoText(path, "this file is not UTF-8", at));
            return null;
        }
        var text = Encoding.UTF8.GetString(bytes);
        var columns = CsvReader.Columns(text, names is { } wanted ? [.. wanted.Select(n => n.Name)] : null, MostNumbers);
        if (mayLackFirst && columns is CsvAnswer.NoColumn lacking && lacking.Name == names!.Value[0].Name)
            columns = CsvReader.Columns(text, [names.Value[^1].Name], MostNumbers);
        switch (columns)
        {
            case CsvAnswer.Read read:
                return Keep((long)read.Columns.Count * read.Columns[0].Length, at) ? read.Columns : null;
            case CsvAnswer.NoColumn none:
                binder.Report(DataErrors.NoColumn(path, none.Name, none.Header, names!.Value.First(n => n.Name == none.Name).Span));
                return null;
            case CsvAnswer.Wrong wrong:
                binder.Report(DataErrors.Malformed(file.Path, wrong, at));
                return null;
            default:
                binder.Report(DataErrors.TooMany(MostNumbers, at));
                return null;
        }
    }

    private Seq<double[]>? Columns(ExprSyntax syntax, Seq<NamedSpan> names)
    {
        var (head, arguments) = Call(syntax);
        if (head is not null && arguments.Count == 0 && binder.Declarations.Find(head.Name) is { Syntax: DataDecl })
            return binder.Bind(head, Constant) is DataValue known ? known.Columns : null;
        return head is null || binder.Declarations.Find(head.Name) is not null ? Listed(syntax) : head.Name switch
        {
            "csv" => OfFile(arguments, names, syntax.Span),
            "linspace" => Linspace(arguments, syntax.Span),
            "map" => Map(arguments, syntax.Span),
            "sample" => Sample(arguments, syntax.Span),
            _ => Listed(syntax),
        };
    }

    // f(a, b), f a b, f (a, b) and b |> f a as a name with arguments.
    private static (NameSyntax? Head, Seq<ArgumentSyntax> Arguments) Call(ExprSyntax syntax)
    {
        switch (syntax)
        {
            case ParenthesisSyntax p:
                return Call(p.Inner);
            case NameSyntax n:
                return (n, []);
            case CallSyntax { Target: NameSyntax name } c:
                return (name, c.Arguments);
            case ApplySyntax { Function: NameSyntax name } a:
                return (name, [.. (a.Arguments is [TupleSyntax t] ? t.Items : a.Arguments).Select(x => new ArgumentSyntax(null, x, x.Span))]);
            case BinarySyntax { Operator: BinaryOperator.Pipe } b when Call(b.Right) is ({ } head, var first):
                return (head, [.. first, new ArgumentSyntax(null, b.Left, b.Left.Span)]);
            default:
                return (null, []);
        }
    }

    private Seq<double[]>? OfFile(Seq<ArgumentSyntax> arguments, Seq<NamedSpan> names, SourceSpan span)
    {
        if (arguments is not [{ Name: null, Value: StringSyntax path }, ..])
        {
            binder.Report(DataErrors.NoFile("csv", span));
            return null;
        }
        if (arguments.FirstOrDefault(a => a.Name != "columns" && a != arguments[0]) is { } other)
        {
            binder.Report(other.Name is null ? ShapeErrors.TooManyArguments("csv", 1, arguments.Count, span) : ShapeErrors.NoSuchOption("csv", other.Name, other.Span, ["columns"]));
            return null;
        }
        if (arguments.Count == 1)
            return Csv(path.Value, names, path.Span);
        if (arguments[1].Value is not ListSyntax { Items.Count: > 0 } list || list.Items.Any(i => i is not StringSyntax))
        {
            binder.Report(DataErrors.NoData("`columns` without a list of names", arguments[1].Span));
            return null;
        }
        return Csv(path.Value, [.. list.Items.Cast<StringSyntax>().Select(s => new NamedSpan(s.Value, s.Span))], path.Span);
    }

    private Seq<double[]>? Linspace(Seq<ArgumentSyntax> arguments, SourceSpan span)
    {
        if (!SpecialForms.Wanted(binder, "linspace", 3, arguments, span)
            || Constants.Number(binder, arguments[0].Value, Constant, "the first number") is not { } first
            || Constants.Number(binder, arguments[1].Value, Constant, "the last number") is not { } last
            || Count(arguments[2], "the count of `linspace`") is not { } n || !Keep(n, span))
            return null;
        return [Enumerable.Range(0, n).Select(i => n == 1 ? first : i == n - 1 ? last : first + (last - first) * (i / (double)(n - 1))).ToArray()];
    }

    private Seq<double[]>? Map(Seq<ArgumentSyntax> arguments, SourceSpan span)
    {
        if (!SpecialForms.Wanted(binder, "map", 2, arguments, span) || Columns(arguments[1].Value, []) is not { } columns)
            return null;
        var row = new Point(new Space("row", [.. Enumerable.Range(1, columns.Count).Select(i => $"x{i}")]), binder.Declarations.NextPoint());
        var value = binder.Apply(binder.Bind(arguments[0].Value, Scope.For(Purpose.Definition)),
            [new Argument(ExpressionBinder.Position(row), arguments[1].Span)], span, Scope.For(Purpose.Definition));
        Seq<Expr>? results = value switch
        {
            RealValue r => [r.Expr],
            VectorValue v => v.Components,
            _ => null,
        };
        if (results is null)
        {
            if (value is not UnknownValue)
                binder.Report(ShapeErrors.NeedsReal(Shapes.Describe(value), arguments[0].Span, "what is mapped to"));
            return null;
        }
        if (!Keep((long)results.Value.Count * columns[0].Length, span))
            return null;
        var mapped = results.Value.Select(e => Rows.Values(e, row, columns)).ToArray();
        if (!mapped.Any(m => m is null || m.Any(x => !double.IsFinite(x))))
            return [.. mapped.Select(m => m!)];
        binder.Report(DomainErrors.NotConstant("a mapped row", arguments[0].Span));
        return null;
    }

    private Seq<double[]>? Sample(Seq<ArgumentSyntax> arguments, SourceSpan span)
    {
        Seq<ArgumentSyntax> plain = [.. arguments.Where(a => a.Name is null)];
        if (arguments.FirstOrDefault(a => a.Name is not null and not "seed") is { } other)
        {
            binder.Report(ShapeErrors.NoSuchOption("sample", other.Name!, other.Span, ["seed"]));
            return null;
        }
        if (!SpecialForms.Wanted(binder, "sample", 2, plain, span) || Count(plain[0], "the count of `sample`") is not { } n)
            return null;
        var seed = 0.0;
        if (arguments.FirstOrDefault(a => a.Name == "seed") is { } given)
        {
            if (Constants.Number(binder, given.Value, Constant, "the seed") is not { } number)
                return null;
            seed = number;
            if (!(seed is >= 0 and <= 9e15) || seed != Math.Floor(seed))
            {
                binder.Report(DomainErrors.BadSeed(seed, given.Span));
                return null;
            }
        }
        for (var d = 1; d <= MostDimensions; d++)
        {
            var dimension = d;
            if (binder.Declarations.Silently(() => DistributionBinder.Bind(binder, plain[1].Value, dimension, null)) is not { } mixture)
                continue;
            if (!Keep((long)n * d, span))
                return null;
            var rows = Sampler.Draw(mixture, n, (long)seed);
            if (rows.All(c => c.All(double.IsFinite)))
                return rows;
            break;
        }
        binder.Report(DataErrors.NoSample(plain[1].Span));
        return null;
    }

    // [1; 2; 3], [(1, 2); (3, 4)], [0 .. 0.1 .. 1].
    private Seq<double[]>? Listed(ExprSyntax syntax)
    {
        var value = binder.Bind(syntax, Constant);
        if (value is DataValue data)
            return data.Columns;
        if (value is ListValue { Items.Count: > 0 } list)
        {
            var rows = list.Items.Select(Row).ToArray();
            if (rows.All(r => r is { } row && row.Length == rows[0]!.Length))
                return [.. Enumerable.Range(0, rows[0]!.Length).Select(k => rows.Select(r => r![k]).ToArray())];
        }
        if (value is not UnknownValue)
            binder.Report(DataErrors.NoData(value is ListValue ? "a list of other things than numbers, or rows of different lengths" : Shapes.Describe(value), syntax.Span));
        return null;
    }

    private static double[]? Row(Value value)
    {
        double[]? row = value switch
        {
            RealValue r => [Constants.Value(r.Expr)],
            VectorValue v => [.. v.Components.Select(Constants.Value)],
            _ => null,
        };
        return row is null || row.Any(x => !double.IsFinite(x)) ? null : row;
    }

    // All data of a program together are bounded, in memory and in the work that is done over them.
    private bool Keep(long numbers, SourceSpan at)
    {
        if (binder.Declarations.Keep(numbers, MostNumbers))
            return true;
        binder.Report(DataErrors.TooMany(MostNumbers, at));
        return false;
    }

    private int? Count(ArgumentSyntax argument, string what)
    {
        if (Constants.Number(binder, argument.Value, Constant, what) is not { } count)
            return null;
        if (count > MostNumbers)
            binder.Report(DataErrors.TooMany(MostNumbers, argument.Span));
        else if (count >= 1 && count == Math.Floor(count))
            return (int)count;
        else
            binder.Report(DataErrors.BadCount(what, count, MostNumbers, argument.Span));
        return null;
    }
}

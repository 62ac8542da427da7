using System.Globalization;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tables;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>csv "u0.csv" and restart "result.h5" as initial values: a symbol that stands for the field that the file gives.</summary>
internal static class InitialFile
{
    private const long LargestFile = 1L << 30;
    private const string SavedName = "result.h5";

    /// <summary>A value that stands for the file's.</summary>
    public static Value Bind(ExpressionBinder binder, string name, Seq<ArgumentSyntax> arguments, SourceSpan span, Scope scope)
    {
        if (arguments is not [{ Name: null, Value: StringSyntax path }])
        {
            binder.Report(arguments.Count > 1 ? ShapeErrors.TooManyArguments(name, 1, arguments.Count, span) : DataErrors.NoFile(name, span));
            return UnknownValue.Instance;
        }
        if (scope.Ambient is not { } point || binder.Declarations.DomainOf(point.Space) is not { } domain || binder.Declarations.Starting is not { } state)
        {
            binder.Report(NameErrors.WithoutPoint(name, false, false, span));
            return UnknownValue.Instance;
        }
        var field = name == "csv" ? Table(binder, path, domain, state) : Saved(binder, path, domain, state);
        if (field is null)
            return UnknownValue.Instance;
        binder.Declarations.GivenFields.Add(field);
        return new RealValue(Build.Symbol(InitialForms.FilePrefix + (binder.Declarations.GivenFields.Count - 1).ToString(CultureInfo.InvariantCulture)));
    }

    // A column of each coordinate and one of the state: values at points. On an interval the state's alone: averages over equal cells.
    private static GivenField? Table(ExpressionBinder binder, StringSyntax path, DomainModel domain, string state)
    {
        string[] names = [.. domain.Axes.Select(a => a.Name)];
        if (new DataBinder(binder).Placed(path.Value, [.. names], state, path.Span) is not { } columns)
            return null;
        if (columns.Count == 1)
            return new GivenField([GivenAxis.Cells(domain.Axes[0].Low, domain.Axes[0].High, domain.Axes[0].IsPeriodic, columns[0].Length)], columns[0]);
        double[][] places = [.. columns.Take(names.Length).Select(c => c.Distinct().Order().ToArray())];
        for (var axis = 0; axis < names.Length; axis++)
            if (places[axis][0] < domain.Axes[axis].Low || places[axis][^1] > domain.Axes[axis].High)
                return Wrong($"has {names[axis]} = {Friendly.Number(places[axis][0] < domain.Axes[axis].Low ? places[axis][0] : places[axis][^1])}, outside of [{Friendly.Number(domain.Axes[axis].Low)}, {Friendly.Number(domain.Axes[axis].High)}]",
                    $"give points of `{domain.Space.Name}` only");
        var (rows, wanted) = (columns[0].Length, places.Aggregate(1L, (n, p) => n * p.Length));
        var values = new double[rows];
        var seen = new bool[rows];
        for (var r = 0; r < rows && rows == wanted; r++)
        {
            var at = 0;
            for (var axis = 0; axis < names.Length; axis++)
                at = at * places[axis].Length + Array.BinarySearch(places[axis], columns[axis][r]);
            (values[at], seen[at]) = (columns[^1][r], true);
        }
        if (rows != wanted || seen.Contains(false))
            return Wrong($"its {DataErrors.Count(rows, "row")} are not every combination of {string.Join(" and ", places.Select((p, i) => $"{DataErrors.Count(p.Length, "value")} of {names[i]}"))}, each once",
                "give one row for every point of a rectangular grid, in any order");
        return new GivenField([.. domain.Axes.Select((a, i) => GivenAxis.At(a.Low, a.High, a.IsPeriodic, places[i]))], values);

        GivenField? Wrong(string what, string help)
        {
            binder.Report(DataErrors.DoesNotFit(path.Value, state, what, help, path.Span));
            return null;
        }
    }

    private static GivenField? Saved(ExpressionBinder binder, StringSyntax path, DomainModel domain, string state)
    {
        var files = binder.Declarations.Files;
        var from = binder.Declarations.Module.FullPath;
        var answer = files.Read(path.Value, from, LargestFile);
        // The folder of a run stands for what it has saved there.
        if (answer is FileAnswer.Unreadable && files.Read(Path.Combine(path.Value, SavedName), from, LargestFile) is FileAnswer.Found inside)
            answer = inside;
        if (answer is not FileAnswer.Found file)
        {
            binder.Report(OpenErrors.CannotRead(path.Value, answer, path.Span));
            return null;
        }
        var read = files.States(file.Bytes, state);
        if (read is not SavedAnswer.Found(var saved))
            return Wrong($"is no file of states that is read: {((SavedAnswer.Unreadable)read).Reason}", $"`save every s` makes one, `out/NAME/{SavedName}`, as does every run that fails");
        if (saved.Values is not { } values)
            return Wrong($"holds {Friendly.And([.. saved.Fields.Order(StringComparer.Ordinal)])}, no `{state}`", "name the state as it was named in that run");
        for (var axis = 0; axis < Math.Max(domain.Axes.Count, saved.Axes.Count); axis++)
            if (axis >= domain.Axes.Count || axis >= saved.Axes.Count || !IsSame(domain.Axes[axis], saved.Axes[axis]))
                return Wrong($"was saved on {string.Join(" * ", saved.Axes.Select(a => $"{(a.IsPeriodic ? "periodic " : "")}[{Friendly.Number(a.Low)}, {Friendly.Number(a.High)}]"))}",
                    "restart on the same domain; the number of cells may be another");
        return new GivenField(saved.Axes, values);

        GivenField? Wrong(string what, string help)
        {
            binder.Report(DataErrors.DoesNotFit(path.Value, state, what, help, path.Span));
            return null;
        }
    }

    private static bool IsSame(AxisModel axis, GivenAxis saved)
    {
        var near = 1e-12 * (Math.Abs(axis.Low) + Math.Abs(axis.High));
        return axis.IsPeriodic == saved.IsPeriodic && Math.Abs(axis.Low - saved.Low) <= near && Math.Abs(axis.High - saved.High) <= near;
    }
}

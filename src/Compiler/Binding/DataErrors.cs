using System.Globalization;
using Flows.Compiler.Tables;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F0221–F0228 and F0432: what goes wrong with data.</summary>
internal static class DataErrors
{
    private const int MostListed = 8;

    /// <summary>F0221. See docs/errors/F0221.md.</summary>
    /// <param name="found">What the right side is.</param>
    /// <param name="at">Where it stands.</param>
    public static Diagnostic NoData(string found, SourceSpan at) =>
        Diagnostic.Error("F0221", "this is no data", at, $"is {found}")
            .Help("data are `csv \"file.csv\"`, `linspace(a, b, n)`, `map f data`, `sample(n, distribution, seed = s)`, a list or a range");

    /// <summary>F0221 of a file that is not named. See docs/errors/F0221.md.</summary>
    public static Diagnostic NoFile(string form, SourceSpan at) =>
        Diagnostic.Error("F0221", $"`{form}` needs the name of a file", at, "names none")
            .Help($"write it in quotes: `{form} \"{(form == "csv" ? "u0.csv" : "result.h5")}\"`");

    /// <summary>F0222. See docs/errors/F0222.md.</summary>
    public static Diagnostic NoColumn(string file, string name, Seq<string> header, SourceSpan at)
    {
        var error = Diagnostic.Error("F0222", $"`{file}` has no column `{name}`", at, "no column has this name");
        return Suggest.Nearest(name, header) is { } near ? error.Help($"did you mean `{near}`?")
            : header.Count <= MostListed ? error.Help($"its columns are {Friendly.And(header)}")
            : error;
    }

    /// <summary>F0223. See docs/errors/F0223.md.</summary>
    public static Diagnostic Malformed(string file, CsvAnswer.Wrong wrong, SourceSpan at) =>
        Diagnostic.Error("F0223", $"`{file}` cannot be read as a table of numbers", at, string.Create(CultureInfo.InvariantCulture, $"{file}:{wrong.Line}:{wrong.Column}: {wrong.What}"))
            .Help(wrong.Help);

    /// <summary>F0224. See docs/errors/F0224.md.</summary>
    public static Diagnostic TooMany(long most, SourceSpan at) =>
        Diagnostic.Error("F0224", "these are too many data", at, string.Create(CultureInfo.InvariantCulture, $"more than {most:N0} numbers"));

    /// <summary>F0224 of a count that is none. See docs/errors/F0224.md.</summary>
    public static Diagnostic BadCount(string what, double count, long most, SourceSpan at) =>
        Diagnostic.Error("F0224", $"{what} must be a whole number from 1", at, $"is {Friendly.Number(count)}")
            .Note(string.Create(CultureInfo.InvariantCulture, $"data hold at most {most:N0} numbers"));

    /// <summary>F0225. See docs/errors/F0225.md.</summary>
    /// <param name="first">Name and rows.</param>
    /// <param name="second">Of another length.</param>
    /// <param name="at">Where they are put side by side.</param>
    public static Diagnostic UnequalRows((string Name, int Rows) first, (string Name, int Rows) second, SourceSpan at) =>
        Diagnostic.Error("F0225", $"`{first.Name}` and `{second.Name}` have different numbers of rows", at,
            string.Create(CultureInfo.InvariantCulture, $"{first.Rows} and {second.Rows}"));

    /// <summary>F0226. See docs/errors/F0226.md.</summary>
    /// <param name="names">How many names.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="at">The names.</param>
    public static Diagnostic WrongNumberOfNames(int names, int columns, SourceSpan at) =>
        Diagnostic.Error("F0226", string.Create(CultureInfo.InvariantCulture, $"{Count(columns, "column")} cannot be given {Count(names, "name")}"), at, "one name a column, or one name for all");

    /// <summary>F0227. See docs/errors/F0227.md.</summary>
    public static Diagnostic NoSample(SourceSpan at) =>
        Diagnostic.Error("F0227", "a sample needs a distribution", at, "rows cannot be drawn from this")
            .Note("deviations are positive, covariance matrices symmetric and positive definite")
            .Help("draw from `normal(m, s)`, `uniform(lo, hi)`, or a mixture `0.3*normal(-2, 0.1) + 0.7*normal(2, 0.1)`");

    /// <summary>F0228. See docs/errors/F0228.md.</summary>
    /// <param name="file">As written.</param>
    /// <param name="state">The state that should start from it.</param>
    /// <param name="what">What is wrong: "holds `v`, no `u`".</param>
    /// <param name="help">The way out.</param>
    /// <param name="at">Where the file is named.</param>
    public static Diagnostic DoesNotFit(string file, string state, string what, string help, SourceSpan at) =>
        Diagnostic.Error("F0228", $"`{state}` cannot start from `{file}`", at, what).Help(help);

    /// <summary>F0432. See docs/errors/F0432.md.</summary>
    /// <param name="data">The data's name.</param>
    /// <param name="has">What it has: "3 rows".</param>
    /// <param name="needed">What the state needs.</param>
    /// <param name="at">Where they are named.</param>
    /// <param name="state">The state's kind.</param>
    public static Diagnostic DoNotFit(string data, string has, string needed, SourceSpan at, SourceSpan state) =>
        Diagnostic.Error("F0432", $"the particles cannot start from `{data}`", at, $"has {has}")
            .See(state, $"needs {needed}");

    /// <summary>`3 rows`, `1 row`.</summary>
    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}

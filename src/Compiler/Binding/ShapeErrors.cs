using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F03xx: what goes wrong with shapes and calls.</summary>
internal static class ShapeErrors
{
    /// <summary>F0301. See docs/errors/F0301.md.</summary>
    public static Diagnostic CannotCombine(string verb, SourceSpan at, string left, SourceSpan leftSpan, string right, SourceSpan rightSpan, string? help) =>
        Diagnostic.Error("F0301", $"cannot {verb} {left} and {right}", at, "the two sides must have the same shape")
            .See(leftSpan, left).See(rightSpan, right).Help(help);

    /// <summary>F0302. See docs/errors/F0302.md.</summary>
    public static Diagnostic NeedsReal(string found, SourceSpan at, string what) =>
        Diagnostic.Error("F0302", $"{what} must be a real number", at, $"this is {found}");

    /// <summary>F0303. See docs/errors/F0303.md.</summary>
    /// <param name="found">What it is.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="text">As written, or null.</param>
    /// <param name="argument">Its only argument as written, or null.</param>
    public static Diagnostic NotAFunction(string found, SourceSpan at, string? text, string? argument) =>
        Diagnostic.Error("F0303", "only a function can be applied", at, $"this is {found}")
            .Help(text is null || argument is null || text.Length + argument.Length > 60 || argument.Contains('\n', StringComparison.Ordinal)
                ? "multiplication is always written: `a*b`"
                : $"multiplication is always written: `{text}*{(argument.All(char.IsLetterOrDigit) || argument.StartsWith('(') ? argument : $"({argument})")}`");

    /// <summary>F0304. See docs/errors/F0304.md.</summary>
    public static Diagnostic TooManyArguments(string name, int wanted, int given, SourceSpan at) =>
        Diagnostic.Error("F0304", $"`{name}` takes {Count(wanted)}, not {given}", at, "too many arguments");

    /// <summary>F0305. See docs/errors/F0305.md.</summary>
    public static Diagnostic NeedsCondition(string found, SourceSpan at) =>
        Diagnostic.Error("F0305", "a condition is needed", at, $"this is {found}")
            .Help("compare two numbers: `x > 0`");

    /// <summary>F0307. See docs/errors/F0307.md.</summary>
    public static Diagnostic NeedsParentheses(string outer, string inner, string operand, SourceSpan at) =>
        Diagnostic.Error("F0307", $"`{outer} {operand}` gives `{outer}` more than one argument", at, $"`{inner}` alone is its first argument")
            .Help($"write `{outer} ({operand})`");

    /// <summary>F0308. See docs/errors/F0308.md.</summary>
    public static Diagnostic NeedsStates(string name, string formals, SourceSpan at, string why) =>
        Diagnostic.Error("F0308", $"the functional `{name}` must be given its states", at, why)
            .Help($"write `{name}[{formals}]`");

    /// <summary>F0309. See docs/errors/F0309.md.</summary>
    public static Diagnostic WrongNumberOfStates(string name, int wanted, int given, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0309", $"`{name}` is a functional of {(wanted == 1 ? "1 state" : $"{wanted} states")}, not of {given}", at, $"{given} given")
            .See(declared, "declared here");

    /// <summary>F0310. See docs/errors/F0310.md.</summary>
    public static Diagnostic NoPrime(string found, SourceSpan at) =>
        Diagnostic.Error("F0310", "a prime needs a function of one variable or a field", at, $"this is {found}");

    /// <summary>F0311. See docs/errors/F0311.md.</summary>
    public static Diagnostic MissingArguments(string name, int missing, SourceSpan at) =>
        Diagnostic.Error("F0311", $"`{name}` still needs {Count(missing)}", at, "a function, where a number is needed")
            .Help(name == "fun" ? "a `fun` that is the whole operand of `int` binds points; factors stand before it: `1/2*int (fun x y -> …)`" : null);

    /// <summary>F0312. See docs/errors/F0312.md.</summary>
    public static Diagnostic FieldAwayFromPoint(string name, SourceSpan at) =>
        Diagnostic.Error("F0312", $"`{name}` cannot be taken at this place", at, "is not a point that is integrated over")
            .Note("an energy is local or an integral over pairs of points; a shifted argument such as `u(x + 1)` is neither");

    /// <summary>F0313. See docs/errors/F0313.md.</summary>
    public static Diagnostic NoSuchOption(string name, string argument, SourceSpan at, IReadOnlyList<string> known)
    {
        var owner = name.Contains(' ', StringComparison.Ordinal) ? name : $"`{name}`";
        return Diagnostic.Error("F0313", $"{owner} has no argument called `{argument}`", at, "no argument has this name")
            .Help(Suggest.Nearest(argument, known) is { } near ? $"did you mean `{near}`?" : known.Count > 0 ? $"its arguments are {Friendly.And(known)}" : "its arguments have no names: leave the name out");
    }

    /// <summary>F0314. See docs/errors/F0314.md.</summary>
    public static Diagnostic TooFewParameters(string name, int missing, SourceSpan at) =>
        Diagnostic.Error("F0314", $"the functional `{name}` still needs {Count(missing)} before its bracket", at, "parameters must be given")
            .Help($"write for example `{name} 2`");

    /// <summary>F0318. See docs/errors/F0318.md.</summary>
    public static Diagnostic DivisionByZero(string divisor, SourceSpan at) =>
        Diagnostic.Error("F0318", "this is a division by zero", at, divisor.Length > 40 || divisor == "0" ? "is 0" : $"`{divisor}` is 0");

    /// <summary>F0319. See docs/errors/F0319.md.</summary>
    public static Diagnostic RaggedMatrix(SourceSpan at, IEnumerable<int> lengths) =>
        Diagnostic.Error("F0319", "the rows of a matrix must have the same length", at, $"has rows of {string.Join(" and ", lengths)}")
            .Help("a matrix is a list of rows: `[[a; b]; [c; d]]`");

    /// <summary>F0320. See docs/errors/F0320.md.</summary>
    public static Diagnostic NeedsMatrix(string name, string found, SourceSpan at) =>
        Diagnostic.Error("F0320", $"`{name}` takes a square matrix", at, $"this is {found}")
            .Help("a matrix is a list of rows, `[[a; b]; [c; d]]`, or `hess u` of a field in two or three dimensions");

    /// <summary>F0321. See docs/errors/F0321.md.</summary>
    public static Diagnostic NoCrossProduct(string left, SourceSpan leftSpan, string right, SourceSpan rightSpan, SourceSpan at) =>
        Diagnostic.Error("F0321", "the cross product is one of two vectors of 3, or of 2", at, $"{left} and {right}")
            .See(leftSpan, left).See(rightSpan, right)
            .Note("in two dimensions it is the real `a.x*b.y - a.y*b.x`");

    private static string Count(int n) => n == 1 ? "1 argument" : $"{n} arguments";

    /// <summary>F0322. See docs/errors/F0322.md.</summary>
    public static Diagnostic NoCovariance(int dimension, string fault, SourceSpan at) =>
        Diagnostic.Error("F0322", "this is no covariance matrix", at, fault)
            .Note("a covariance matrix is symmetric, and every combination of the coordinates has a positive variance")
            .Help(dimension == 1 ? "write the standard deviation as a number: `normal(0, 2)`" : $"give one row a coordinate, {dimension} of {dimension} numbers, or the standard deviations: `normal(m, {(dimension == 2 ? "(1, 2)" : "(1, 2, 3)")})`");
}

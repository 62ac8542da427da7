using System.Diagnostics;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>The language's own spelling, in ASCII or with ∇, Δ, ∫, π, ∞, ² and ³.</summary>
internal sealed class TextNotation(bool unicode) : Notation
{
    public override string Parentheses(string inner) => $"({inner})";

    public override string Number(string spelled) => spelled;

    public override string Name(string name) => name;

    public override string Constant(string name) => !unicode ? name : name switch { "pi" => "π", "infinity" => "∞", _ => name };

    public override string Sum(IReadOnlyList<(bool IsNegative, string Text)> terms) =>
        string.Concat(terms.Select((t, i) => (i == 0 ? t.IsNegative ? "-" : "" : t.IsNegative ? " - " : " + ") + t.Text));

    public override Piece Quotient(IReadOnlyList<Piece> above, IReadOnlyList<Piece> below)
    {
        string[] over = [.. above.Select(p => At(p, Binding.Minus))];
        string[] under = [.. below.Select(p => At(p, Binding.Power))];
        if (over.Length == 1 && under.Length == 0)
            return new(over[0], over[0].All(char.IsAsciiLetterOrDigit) ? Binding.Postfix : Binding.Minus);
        var numerator = string.Join("*", over);
        return under.Length switch
        {
            0 => new(numerator, Binding.Product),
            1 => new($"{numerator}/{under[0]}", Binding.Product),
            _ => new($"{numerator}/({string.Join("*", under)})", Binding.Product),
        };
    }

    public override Piece Power(Piece @base, Piece exponent)
    {
        var raised = At(@base, Binding.Postfix);
        return unicode && (exponent.Text is "2" or "3")
            ? new(raised + (exponent.Text == "2" ? "²" : "³"), Binding.Power)
            : new($"{raised}^{(exponent.Binding == Binding.Minus ? exponent.Text : At(exponent, Binding.Postfix))}", Binding.Power);
    }

    public override string SquareRoot(string inner) => $"sqrt({inner})";

    public override Piece Function(Function function) => new(function.Name, Binding.Postfix);

    public override Piece Call(Function function, IReadOnlyList<Piece> arguments) => Call(function.Name, [.. arguments.Select(a => a.Text)]);

    public override Piece Call(string name, IReadOnlyList<string> arguments) => new($"{name}({string.Join(", ", arguments)})", Binding.Postfix);

    // Bars within bars cannot be read back.
    public override string Bars(string inner) => inner.Contains('|') ? $"abs({inner})" : $"|{inner}|";

    public override string Relation(Comparison relation, string left, string right) => $"{left} {Sign(relation)} {right}";

    public override string Connective(string word, string left, string right) => $"{left} {word} {right}";

    public override string Not(string operand) => $"not {operand}";

    public override Piece Conditional(string condition, Piece then, Piece @else) =>
        new($"if {condition} then {At(then, Binding.Or)} else {@else.Text}", Binding.Form);

    public override string Operator(string word, Piece operand, bool isName)
    {
        var spelled = (unicode, word) switch { (true, "grad") => "∇", (true, "lap") => "Δ", _ => word };
        return isName ? spelled + (spelled.Length > 1 ? " " : "") + operand.Text : $"{spelled}({operand.Text})";
    }

    public override Piece Div(string vector) => new($"div({vector})", Binding.Postfix);

    public override Piece Partial(string gradient, Piece operand, bool isName, string axis) => new($"({gradient}).{axis}", Binding.Postfix);

    public override string Directional(string direction, string operand) => $"d/d{direction} {operand}";

    public override string Component(string name, string axis) => $"{name}.{axis}";

    public override string Applied(Piece piece, string point) => $"{(piece.Binding == Binding.Postfix && IsName(piece.Text) ? piece.Text : $"({piece.Text})")}({point})";

    public override Piece Integral(Space space, Piece body, string? point, bool isSaid)
    {
        var over = space.Measure is SideMeasure side ? $" over {side.Side}" : isSaid ? $" over {space.Name}" : "";
        var sign = unicode ? "∫ " : "int ";
        return new(point is null ? $"{sign}{body.Text}{over}" : $"{sign}(fun {point} -> {body.Text}){over}", Binding.Form);
    }

    public override Piece Rows(bool isMean, IReadOnlyList<string> parameters, Piece body, string data) =>
        new($"{(isMean ? "mean" : "sum")} (fun {string.Join(' ', parameters)} -> {body.Text}) over {data}", Binding.Form);

    public override Piece Convolution(Function kernel, Piece density) => new($"conv {kernel.Name} {At(density, Binding.Postfix)}", Binding.Application);

    public override string Sign(string sign) => sign == "," ? ", " : $" {sign} ";

    public override string Listed(IReadOnlyList<string> items) => string.Join(", ", items);

    public override string Juxtaposed(IReadOnlyList<string> pieces) => string.Concat(pieces);

    public override string TimeDerivative(string of, bool isTotal) => $"d/dt {of}";

    public override string Variation(string functional, string state) => $"d{(IsName(functional) ? functional : Parentheses(functional))}/d{state}";

    public override string Functional(string name, IReadOnlyList<string> states, string? direction) =>
        $"{(direction is null ? "" : "d")}{name}[{Listed(states)}{(direction is null ? "" : "; " + direction)}]";

    public override string Indexed(string stem, string index) => $"{stem}_{index}";

    public override string Word(string word) => word;

    private static bool IsName(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '_' or '\'');

    private static string Sign(Comparison relation) => relation switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        _ => throw new UnreachableException(),
    };
}

using System.Diagnostics;
using System.Text;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>LaTeX with amsmath, for math mode.</summary>
internal sealed class LatexNotation : Notation
{
    public static LatexNotation Instance { get; } = new();

    // Small content in plain parentheses: \left and \right put space around them.
    public override string Parentheses(string inner) => IsTall(inner) ? $@"\left( {inner} \right)" : $"({inner})";

    public override string Number(string spelled) => spelled.Split('e') is [var mantissa, var exponent]
        ? mantissa == "1" ? $"10^{{{exponent}}}" : $@"{mantissa} \cdot 10^{{{exponent}}}"
        : spelled;

    public override string Name(string name)
    {
        var (stem, index, primes) = GreekLetters.Split(name);
        return Letters(stem, @"\mathit") + (index.Length > 0 ? $"_{{{Letters(index, @"\mathrm")}}}" : "") + primes;
    }

    public override string Constant(string name) => name switch { "pi" => @"\pi", "infinity" => @"\infty", _ => @"\mathrm{e}" };

    public override string Sum(IReadOnlyList<(bool IsNegative, string Text)> terms) =>
        string.Concat(terms.Select((t, i) => (i == 0 ? t.IsNegative ? "-" : "" : t.IsNegative ? " - " : " + ") + t.Text));

    public override Piece Quotient(IReadOnlyList<Piece> above, IReadOnlyList<Piece> below)
    {
        if (below.Count == 0 && above.Count == 1)
            return above[0].Binding == Binding.Postfix ? above[0] : new(At(above[0], Binding.Minus), Binding.Minus);
        if (below.Count == 0)
            return new(Factors(above), Binding.Product);
        return new($@"\frac{{{(above.Count == 1 ? above[0].Text : Factors(above))}}}{{{(below.Count == 1 ? below[0].Text : Factors(below))}}}", Binding.Minus);
    }

    public override Piece Power(Piece @base, Piece exponent) => new($"{{{At(@base, Binding.Postfix)}}}^{{{exponent.Text}}}", Binding.Power);

    public override string SquareRoot(string inner) => $@"\sqrt{{{inner}}}";

    public override Piece Function(Function function) => new(function.Latex, Binding.Postfix);

    public override Piece Call(Function function, IReadOnlyList<Piece> arguments)
    {
        if (function.LatexForm([.. arguments.Select(a => a.Text)]) is { } form)
            return new(form, Binding.Postfix);
        return arguments is [{ Binding: Binding.Postfix } only] && function.Latex.StartsWith('\\') && IsLetter(only.Text)
            ? new($"{function.Latex} {only.Text}", Binding.Application)
            : new(function.Latex + Parentheses(string.Join(", ", arguments.Select(a => a.Text))), Binding.Postfix);
    }

    public override Piece Call(string name, IReadOnlyList<string> arguments) => name switch
    {
        "dot" => new(string.Join(@" \cdot ", arguments), Binding.Product),
        "div" => new($@"\nabla \cdot {Parentheses(string.Join(", ", arguments))}", Binding.Application),
        _ => new((name.Any(char.IsAsciiDigit) ? Name(name) : $@"\operatorname{{{name}}}") + Parentheses(string.Join(", ", arguments)), Binding.Postfix),
    };

    public override string Bars(string inner) => IsTall(inner) ? $@"\left| {inner} \right|" : $"|{inner}|";

    public override string Relation(Comparison relation, string left, string right) => $"{left} {Sign(relation)} {right}";

    public override string Connective(string word, string left, string right) => $@"{left} \text{{ {word} }} {right}";

    public override string Not(string operand) => $@"\neg {Parentheses(operand)}";

    public override Piece Conditional(string condition, Piece then, Piece @else) =>
        new($@"\begin{{cases}} {then.Text} & \text{{if }} {condition}, \\ {@else.Text} & \text{{otherwise}} \end{{cases}}", Binding.Form);

    public override string Operator(string word, Piece operand, bool isName) =>
        $"{word switch { "grad" => @"\nabla", "lap" => @"\Delta", "hess" => @"\nabla^2", _ => $@"\operatorname{{{word}}}" }} {(isName ? operand.Text : Parentheses(operand.Text))}";

    public override Piece Div(string vector) => new($@"\nabla \cdot {Parentheses(vector)}", Binding.Application);

    public override Piece Partial(string gradient, Piece operand, bool isName, string axis) =>
        new($@"\partial_{{{Name(axis)}}} {(isName ? operand.Text : Parentheses(operand.Text))}", Binding.Application);

    public override string Directional(string direction, string operand) => $@"\partial_{{{Name(direction)}}} {operand}";

    public override string Component(string name, string axis) => $"{Name(name)}_{{{Name(axis)}}}";

    public override string Applied(Piece piece, string point) => $"{At(piece, Binding.Postfix)}({Name(point)})";

    public override Piece Integral(Space space, Piece body, string? point, bool isSaid)
    {
        var text = At(body, Binding.Product);
        var name = Name(space.Name);
        return space.Measure switch
        {
            SideMeasure side => new($@"\int_{{{(side.Side == "boundary" ? @"\partial " + Name(side.Of.Name) : $@"\text{{{side.Side}}}")}}} {text} \,dS", Binding.Product),
            RadialMeasure radial => new($@"\int_{{{name}}} {text} \,d^{{{radial.Dimension}}}x", Binding.Product),
            _ => new($@"\int_{{{name}}} {text} {(point is null ? string.Join(" ", space.Axes.Select(a => @"\,d" + Name(a))) : @"\,d" + Name(point))}", Binding.Product),
        };
    }

    public override Piece Rows(bool isMean, IReadOnlyList<string> parameters, Piece body, string data) =>
        new($@"{(isMean ? $@"\frac{{1}}{{|{Name(data)}|}} " : "")}\sum_{{{(parameters.Count == 1 ? parameters[0] : Parentheses(Listed(parameters)))} \in {Name(data)}}} {At(body, Binding.Product)}", Binding.Product);

    public override Piece Convolution(Function kernel, Piece density) => new($"{kernel.Latex} * {At(density, Binding.Minus)}", Binding.Sum);

    public override string Sign(string sign) => sign switch
    {
        "<=" => @" \le ",
        ">=" => @" \ge ",
        "->" => @" \to ",
        "||" => @"\|",
        "*" => @"\,",
        "|" => "|",
        "(" or ")" or "[" or "]" or "/" => sign,
        "," or ";" => sign + " ",
        "." => @" \cdot ",
        "=" or "<" or ">" or "+" or "-" => $" {sign} ",
        _ => $@"\text{{{LatexText.Escaped(sign)}}}",
    };

    public override string Listed(IReadOnlyList<string> items) => string.Join(", ", items);

    public override string Juxtaposed(IReadOnlyList<string> pieces) => string.Join(' ', pieces.Select(p => p.Trim(' ')));

    public override string TimeDerivative(string of, bool isTotal) => isTotal ? $@"\frac{{d}}{{dt}} {of}" : $@"\partial_t {of}";

    public override string Variation(string functional, string state) => $@"\frac{{\delta {functional}}}{{\delta {state}}}";

    public override string Functional(string name, IReadOnlyList<string> states, string? direction) =>
        $"{(direction is null ? "" : @"\delta ")}{name}[{Listed(states)}{(direction is null ? "" : "; " + direction)}]";

    public override string Indexed(string stem, string index) => $"{stem}_{{{index}}}";

    public override string Word(string word) => word switch
    {
        "grad" => @"\nabla",
        "lap" => @"\Delta",
        "hess" => @"\nabla^2",
        "div" => @"\nabla \cdot",
        "int" => @"\int",
        "infinity" => @"\infty",
        "exp" or "log" or "min" or "max" => "\\" + word,
        _ => $@"\text{{ {LatexText.Escaped(word)} }}",
    };

    private static string Letters(string word, string face) => GreekLetters.Find(word) is var (_, command) ? command
        : word is [var letter] && char.IsAsciiLetter(letter) || word.All(char.IsAsciiDigit) ? word : $"{face}{{{LatexText.InMath(word)}}}";

    // Two numbers side by side would be read as one.
    private string Factors(IReadOnlyList<Piece> factors)
    {
        var text = new StringBuilder();
        foreach (var factor in Separate(factors))
            text.Append(text.Length == 0 ? "" : char.IsAsciiDigit(factor.TrimStart('{').FirstOrDefault()) ? @" \cdot " : " ").Append(factor);
        return text.ToString();
    }

    private static bool IsLetter(string text) => text.Length == 1 || text[0] == '\\' && text[1..].All(char.IsAsciiLetter);

    private static bool IsTall(string text) => text.Contains(@"\frac", StringComparison.Ordinal) || text.Contains(@"\int", StringComparison.Ordinal)
        || text.Contains(@"\sum", StringComparison.Ordinal) || text.Contains(@"\begin", StringComparison.Ordinal);

    private static string Sign(Comparison relation) => relation switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => @"\le",
        Comparison.Equal => "=",
        Comparison.NotEqual => @"\ne",
        _ => throw new UnreachableException(),
    };
}

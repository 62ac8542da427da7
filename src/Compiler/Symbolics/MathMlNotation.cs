using System.Diagnostics;
using System.Net;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Presentation MathML, the part that browsers have in common (MathML Core).</summary>
internal sealed class MathMlNotation : Notation
{
    // Invisible times and function application, which screen readers speak.
    private const string Times = "<mo>&#x2062;</mo>";
    private const string Of = "<mo>&#x2061;</mo>";

    public static MathMlNotation Instance { get; } = new();

    public override string Parentheses(string inner) => Row("<mo lspace=\"0\" rspace=\"0\">(</mo>", inner, "<mo lspace=\"0\" rspace=\"0\">)</mo>");

    public override string Number(string spelled) => spelled.Split('e') is [var mantissa, var exponent]
        ? Row(mantissa == "1" ? "" : $"<mn>{mantissa}</mn><mo>&#x22C5;</mo>", $"<msup><mn>10</mn>{(exponent[0] == '-' ? Row("<mo>-</mo>", $"<mn>{exponent[1..]}</mn>") : $"<mn>{exponent}</mn>")}</msup>")
        : $"<mn>{spelled}</mn>";

    public override string Name(string name)
    {
        var (stem, index, primes) = GreekLetters.Split(name);
        var text = Letters(stem);
        text = index.Length > 0 ? $"<msub>{text}{Letters(index)}</msub>" : text;
        return primes.Length > 0 ? $"<msup>{text}<mo>{new string('′', primes.Length)}</mo></msup>" : text;
    }

    public override string Constant(string name) => name switch { "pi" => "<mi>π</mi>", "infinity" => "<mi>∞</mi>", _ => "<mi mathvariant=\"normal\">e</mi>" };

    public override string Sum(IReadOnlyList<(bool IsNegative, string Text)> terms) =>
        Row([.. terms.Select((t, i) => (i == 0 ? t.IsNegative ? "<mo form=\"prefix\">−</mo>" : "" : t.IsNegative ? "<mo>−</mo>" : "<mo>+</mo>") + t.Text)]);

    public override Piece Quotient(IReadOnlyList<Piece> above, IReadOnlyList<Piece> below)
    {
        if (below.Count == 0 && above.Count == 1)
            return above[0].Binding == Binding.Postfix ? above[0] : new(At(above[0], Binding.Minus), Binding.Minus);
        return below.Count == 0
            ? new(Factors(above), Binding.Product)
            : new($"<mfrac>{(above.Count == 1 ? Row(above[0].Text) : Factors(above))}{(below.Count == 1 ? Row(below[0].Text) : Factors(below))}</mfrac>", Binding.Minus);
    }

    public override Piece Power(Piece @base, Piece exponent) => new($"<msup>{Row(At(@base, Binding.Postfix))}{Row(exponent.Text)}</msup>", Binding.Power);

    public override string SquareRoot(string inner) => $"<msqrt>{inner}</msqrt>";

    public override Piece Function(Function function) => new(Name(function.Name), Binding.Postfix);

    public override Piece Call(Function function, IReadOnlyList<Piece> arguments) =>
        new(Row(Name(function.Name), Of, Parentheses(string.Join("<mo>,</mo>", arguments.Select(a => a.Text)))), Binding.Postfix);

    public override Piece Call(string name, IReadOnlyList<string> arguments) => name switch
    {
        "dot" => new(Row(string.Join("<mo>⋅</mo>", arguments)), Binding.Product),
        "div" => Div(string.Join("<mo>,</mo>", arguments)),
        _ => new(Row(Name(name), Of, Parentheses(string.Join("<mo>,</mo>", arguments))), Binding.Postfix),
    };

    public override string Bars(string inner) => Row("<mo stretchy=\"true\" form=\"prefix\">|</mo>", inner, "<mo stretchy=\"true\" form=\"postfix\">|</mo>");

    public override string Relation(Comparison relation, string left, string right) => Row(left, $"<mo>{Sign(relation)}</mo>", right);

    public override string Connective(string word, string left, string right) => Row(left, $"<mtext>&#xA0;{word}&#xA0;</mtext>", right);

    public override string Not(string operand) => Row("<mo>¬</mo>", Parentheses(operand));

    public override Piece Conditional(string condition, Piece then, Piece @else) => new(Row(
        "<mo>{</mo>",
        $"<mtable columnalign=\"left\"><mtr><mtd>{then.Text}</mtd><mtd><mtext>if&#xA0;</mtext>{condition}</mtd></mtr><mtr><mtd>{@else.Text}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable>"),
        Binding.Form);

    public override string Operator(string word, Piece operand, bool isName) => Row(
        word switch { "grad" => "<mo>∇</mo>", "lap" => "<mi mathvariant=\"normal\">Δ</mi>", "hess" => "<msup><mo>∇</mo><mn>2</mn></msup>", _ => $"<mi>{word}</mi>" },
        isName ? operand.Text : Parentheses(operand.Text));

    public override Piece Div(string vector) => new(Row("<mo>∇</mo><mo>⋅</mo>", Parentheses(vector)), Binding.Application);

    public override Piece Partial(string gradient, Piece operand, bool isName, string axis) =>
        new(Directional(axis, isName ? operand.Text : Parentheses(operand.Text)), Binding.Application);

    public override string Directional(string direction, string operand) => Row($"<msub><mo>∂</mo>{Name(direction)}</msub>", operand);

    public override string Component(string name, string axis) => $"<msub>{Name(name)}{Name(axis)}</msub>";

    public override string Applied(Piece piece, string point) => Row(At(piece, Binding.Postfix), Parentheses(Name(point)));

    public override Piece Integral(Space space, Piece body, string? point, bool isSaid)
    {
        var text = At(body, Binding.Product);
        string Sign(string sign, string under) => $"<msub><mo>{sign}</mo>{under}</msub>";
        string D(string name) => $"<mspace width=\"0.17em\"/><mi mathvariant=\"normal\">d</mi>{name}";
        var name = Name(space.Name);
        return new(space.Measure switch
        {
            SideMeasure side => Row(Sign("∫", side.Side == "boundary" ? Row("<mo>∂</mo>", Name(side.Of.Name)) : $"<mtext>{side.Side}</mtext>"), text, D("<mi>S</mi>")),
            RadialMeasure radial => Row(Sign("∫", name), text, $"<mspace width=\"0.17em\"/><msup><mi mathvariant=\"normal\">d</mi><mn>{radial.Dimension}</mn></msup><mi>x</mi>"),
            _ => Row(Sign("∫", name), text, point is null ? string.Concat(space.Axes.Select(a => D(Name(a)))) : D(Name(point))),
        }, Binding.Product);
    }

    public override Piece Rows(bool isMean, IReadOnlyList<string> parameters, Piece body, string data) => new(Row(
        isMean ? $"<mfrac><mn>1</mn>{Bars(Name(data))}</mfrac>" : "",
        $"<munder><mo>∑</mo>{Row(parameters.Count == 1 ? parameters[0] : Parentheses(Listed(parameters)), "<mo>∈</mo>", Name(data))}</munder>",
        At(body, Binding.Product)), Binding.Product);

    public override Piece Convolution(Function kernel, Piece density) => new(Row(Name(kernel.Name), "<mo>∗</mo>", At(density, Binding.Minus)), Binding.Sum);

    public override string Sign(string sign) => sign switch
    {
        "<=" => "<mo>≤</mo>",
        ">=" => "<mo>≥</mo>",
        "->" => "<mo>→</mo>",
        "||" => "<mo stretchy=\"false\">‖</mo>",
        "*" => Times,
        "-" => "<mo>−</mo>",
        "." => "<mo>⋅</mo>",
        "(" or ")" or "[" or "]" => $"<mo lspace=\"0\" rspace=\"0\" stretchy=\"false\">{sign}</mo>",
        _ => $"<mo stretchy=\"false\">{WebUtility.HtmlEncode(sign)}</mo>",
    };

    public override string Listed(IReadOnlyList<string> items) => string.Join("<mo>,</mo>", items);

    public override string Juxtaposed(IReadOnlyList<string> pieces) => Row([.. pieces]);

    public override string TimeDerivative(string of, bool isTotal) =>
        Row(isTotal ? "<mfrac><mi mathvariant=\"normal\">d</mi><mrow><mi mathvariant=\"normal\">d</mi><mi>t</mi></mrow></mfrac>" : "<msub><mo>∂</mo><mi>t</mi></msub>", of);

    public override string Variation(string functional, string state) => $"<mfrac>{Row("<mi>δ</mi>", functional)}{Row("<mi>δ</mi>", state)}</mfrac>";

    public override string Functional(string name, IReadOnlyList<string> states, string? direction) => Row(
        direction is null ? "" : "<mi>δ</mi>", name, "<mo>[</mo>", Listed(states), direction is null ? "" : "<mo>;</mo>" + direction, "<mo>]</mo>");

    public override string Indexed(string stem, string index) => $"<msub>{Row(stem)}{Row(index)}</msub>";

    public override string Word(string word) => word switch
    {
        "grad" => "<mo>∇</mo>",
        "lap" => "<mi mathvariant=\"normal\">Δ</mi>",
        "hess" => "<msup><mo>∇</mo><mn>2</mn></msup>",
        "div" => "<mo>∇</mo><mo>⋅</mo>",
        "int" => "<mo>∫</mo>",
        "infinity" => "<mi>∞</mi>",
        "exp" or "log" or "min" or "max" => $"<mi>{word}</mi>" + Of,
        _ => $"<mtext>&#xA0;{WebUtility.HtmlEncode(word)}&#xA0;</mtext>",
    };

    private static string Row(params string[] parts) => $"<mrow>{string.Concat(parts)}</mrow>";

    private static string Letters(string word) => word.All(char.IsAsciiDigit)
        ? $"<mn>{word}</mn>"
        : $"<mi>{(GreekLetters.Find(word) is var (letter, _) ? letter.ToString() : WebUtility.HtmlEncode(word))}</mi>";

    private string Factors(IReadOnlyList<Piece> factors) =>
        Row([.. Separate(factors).Select((f, i) => i == 0 ? f : Between(f) + f)]);

    // A number after another one would be read as part of it, a word would run into what stands before.
    private static string Between(string factor) =>
        factor.StartsWith("<mn>", StringComparison.Ordinal) || factor.StartsWith("<msup><mrow><mn>", StringComparison.Ordinal) ? "<mo>⋅</mo>"
        : factor.StartsWith("<mrow><mi>", StringComparison.Ordinal) && char.IsAsciiLetter(factor[11]) ? Times + "<mspace width=\"0.17em\"/>"
        : Times;

    private static string Sign(Comparison relation) => relation switch
    {
        Comparison.Less => "&lt;",
        Comparison.LessOrEqual => "≤",
        Comparison.Equal => "=",
        Comparison.NotEqual => "≠",
        _ => throw new UnreachableException(),
    };
}

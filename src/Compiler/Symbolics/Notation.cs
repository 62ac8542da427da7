using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>A written piece of a formula and how tightly it binds.</summary>
internal readonly record struct Piece(string Text, Binding Binding);

/// <summary>The levels of the grammar, loosest first.</summary>
internal enum Binding
{
    Form,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Minus,
    Power,
    Application,
    Postfix,
}

/// <summary>
/// How each construct of a formula is spelled: as text that can be read back, as LaTeX or as MathML. <see cref="ExprText"/> decides what
/// is written (signs, norms, convolutions, whose argument is bare), a notation how.
/// </summary>
internal abstract class Notation
{
    /// <summary>A piece, in parentheses unless it binds tightly enough.</summary>
    public string At(Piece piece, Binding least) => piece.Binding >= least ? piece.Text : Parentheses(piece.Text);

    /// <summary>Factors to be written side by side: an operator before another one would reach over it.</summary>
    protected IEnumerable<string> Separate(IReadOnlyList<Piece> factors) => factors.Select((f, i) =>
        f.Binding == Binding.Application && i < factors.Count - 1 ? Parentheses(f.Text) : At(f, Binding.Minus));

    /// <summary>(a)</summary>
    public abstract string Parentheses(string inner);

    /// <summary>A non-negative number as <see cref="NumberText"/> spells it.</summary>
    public abstract string Number(string spelled);

    /// <summary>A name of the author's.</summary>
    public abstract string Name(string name);

    /// <summary>pi, e, infinity.</summary>
    public abstract string Constant(string name);

    /// <summary>a - b + c</summary>
    /// <param name="terms">Each with its sign; product level or tighter.</param>
    public abstract string Sum(IReadOnlyList<(bool IsNegative, string Text)> terms);

    /// <summary>a*b/(c*d); one factor above at least.</summary>
    public abstract Piece Quotient(IReadOnlyList<Piece> above, IReadOnlyList<Piece> below);

    /// <summary>a^b</summary>
    public abstract Piece Power(Piece @base, Piece exponent);

    /// <summary>a^b of what needs no parentheses.</summary>
    public string Raised(string stem, string exponent) => Power(new(stem, Binding.Postfix), new(exponent, Binding.Postfix)).Text;

    /// <summary>The square root.</summary>
    public abstract string SquareRoot(string inner);

    /// <summary>A function by its name alone.</summary>
    public abstract Piece Function(Function function);

    /// <summary>f(a, b).</summary>
    public abstract Piece Call(Function function, IReadOnlyList<Piece> arguments);

    /// <summary>An operator of the language applied: dot(a, b), det(a), div(a, b), W2(a, b).</summary>
    public abstract Piece Call(string name, IReadOnlyList<string> arguments);

    /// <summary>|a|.</summary>
    public abstract string Bars(string inner);

    /// <summary>a &lt; b, and the like.</summary>
    public abstract string Relation(Comparison relation, string left, string right);

    /// <summary>and, or.</summary>
    public abstract string Connective(string word, string left, string right);

    /// <summary>not a.</summary>
    public abstract string Not(string operand);

    /// <summary>if c then a else b.</summary>
    public abstract Piece Conditional(string condition, Piece then, Piece @else);

    /// <summary>grad, lap, hess of an operand, which may stand bare if it is a name.</summary>
    public abstract string Operator(string word, Piece operand, bool isName);

    /// <summary>div of a vector that is a product or a gradient.</summary>
    public abstract Piece Div(string vector);

    /// <summary>The derivative along an axis: a component of <paramref name="gradient"/>, which is grad of <paramref name="operand"/>.</summary>
    public abstract Piece Partial(string gradient, Piece operand, bool isName, string axis);

    /// <summary>The derivative along the outward normal or along an axis, as boundary conditions are written.</summary>
    public abstract string Directional(string direction, string operand);

    /// <summary>A component of a point, by the name of its axis.</summary>
    public abstract string Component(string name, string axis);

    /// <summary>What is written for the ambient point, at another: (lap u)(y).</summary>
    public abstract string Applied(Piece piece, string point);

    /// <summary>∫ body, over a space where it has to be said.</summary>
    /// <param name="space">What is integrated over.</param>
    /// <param name="body">The integrand.</param>
    /// <param name="point">The bound point, or null where it is bare.</param>
    /// <param name="isSaid">Whether the space has to be said, since no state tells it.</param>
    public abstract Piece Integral(Space space, Piece body, string? point, bool isSaid);

    /// <summary>The mean or the sum of a body over the rows of data.</summary>
    public abstract Piece Rows(bool isMean, IReadOnlyList<string> parameters, Piece body, string data);

    /// <summary>W ∗ g.</summary>
    public abstract Piece Convolution(Function kernel, Piece density);

    /// <summary>=, &lt;= and the like between two formulas, or a punctuation mark.</summary>
    public abstract string Sign(string sign);

    /// <summary>a, b</summary>
    public abstract string Listed(IReadOnlyList<string> items);

    /// <summary>Pieces side by side, their signs among them.</summary>
    public abstract string Juxtaposed(IReadOnlyList<string> pieces);

    /// <summary>The rate of change of a field, or of what depends on time alone.</summary>
    public abstract string TimeDerivative(string of, bool isTotal);

    /// <summary>δF/δu</summary>
    public abstract string Variation(string functional, string state);

    /// <summary>F[u], or its first variation along a direction.</summary>
    public abstract string Functional(string name, IReadOnlyList<string> states, string? direction);

    /// <summary>a with an index.</summary>
    public abstract string Indexed(string stem, string index);

    /// <summary>A word in a formula: an operator, or prose.</summary>
    public abstract string Word(string word);
}

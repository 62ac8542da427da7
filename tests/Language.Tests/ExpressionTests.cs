namespace Flows.Language.Tests;

public class ExpressionTests
{
    [Theory]
    [InlineData("-x^2", "(neg (Power x 2))")]
    [InlineData("2^-x", "(Power 2 (neg x))")]
    [InlineData("2^-x^2", "(Power 2 (neg (Power x 2)))")]
    [InlineData("2^3^4", "(Power 2 (Power 3 4))")]
    [InlineData("2**3", "(Power 2 3)")]
    [InlineData("-a*b", "(Multiply (neg a) b)")]
    [InlineData("a*-b", "(Multiply a (neg b))")]
    [InlineData("a - b - c", "(Subtract (Subtract a b) c)")]
    [InlineData("a/b/c*d", "(Multiply (Divide (Divide a b) c) d)")]
    [InlineData("a + b*c", "(Add a (Multiply b c))")]
    [InlineData("a·b + c", "(Add (Dot a b) c)")]
    [InlineData("log rho^2", "(Power (log rho) 2)")]
    [InlineData("f -x", "(Subtract f x)")]
    [InlineData("f a b", "(f a b)")]
    [InlineData("f(a, b)", "(call f a b)")]
    [InlineData("f (a, b)", "(f (tuple a b))")]
    [InlineData("f(a, s = 2)", "(call f a s:2)")]
    [InlineData("grad sqrt rho", "(grad sqrt rho)")]
    [InlineData("cos z.q", "(cos (.q z))")]
    [InlineData("(grad u).x", "(.x (grad u))")]
    [InlineData("csv \"a.csv\"", "(csv 'a.csv')")]
    [InlineData("u''", "(' (' u))")]
    [InlineData("u'^2", "(Power (' u) 2)")]
    [InlineData("F[rho] + T[2*x/pi]", "(Add (at F rho) (at T (Divide (Multiply 2 x) pi)))")]
    [InlineData("f[rho] x - y", "(Subtract ((at f rho) x) y)")]
    [InlineData("Porous 2 [rho]", "(Porous 2 (list rho))")]
    public void Operators_bind_as_the_table_says(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("a or b and not c < d", "(Or a (And b (not (Less c d))))")]
    [InlineData("not a = b", "(not (Equal a b))")]
    [InlineData("a <= x < b", "(between a LessOrEqual x Less b)")]
    [InlineData("a + 1 <> b", "(NotEqual (Add a 1) b)")]
    [InlineData("x ≥ 1 and y ≤ 2 or z ≠ 3", "(Or (And (GreaterOrEqual x 1) (LessOrEqual y 2)) (NotEqual z 3))")]
    public void Conditions_bind_as_the_table_says(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("a |> f |> g", "(Pipe (Pipe a f) g)")]
    [InlineData("1 + fun x -> x |> g", "(Add 1 (fun x (Pipe x g)))")]
    [InlineData("a |> fun x -> x |> g", "(Pipe a (fun x (Pipe x g)))")]
    [InlineData("int V*rho + rho*log(rho)", "(int (Add (Multiply V rho) (Multiply rho (call log rho))))")]
    [InlineData("1/2 * int (fun x y -> W(x - y)*rho x*rho y)",
        "(Multiply (Divide 1 2) (int (fun x y (Multiply (Multiply (call W (Subtract x y)) (rho x)) (rho y)))))")]
    [InlineData("(int x^2*rho) - (int x*rho)^2", "(Subtract (int (Multiply (Power x 2) rho)) (Power (int (Multiply x rho)) 2))")]
    [InlineData("int u over boundary", "(int u over boundary)")]
    [InlineData("-if a then b else c + d", "(neg (if a b (Add c d)))")]
    [InlineData("2^int x", "(Power 2 (int x))")]
    [InlineData("fun x (a, b) -> a", "(fun x <a b> a)")]
    [InlineData("not if a then b else c", "(not (if a b c))")]
    [InlineData("let a = 1 in let b = 2 in a", "(let a 1 (let b 2 a))")]
    [InlineData("let a = 1\n  draw b = f a\n  |b|", "(let a 1 (draw b (f a) (norm b)))")]
    public void Forms_extend_as_far_right_as_they_can(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("mean (fun x y -> x) over (xs, ys)", "(mean (fun x y x) over xs ys)")]
    [InlineData("mean(fun x -> x) over xs", "(mean (fun x x) over xs)")]
    [InlineData("sum f over xs", "(sum f over xs)")]
    [InlineData("sum(1 + v) - 1", "(Subtract (call sum (Add 1 v)) 1)")]
    [InlineData("mean x", "(mean x)")]
    [InlineData("int sum(v) over Box", "(int (call sum v) over Box)")]
    public void Averages_end_in_over(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("|grad u|^2", "(Power (norm (grad u)) 2)")]
    [InlineData("2*|x|", "(Multiply 2 (norm x))")]
    [InlineData("log |x|", "(log (norm x))")]
    [InlineData("|(log |x|)|", "(norm (log (norm x)))")]
    [InlineData("|x| - |y|", "(Subtract (norm x) (norm y))")]
    [InlineData("|f(|x|)|", "(norm (call f (norm x)))")]
    [InlineData("|x| > 0", "(Greater (norm x) 0)")]
    [InlineData("|(x - 1/2, y - 1/2)|", "(norm (tuple (Subtract x (Divide 1 2)) (Subtract y (Divide 1 2))))")]
    public void A_bar_closes_a_norm_when_one_is_innermost(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("[]", "(list)")]
    [InlineData("[a; b, c]", "(list a b c)")]
    [InlineData("[0..1]", "(range 0 _ 1)")]
    [InlineData("[0 .. 0.5 .. 6]", "(range 0 0.5 6)")]
    [InlineData("[0...5...6]", "(range 0 .5 .6)")]
    [InlineData("[[1; 0]; [0; 1]]", "(list (list 1 0) (list 0 1))")]
    public void Lists_and_ranges_are_told_apart(string text, string shape) => Assert.Equal(shape, Shape.Of(text));

    [Theory]
    [InlineData("∫ ½", "F0005")]
    [InlineData("∇u·∇v", "(Dot (grad u) (grad v))")]
    [InlineData("Δu − √2×π", "(Subtract (lap u) (Multiply (sqrt 2) pi))")]
    [InlineData("∫u²", "(int (Power u 2))")]
    [InlineData("fun x → x³", "(fun x (Power x 3))")]
    [InlineData("∞", "infinity")]
    [InlineData("πx", "πx")]
    [InlineData("ρ₀ + rho₁", "(Add ρ₀ rho₁)")]
    [InlineData("aΔ", "(a lap)")]
    [InlineData("2e−3", "2e-3")]
    public void Symbols_mean_their_names(string text, string shape) =>
        Assert.Equal(shape, shape.StartsWith("F0", StringComparison.Ordinal) ? Shape.CodeOf(text) : Shape.Of(text));

    [Theory]
    [InlineData("f\n  x", "F0113")]
    [InlineData("f at", "F0118")]
    [InlineData("2 x", "F0112")]
    [InlineData("f 2(x)", "F0112")]
    [InlineData("1 2", "F0113")]
    [InlineData("u '", "F0118")]
    [InlineData("|x|>0", "F0104")]
    [InlineData("a < b > c", "F0114")]
    [InlineData("x²³", "F0123")]
    [InlineData("1.x", "F0007")]
    [InlineData("f state", "F0118")]
    [InlineData("{ a = 1 }", "F0110")]
    [InlineData("", "F0110")]
    public void What_is_not_defined_is_an_error(string text, string code) => Assert.Equal(code, Shape.CodeOf(text));

    [Fact]
    public void Clause_words_are_names_where_an_operand_must_stand() =>
        Assert.Equal("(Add (call f at) every)", Shape.Of("f(at) + every"));

    [Fact]
    public void Strings_have_their_escapes_resolved() =>
        Assert.Equal("'a\"\\\n\t😀'", Shape.Of("\"a\\\"\\\\\\n\\t\\u{1F600}\""));
}

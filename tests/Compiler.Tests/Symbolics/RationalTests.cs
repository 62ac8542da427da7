using System.Globalization;
using System.Numerics;
using CsCheck;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Symbolics;

public sealed class RationalTests
{
    [Theory]
    [InlineData("3", 3, 1)]
    [InlineData("1.5", 3, 2)]
    [InlineData(".5", 1, 2)]
    [InlineData("2e-3", 1, 500)]
    [InlineData("1_000", 1000, 1)]
    [InlineData("-0.25", -1, 4)]
    [InlineData("0e999999999", 0, 1)]
    public void Decimal_text_is_read_exactly(string text, int numerator, int denominator)
    {
        Assert.True(Rational.TryParse(text, out var value));
        Assert.Equal(new Rational(numerator, denominator), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("_1")]
    [InlineData("1e999999999")]
    [InlineData("1e-999999999")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e5000")]
    public void Other_text_and_what_is_too_long_is_refused(string text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void A_large_exponent_is_a_number_and_infinite_as_a_double()
    {
        Assert.True(Rational.TryParse("1e400", out var value));
        Assert.Equal(double.PositiveInfinity, value.ToDouble());
        Assert.Equal(0, (Rational.One / value).ToDouble());
        Assert.False(Rational.TryPow(value, 10, out _));
        Assert.False(Rational.TryMultiply(new Rational(BigInteger.One << 3000), new Rational(BigInteger.One << 3000), out _));
    }

    [Fact]
    public void Every_double_comes_back() =>
        Gen.Double.Where(double.IsFinite).Sample(x => Rational.FromDouble(x).ToDouble() == x, iter: 20_000);

    [Fact]
    public void Decimal_text_rounds_as_the_framework_rounds_it() =>
        Gen.Select(Gen.Long, Gen.Int[-340, 310]).Sample((digits, exponent) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}");
            return Rational.TryParse(text, out var value) && value.ToDouble() == double.Parse(text, CultureInfo.InvariantCulture);
        }, iter: 20_000);

    [Fact]
    public void Arithmetic_is_that_of_a_field()
    {
        var rational = Gen.Select(Gen.Long, Gen.Long.Where(n => n != 0), (p, q) => new Rational(p, q));
        Gen.Select(rational, rational, rational).Sample((a, b, c) =>
            a + b == b + a && (a + b) + c == a + (b + c) && a * (b + c) == a * b + a * c && a - a == Rational.Zero
            && (a.IsZero || a / a == Rational.One) && (a < b) == (b - a).Sign > 0);
    }

    [Fact]
    public void The_default_is_zero()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal(BigInteger.One, default(Rational).Denominator);
    }
}

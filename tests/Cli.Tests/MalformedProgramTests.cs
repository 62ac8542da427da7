using System.Diagnostics;
using System.Text;
using Flows.Cli.Engine;
using Flows.Cli.Terminals;

namespace Flows.Cli.Tests;

/// <summary>Programs made to exhaust the compiler, through `flowc check` with the real engine: status 0 or 1, soon, with a place.</summary>
public class MalformedProgramTests
{
    private const string Field = "domain I = [0, 1]\nstate u : field on I = x\n";
    private const string Rest = "flow u = descend E in L2\nsolve until 1\n";

    /// <summary>Name, what follows `int`, and the code expected; null where the program is right.</summary>
    public static TheoryData<string, string, string?> Integrands => new()
    {
        { "10,000 brackets", Repeat("(", 10_000) + "u" + Repeat(")", 10_000), "F0105" },
        { "signs", Repeat("- ", 20_000) + "u", "F0105" },
        { "powers", Repeat("2^", 20_000) + "u", "F0105" },
        { "an endless exponent", "u^2*1e999999999", "F0008" },
        { "a tower", "u^2*9^9^9^9", null },
        { "a high power of a sum", "u^2*(x + 1)^1000", null },
        { "a high power of a sum with the state", "(u^2 + x + 1)^1000", null },
        { "a power beyond all integers", "|u|^1e9", null },
        { "a deep if", Repeat("if u > 0 then u^2 else ", 200) + "u^2", null },
        { "integrals in integrals", Repeat("int (u*", 100) + "u" + Repeat(")", 100), null },
        { "gradients of gradients", Repeat("|grad (", 60) + "u" + Repeat(")|^2", 60), "F0206" },
        { "powers of powers of sums", Repeat("(1 + ", 100) + "u" + Repeat(")^3", 100), "F0206" },
        { "unknown bytes", "u^2 \0\u0001", "F0005" },
        { "a string", "\"u^2\"", "F0302" },
    };

    [Theory]
    [MemberData(nameof(Integrands))]
    public void A_monstrous_integrand_is_answered(string name, string integrand, string? code) => Expect(name, $"{Field}E[u] = int {integrand}\n{Rest}", code);

    /// <summary>Name, definitions, and the code expected.</summary>
    public static TheoryData<string, string, string?> Definitions => new()
    {
        { "a function of itself", "let f x = f x\n", "F0205" },
        { "a function of itself twice", "let f x = f(x - 1)*f(x - 2)\n", "F0205" },
        { "functions of each other", "let f x = g x\nlet g x = f x\n", "F0205" },
        { "parameters in a circle", "param a = b\nparam b = c\nparam c = a\n", "F0205" },
        { "40 levels of products", Unfolding("f{0} x*f{0}(x + 1)"), "F0206" },
        { "40 levels of nested sums", Unfolding("sin(f{0}(x + 1) + f{0}(2*x))"), "F0206" },
        { "a function of itself as an argument", "let w f = f f*f f\nlet a = w w\n", "F0206" },
        { "40 levels over a name that is unknown", Unfolding("sin(f{0}(x + 1) + f{0}(2*x))").Replace("f0 x = sin x", "f0 x = nowhere x", StringComparison.Ordinal), "F0201" },
        { "a chain written backwards", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"let a{i} = a{i + 1} + 1\n")) + "let a30000 = 1\n", "F0206" },
        { "a huge range", "let r = [0..1e-9..1]\n", "F0413" },
        { "an endless domain", "domain J = [0, 1e308]\n", "F0401" },
        { "an unfinished comment", "(* let a = 1\n", "F0003" },
        { "a byte order mark inside", "let a = 1\uFEFF\n", "F0005" },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Monstrous_definitions_are_answered(string name, string definitions, string? code) =>
        Expect(name, $"{Field}E[u] = int {(definitions.Contains("f40", StringComparison.Ordinal) ? "f40(u)*" : "")}u^2\n{Rest}{definitions}", code);

    [Theory]
    [InlineData("", null)]
    [InlineData("// nothing\n(* at all *)\n", null)]
    [InlineData("\0\0\0", "F0005")]
    [InlineData(Field + "E[u] = int u^2\nflow u = descend E in L2\nsolve on 10000000 cells until 1\n", null)]
    [InlineData(Field + "E[u] = int u^2\nflow u = descend E in L2\nsolve on 1e300 cells until 1\n", "F0407")]
    public void A_file_is_answered(string text, string? code) => Expect("file", text, code);

    [Fact]
    public void Bytes_that_are_no_text_are_answered()
    {
        Assert.Equal((1, "F0001"), Check([0x6c, 0xff, 0xfe, 0x80]));
        var random = new Random(1);
        var garbage = new byte[1 << 20];
        random.NextBytes(garbage);
        Assert.Equal(1, Check(garbage).Status);
        Assert.Equal((1, "F0002"), Check(new byte[(1 << 20) + 1]));
        Assert.Equal(1, Check(Encoding.UTF8.GetBytes(Repeat("let a = (b + 1) ^ \n", 50_000))).Status);
    }

    [Fact]
    public void Warnings_alone_are_shown_and_are_no_failure()
    {
        var (status, output, error) = Flowc(Encoding.UTF8.GetBytes(Field + "E[u] = int |grad u|^2 + 1\n" + Rest));
        Assert.Equal(0, status);
        Assert.Contains("warning[F0502]", error, StringComparison.Ordinal);
        Assert.EndsWith("1 warning\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_diagnostics_are_shown_and_the_rest_is_counted()
    {
        var (status, output, error) = Flowc(Encoding.UTF8.GetBytes(Field + string.Concat(Enumerable.Range(0, 25).Select(i => $"let a{i} = b{i}\n"))));
        Assert.Equal(1, status);
        Assert.Equal(20, error.Split("error[").Length - 1);
        Assert.EndsWith("… and 5 more\n", error, StringComparison.Ordinal);
        Assert.EndsWith("25 errors\n", output, StringComparison.Ordinal);
    }

    private static void Expect(string name, string program, string? code)
    {
        var watch = Stopwatch.StartNew();
        var (status, first) = Check(Encoding.UTF8.GetBytes(program));
        // A second on a machine of its own; tests share theirs.
        Assert.True(watch.Elapsed.TotalSeconds < 10, $"{name} took {watch.Elapsed.TotalSeconds} s");
        Assert.Equal((code is null ? 0 : 1, code), (status, first));
    }

    private static (int Status, string? FirstCode) Check(byte[] program)
    {
        var (status, _, error) = Flowc(program);
        var at = error.IndexOf("error[", StringComparison.Ordinal);
        if (at >= 0)
            Assert.Contains("--> <stdin>:", error, StringComparison.Ordinal);
        return (status, at < 0 ? null : error.Substring(at + 6, 5));
    }

    private static (int Status, string Output, string Error) Flowc(byte[] program)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new MemoryStream(program);
        var session = new Session(() => new FlowEngine(), new Terminal(input, output, error, false, false, true), () => CancellationToken.None);
        var status = new CommandLine(session).Invoke(["check", "-"]);
        return (status, output.ToString(), error.ToString());
    }

    private static string Unfolding(string pattern) => "let f0 x = sin x\n" + string.Concat(
        Enumerable.Range(0, 40).Select(i => $"let f{i + 1} x = {pattern.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}\n"));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}

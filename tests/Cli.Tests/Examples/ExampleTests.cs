using System.Text.Json;
using System.Text.RegularExpressions;
using Flows.Compiler.Explaining;

namespace Flows.Cli.Tests.Examples;

public class ExampleTests
{
    public static TheoryData<string> Examples => Programs.Below("examples");

    public static TheoryData<string> Basics => Programs.Below("examples/basics");

    [Theory, MemberData(nameof(Examples))]
    public void An_example_meets_its_expectations_and_the_laws_of_its_ledger(string file)
    {
        var source = Programs.Read(file);
        var result = Programs.Run(source);
        Assert.Equal("", Programs.Complaints(result));
        Assert.NotEmpty(result.Expectations);

        var ledger = Programs.Ledger(result);
        if (ledger.GetProperty("massDrift") is { ValueKind: JsonValueKind.Number } drift)
            Assert.InRange(drift.GetDouble(), 0, 1e-12);
        if (ledger.GetProperty("decayPromised").GetBoolean())
            Assert.InRange(ledger.GetProperty("worstRise").GetDouble(), 0, 1e-12);
        if (Regex.IsMatch(source.Text, @":\s*density\b"))
            Assert.True(ledger.GetProperty("minimum").GetDouble() >= 0);
    }

    [Theory, MemberData(nameof(Examples))]
    public void An_example_is_explained(string file)
    {
        var source = Programs.Read(file);
        var text = Programs.Compile(source).Explain(ExplanationFormat.Text);
        string[] entries = source.Text.Contains("= hamilton ", StringComparison.Ordinal)
            ? ["energy", "equation", "boundary", "conserved", "scheme", "reason", "promises"]
            : source.Text.Contains("\nflow ", StringComparison.Ordinal)
            ? ["energy", "derivative", "metric", "equation", "boundary", "conserved", "dissipation", "scheme", "reason", "promises"]
            : source.Text.Contains("\ncompare ", StringComparison.Ordinal) ? ["compared"] : ["varied", "slope"];
        foreach (var entry in entries)
            Assert.Matches(new Regex($@"^{entry}\s+\S", RegexOptions.Multiline), text);
    }

    [Theory, MemberData(nameof(Basics))]
    public void An_example_says_what_it_is_about_and_shows_it(string file)
    {
        var text = Programs.Read(file).Text;
        Assert.StartsWith("//", text, StringComparison.Ordinal);
        Assert.Contains("\nplot ", text, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Flows.Cli.Tests.Examples;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Runtime.Outputs;
using Flows.Runtime.Steppers;

namespace Flows.Cli.Tests.Claims;

/// <summary>The methods that `explain` lists run the program, what is certified is a number, and an order is no promise that is denied.</summary>
public class MethodClaimTests
{
    public static TheoryData<string> Cases => Programs.Below("tests/Golden/programs");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Methods_that_are_listed_run_and_the_others_do_not(string file)
    {
        var source = Programs.Read(file);
        bool Runs(string method) => FlowCompiler.Compile(source, MethodCatalog.Target, new Overrides([], null, null, method)).Value is not null;
        foreach (var line in Claimed.Statements(source.Text, "methods"))
        {
            var names = line[(line.IndexOf(':') + 2)..].Split(", ");
            if (line.StartsWith("not in this version: ", StringComparison.Ordinal) || line.StartsWith("do not fit: ", StringComparison.Ordinal))
                Assert.All(names, name => Assert.False(Runs(name), $"{file} {name}"));
            else
                Assert.True(Runs(line[..line.IndexOf(':')]), $"{file} {line}");
            Assert.DoesNotContain("no promise", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jko { tau = 0.01 }", "wasserstein", true)]
    [InlineData("implicit { dt = 0.01 }", "wasserstein", false)]
    [InlineData("implicit { dt = 0.01 }", "H^-1", false)]
    public void Only_a_bound_is_certified(string method, string metric, bool isCertified)
    {
        var run = Claimed.Run($"domain L = [-4, 4]\nstate rho : density on L = gaussian(1, 0.5)\nF[rho] = int x^2/2*rho + rho*log(rho)\nflow rho = descend F in {metric}\nsolve on 60 cells by {method} until 0.1");
        using var stream = new MemoryStream();
        new SummaryOutput().WriteTo(stream, run, indented: false);
        using var json = JsonDocument.Parse(stream.ToArray());
        var error = json.RootElement.GetProperty("timeError");
        Assert.Equal(isCertified, error.GetProperty("certified").GetBoolean());
        Assert.Equal(isCertified, error.GetProperty("bound").ValueKind == JsonValueKind.Number);
    }
}

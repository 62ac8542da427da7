using Flows.Cli.Tests.Examples;
using Flows.Compiler.Explaining;
using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Claims;

/// <summary>What is claimed of a program, and what its run shows.</summary>
internal static class Claimed
{
    /// <summary>The explanation of a program, lines that are carried over joined to those they belong to.</summary>
    public static string Explanation(string program) =>
        Programs.Compile(new SourceText("test.flow", program + "\n")).Explain(ExplanationFormat.Text).Replace("\n               ", " ", StringComparison.Ordinal);

    /// <summary>The statements under a title, of all flows.</summary>
    public static string[] Statements(string program, string title)
    {
        var found = new List<string>();
        var isInside = false;
        foreach (var line in Explanation(program).Split('\n'))
        {
            if (line.Length == 0 || line[0] != ' ')
                isInside = line.StartsWith(title + " ", StringComparison.Ordinal);
            if (isInside && line.Length > 13)
                found.Add(line[13..]);
        }
        return [.. found];
    }

    /// <summary>The run of a program, which must reach its end.</summary>
    public static RunResult Run(string program)
    {
        var result = Programs.Run(new SourceText("test.flow", program + "\n"));
        Assert.True(result.Failure is null, $"{program}\n{result.Failure?.Message}");
        return result;
    }

    /// <summary>The first and the last value of what a run recorded under a name.</summary>
    public static (double First, double Last) Ends(RunResult run, string name)
    {
        var column = run.Series.Column(name).Where(v => !double.IsNaN(v)).ToArray();
        return (column[0], column[^1]);
    }
}

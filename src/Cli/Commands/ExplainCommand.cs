using System.CommandLine;
using System.Reflection;
using Flows.Cli.Engine;
using Flows.Cli.Sources;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>`flowc explain FILE` and `flowc explain F0301`.</summary>
internal sealed class ExplainCommand : FlowCommand
{
    private readonly Argument<string> _subject = new("FILE|CODE")
    {
        Description = "A program, - for standard input, or the code of a diagnostic such as F0301",
    };

    private readonly Option<Seq<NamedValue>> _set = SharedOptions.Set();
    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();

    /// <summary>The command in a session.</summary>
    public ExplainCommand(Session session)
        : base("explain", "Prints the energy, its derivative, the metric, the equation that follows and the scheme; or the page of a diagnostic.",
            ["flowc explain fokker_planck.flow", "flowc explain F0301"])
    {
        Arguments.Add(_subject);
        Options.Add(_set);
        Options.Add(_allowRead);
        SetAction(parsed =>
        {
            var subject = parsed.GetRequiredValue(_subject);
            return IsCode(subject) ? ExplainCode(subject, session) : ExplainProgram(subject, parsed.GetValue(_set), parsed.GetValue(_allowRead), session);
        });
    }

    private static bool IsCode(string subject) =>
        subject.Length == 5 && subject[0] is 'F' or 'f' && subject[1..].All(char.IsAsciiDigit) && !File.Exists(subject);

    private static int ExplainProgram(string path, Seq<NamedValue> set, bool mayReadAll, Session session)
    {
        var compilation = Compilation.Of(path, session, Overrides.None with { Set = set }, Aim.Explain, mayReadAll);
        compilation.Show(session.Terminal);
        if (compilation.Program is null)
            return ExitStatus.ProgramErrors;
        session.Terminal.Output.Write(compilation.Program.Explain().TrimEnd('\n') + "\n");
        return ExitStatus.Done;
    }

    private static int ExplainCode(string code, Session session)
    {
        var page = code.ToUpperInvariant() + ".md";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("errors/" + page);
        if (stream is null)
        {
            session.Terminal.Complain($"no page on {code.ToUpperInvariant()}; the pages are in docs/errors, one a code");
            return ExitStatus.Usage;
        }
        using var reader = new StreamReader(stream);
        session.Terminal.Output.Write(reader.ReadToEnd().TrimEnd('\n') + "\n");
        return ExitStatus.Done;
    }
}

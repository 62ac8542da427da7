using System.CommandLine;
using System.Reflection;
using System.Text;
using Flows.Cli.Engine;
using Flows.Cli.Sources;
using Flows.Compiler.Explaining;
using Flows.Language;
using Flows.Runtime.Outputs;
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

    private readonly Option<ExplanationFormat> _format = SharedOptions.Format(
        "text (default), latex (a document), json, or html (a page)",
        [ExplanationFormat.Text, ExplanationFormat.Latex, ExplanationFormat.Json, ExplanationFormat.Html]);

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write to a file instead of standard output", HelpName = "FILE" };

    /// <summary>The command in a session.</summary>
    public ExplainCommand(Session session)
        : base("explain", "Prints the energy, its derivative, the metric, the equation that follows and the scheme; or the page of a diagnostic.",
            ["flowc explain fokker_planck.flow", "flowc explain heat.flow --format html -o heat.html", "flowc explain heat.flow --format latex -o heat.tex", "flowc explain F0301"])
    {
        Arguments.Add(_subject);
        Options.Add(_set);
        Options.Add(_format);
        Options.Add(_output);
        Options.Add(_allowRead);
        SetAction(parsed =>
        {
            var subject = parsed.GetRequiredValue(_subject);
            return IsCode(subject)
                ? ExplainCode(subject, session)
                : ExplainProgram(subject, parsed.GetValue(_set), parsed.GetValue(_format), parsed.GetValue(_output), parsed.GetValue(_allowRead), session);
        });
    }

    private static bool IsCode(string subject) =>
        subject.Length == 5 && subject[0] is 'F' or 'f' && subject[1..].All(char.IsAsciiDigit) && !File.Exists(subject);

    private static int ExplainProgram(string path, Seq<NamedValue> set, ExplanationFormat format, string? output, bool mayReadAll, Session session)
    {
        var compilation = Compilation.Of(path, session, Overrides.None with { Set = set }, Aim.Explain, mayReadAll);
        compilation.Show(session.Terminal);
        if (compilation.Program is null)
            return ExitStatus.ProgramErrors;
        var text = compilation.Program.Explain(format).TrimEnd('\n') + "\n";
        if (output is null)
            session.Terminal.Output.Write(text);
        else
            Write(output, text);
        return ExitStatus.Done;
    }

    private static void Write(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"cannot write `{path}`: {failure.Message}", failure);
        }
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

using System.CommandLine;
using System.Text;
using Flows.Cli.Sources;
using Flows.Compiler.Explaining;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Cli.Commands;

/// <summary>`flowc derive 'F[u] = int …'`: one functional and its derivative.</summary>
internal sealed class DeriveCommand : FlowCommand
{
    private readonly Argument<string> _functional = new("FUNCTIONAL")
    {
        Description = "A functional such as 'F[u] = int |grad u|^2/2', a program's path, or - for standard input; undefined names are arbitrary functions, W of the coordinates, W(u) of u",
    };

    private readonly Option<int?> _dimension = new("--dim")
    {
        Description = "Dimension of space (default 1)",
        HelpName = "1|2|3",
        CustomParser = result =>
        {
            var dimension = NumberArgument.Count(result);
            if (dimension > 3)
                result.AddError("--dim takes 1, 2 or 3");
            return dimension;
        },
    };

    private readonly Option<bool> _stages = new("--stages") { Description = "Show every stage on the way" };

    private readonly Option<ExplanationFormat> _format = SharedOptions.Format(
        "text (default), latex (a document) or json", [ExplanationFormat.Text, ExplanationFormat.Latex, ExplanationFormat.Json]);

    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();

    /// <summary>The command in a session.</summary>
    public DeriveCommand(Session session)
        : base("derive", "Derives a functional and prints its functional derivative.",
            ["flowc derive 'F[rho] = int V*rho + rho*log(rho)'", "flowc derive 'E[u] = int |grad u|^2/2 + (1 - u^2)^2/4' --dim 2", "flowc derive 'F[u] = int W(u) + a*|grad u|^2/2' --format latex"])
    {
        Arguments.Add(_functional);
        Options.Add(_dimension);
        Options.Add(_stages);
        Options.Add(_format);
        Options.Add(_allowRead);
        SetAction(parsed => Derive(
            parsed.GetRequiredValue(_functional), parsed.GetValue(_dimension) ?? 1, parsed.GetValue(_stages), parsed.GetValue(_format), parsed.GetValue(_allowRead), session));
    }

    private static int Derive(string functional, int dimension, bool stages, ExplanationFormat format, bool mayReadAll, Session session)
    {
        var terminal = session.Terminal;
        var isFile = functional == "-" || (!functional.Contains('=', StringComparison.Ordinal) && File.Exists(functional));
        var decoded = isFile
            ? ProgramFile.Read(functional, terminal).Text
            : SourceReader.Decode("<argument>", Encoding.UTF8.GetBytes(functional));
        var source = decoded.Value ?? new SourceText("<argument>", "");
        var derived = decoded.HasErrors ? new(null, decoded.Diagnostics) : session.Engine.Derive(source, dimension, stages, format, ProgramFolder.Of(isFile ? functional : "-", mayReadAll));
        foreach (var diagnostic in derived.Diagnostics)
            terminal.Error.Write(DiagnosticRenderer.Render(diagnostic, source, terminal.ErrorInk.On) + "\n");
        if (derived.HasErrors || derived.Value is null)
            return ExitStatus.ProgramErrors;
        terminal.Output.Write(derived.Value.TrimEnd('\n') + "\n");
        return ExitStatus.Done;
    }
}

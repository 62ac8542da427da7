using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>csv "u0.csv" and restart "result.h5" as initial values: the file is looked at, the run is left to a later version.</summary>
internal static class InitialFile
{
    // A restart file is only seen to exist here: one byte more than this is not an error of the program.
    private const long Looked = 1;

    /// <summary>A value that stands for the file's.</summary>
    public static Value Bind(ExpressionBinder binder, string name, Seq<ArgumentSyntax> arguments, SourceSpan span)
    {
        if (arguments is not [{ Name: null, Value: StringSyntax path }])
        {
            binder.Report(arguments.Count > 1 ? ShapeErrors.TooManyArguments(name, 1, arguments.Count, span) : DataErrors.NoFile(name, span));
            return UnknownValue.Instance;
        }
        if (name == "csv")
        {
            if (new DataBinder(binder).Csv(path.Value, null, path.Span) is null)
                return UnknownValue.Instance;
        }
        else if (binder.Declarations.Files.Read(path.Value, binder.Declarations.Module.FullPath, Looked) is var answer and not (FileAnswer.Found or FileAnswer.TooLarge))
        {
            binder.Report(OpenErrors.CannotRead(path.Value, answer, path.Span));
            return UnknownValue.Instance;
        }
        if (!binder.Declarations.Later.Any(d => d.Primary.Span == span))
            binder.Declarations.Later.Add(NotYet.Runs("initial values from a file", span));
        return new RealValue(Build.One);
    }
}

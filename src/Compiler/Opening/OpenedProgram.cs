using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Opening;

/// <summary>A program with everything it opens, parsed.</summary>
/// <param name="Source">The program's text with the opened files behind it; all spans are in it.</param>
/// <param name="Program">The program.</param>
/// <param name="Files">Reads the data files that it names.</param>
public sealed record OpenedProgram(SourceText Source, Module Program, ISourceFiles Files)
{
    /// <summary>A program that opens nothing and reads nothing.</summary>
    public static OpenedProgram Alone(SourceText source, ProgramSyntax syntax) =>
        new(source, new Module(source.Path, "", syntax, []), NoFiles.Instance);
}

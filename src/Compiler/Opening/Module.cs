using Flows.Language;
using Flows.Language.Syntax;

namespace Flows.Compiler.Opening;

/// <summary>A file of a program, or a module of the standard library, with what it opens. Opened twice it is one object.</summary>
/// <param name="name">As shown: `potentials.flow`, `Energies`.</param>
/// <param name="fullPath">Where it lies, links resolved: what paths in it are relative to; empty for a module or a text.</param>
/// <param name="syntax">Its declarations.</param>
/// <param name="opens">What it opens, each once.</param>
public sealed class Module(string name, string fullPath, ProgramSyntax syntax, Seq<Module> opens)
{
    /// <summary>As shown: `potentials.flow`, `Energies`.</summary>
    public string Name => name;

    /// <summary>Where it lies, links resolved; empty for a module of the library or a text.</summary>
    public string FullPath => fullPath;

    /// <summary>Its declarations.</summary>
    public ProgramSyntax Syntax => syntax;

    /// <summary>What it opens, each once.</summary>
    public Seq<Module> Opens => opens;
}

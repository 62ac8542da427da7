namespace Flows.Compiler.Opening;

/// <summary>Reads the files that a program names; the compiler itself touches no file.</summary>
public interface ISourceFiles
{
    /// <summary>The full path of the program itself, links resolved; empty where it is no file.</summary>
    string Program { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">As written in the program.</param>
    /// <param name="from">The full path of the file that names it, links resolved; empty for a program that is no file.</param>
    /// <param name="most">The most bytes it may have.</param>
    FileAnswer Read(string path, string from, long most);

    /// <summary>A state as a run has saved it last; the compiler knows no such format.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="state">Its name.</param>
    Tables.SavedAnswer States(byte[] bytes, string state) => new Tables.SavedAnswer.Unreadable("files of states are not read here");
}

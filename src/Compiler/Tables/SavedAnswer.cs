namespace Flows.Compiler.Tables;

/// <summary>What comes of reading the states of an earlier run.</summary>
public abstract record SavedAnswer
{
    private SavedAnswer()
    {
    }

    /// <summary>They were read.</summary>
    /// <param name="States">The last ones.</param>
    public sealed record Found(SavedStates States) : SavedAnswer;

    /// <summary>The file is none of states, broken, or names other files.</summary>
    /// <param name="Reason">Lower case, no full stop.</param>
    public sealed record Unreadable(string Reason) : SavedAnswer;
}

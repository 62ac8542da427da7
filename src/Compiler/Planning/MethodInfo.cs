using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Language;
using Flows.Language.Text;

namespace Flows.Compiler.Planning;

/// <summary>What a method promises for a flow that fits it; only what is promised is asserted.</summary>
/// <param name="Mass">∫u is kept to round-off.</param>
/// <param name="Positivity">A density stays non-negative.</param>
/// <param name="Decay">The discrete energy falls at every step, whatever its length.</param>
/// <param name="TimeBound">A bound on the time error follows for convex energies.</param>
public sealed record Promises(bool Mass, bool Positivity, bool Decay, bool TimeBound);

/// <summary>An option of a method.</summary>
/// <param name="Name">As written.</param>
/// <param name="Default">The number taken when it is not given; NaN for "none".</param>
/// <param name="Low">Smallest number allowed.</param>
/// <param name="High">Largest number allowed.</param>
/// <param name="Choices">The words allowed, the default first; empty for numbers.</param>
/// <param name="Help">One line.</param>
public sealed record OptionInfo(string Name, double Default, double Low, double High, Seq<string> Choices, string Help)
{
    /// <summary>Those of the choices that this version does not run.</summary>
    public Seq<string> Lacking { get; init; } = [];
}

/// <summary>Whether and how well a method fits an equation.</summary>
/// <param name="Possible">Whether it can run it.</param>
/// <param name="Rank">For `auto`: the highest possible rank is chosen.</param>
/// <param name="Reason">Why it fits well, or why it does not fit.</param>
/// <param name="Blame">The place in the program that stands in the way, or null.</param>
public readonly record struct Fit(bool Possible, double Rank, string Reason, SourceSpan? Blame)
{
    /// <summary>What this version lacks of a method that fits, in the plural: "the methods of points"; null where it runs.</summary>
    public string? Lacking { get; init; }

    /// <summary>A flow that the method cannot take.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="blame">What stands in the way.</param>
    public static Fit No(string reason, SourceSpan? blame) => new(false, 0, reason, blame);

    /// <summary>A flow that the method takes.</summary>
    /// <param name="rank">How well.</param>
    /// <param name="reason">Why.</param>
    public static Fit Yes(double rank, string reason) => new(true, rank, reason, null);
}

/// <summary>A method as the compiler sees it.</summary>
/// <param name="Name">The name in the language.</param>
/// <param name="Summary">One line.</param>
/// <param name="Kind">How it discretises the energy.</param>
/// <param name="Order">Its order in time with these options.</param>
/// <param name="Promises">What it promises with these options.</param>
/// <param name="Options">Its options.</param>
/// <param name="Fit">Whether it fits an equation.</param>
/// <param name="Source">Paper or section.</param>
public sealed record MethodInfo(
    string Name, string Summary, Discretisation Kind, Func<MethodOptions, int> Order, Func<MethodOptions, Promises> Promises, Seq<OptionInfo> Options,
    Func<Equation, Fit> Fit, string Source)
{
    /// <summary>Whether it steps several states together.</summary>
    public bool TakesSystems { get; init; } = true;

    /// <summary>Whether this version runs it at all.</summary>
    public bool Runs { get; init; } = true;
}

/// <summary>The options in force.</summary>
/// <param name="Numbers">By name; NaN where none is given and there is no default.</param>
/// <param name="Words">By name.</param>
public sealed record MethodOptions(IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>A number, or NaN.</summary>
    public double Number(string name) => Numbers.GetValueOrDefault(name, double.NaN);

    /// <summary>A word, or the empty string.</summary>
    public string Word(string name) => Words.GetValueOrDefault(name, "");

    /// <summary>Whether a number is in force.</summary>
    public bool Has(string name) => !double.IsNaN(Number(name));
}

/// <summary>What the runtime can do, handed to the compiler (architecture.md §2).</summary>
/// <param name="Methods">Every method of the language, in alphabetical order, those that do not run yet among them.</param>
public sealed record Target(Seq<MethodInfo> Methods);

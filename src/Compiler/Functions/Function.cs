using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>How a function of one argument behaves under x → −x.</summary>
public enum Parity
{
    /// <summary>Neither.</summary>
    None,
    /// <summary>f(−x) = f(x)</summary>
    Even,
    /// <summary>f(−x) = −f(x)</summary>
    Odd,
}

/// <summary>A function that the language knows: one file each, listed in <see cref="FunctionCatalog"/>, with all its facts.</summary>
public abstract class Function
{
    /// <summary>The name in the language.</summary>
    public abstract string Name { get; }

    /// <summary>How many arguments it takes.</summary>
    public virtual int Arity => 1;

    /// <summary>One line for the reference: formula and meaning.</summary>
    public abstract string Summary { get; }

    /// <summary>The name in LaTeX.</summary>
    public virtual string Latex => $@"\operatorname{{{Name}}}";

    /// <summary>The function of arguments in LaTeX where it is not written as a name before parentheses, else null.</summary>
    /// <param name="arguments">In LaTeX.</param>
    public virtual string? LatexForm(Seq<string> arguments) => null;

    /// <summary>Even, odd or neither; used to canonicalise signs.</summary>
    public virtual Parity Parity => Parity.None;

    /// <summary>Whether it jumps between constants: its derivative is 0 but for point masses, which no formula shows.</summary>
    public virtual bool Jumps => false;

    /// <summary>∂f/∂(argument index).</summary>
    public abstract Expr Derivative(Seq<Expr> arguments, int index);

    /// <summary>The value; NaN outside the domain of definition.</summary>
    public abstract double Evaluate(ReadOnlySpan<double> arguments);

    /// <summary>An interval that holds all values over the given intervals; outward rounding included.</summary>
    public virtual Interval Range(ReadOnlySpan<Interval> arguments) => Interval.Everything;

    /// <summary>A simpler form of f(arguments), or null: exact values such as exp 0 = 1, log(exp a) = a.</summary>
    public virtual Expr? Simplify(Seq<Expr> arguments) => null;

    /// <summary>Writes the vector form into a kernel; the default evaluates lane by lane.</summary>
    public virtual Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments) => writer.Scalarwise(this, arguments);
}

using Flows.Compiler.Planning;
using Flows.Language;

namespace Flows.Runtime.Steppers;

/// <summary>Every method, in alphabetical order.</summary>
public static class MethodCatalog
{
    /// <summary>The methods that run.</summary>
    public static Seq<MethodInfo> All { get; } = [ImplicitMethod.Info, JkoMethod.Info];

    /// <summary>The names of the language's other methods.</summary>
    public static Seq<string> Later { get; } =
        ["em", "euler", "explicit", "imex", "implicit_midpoint", "rk4", "rk45", "rkc", "sav", "spectral", "symplectic"];

    /// <summary>What the compiler is told of this runtime.</summary>
    public static Target Target { get; } = new(All, Later);
}

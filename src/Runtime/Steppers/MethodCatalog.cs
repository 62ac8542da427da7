using Flows.Compiler.Planning;
using Flows.Language;

namespace Flows.Runtime.Steppers;

/// <summary>Every method of the language, in alphabetical order.</summary>
public static class MethodCatalog
{
    /// <summary>The methods, those that do not run yet among them.</summary>
    public static Seq<MethodInfo> All { get; } =
    [
        EmMethod.Info, EulerMethod.Info, ExplicitMethod.Info, ImexMethod.Info, ImplicitMethod.Info, ImplicitMidpointMethod.Info, JkoMethod.Info, Rk4Method.Info,
        Rk45Method.Info, RkcMethod.Info, SavMethod.Info, SpectralMethod.Info, SymplecticMethod.Info,
    ];

    /// <summary>What the compiler is told of this runtime.</summary>
    public static Target Target { get; } = new(All);
}

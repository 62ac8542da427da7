using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>All built-in functions, alphabetically. A new function is a file here and two lines in this one.</summary>
public static class FunctionCatalog
{
    /// <summary><see cref="Functions.Abs"/></summary>
    public static Abs Abs { get; } = new();

    /// <summary><see cref="Functions.Acos"/></summary>
    public static Acos Acos { get; } = new();

    /// <summary><see cref="Functions.Asin"/></summary>
    public static Asin Asin { get; } = new();

    /// <summary><see cref="Functions.Atan"/></summary>
    public static Atan Atan { get; } = new();

    /// <summary><see cref="Functions.Atan2"/></summary>
    public static Atan2 Atan2 { get; } = new();

    /// <summary><see cref="Functions.Cbrt"/></summary>
    public static Cbrt Cbrt { get; } = new();

    /// <summary><see cref="Functions.Ceil"/></summary>
    public static Ceil Ceil { get; } = new();

    /// <summary><see cref="Functions.Clamp"/></summary>
    public static Clamp Clamp { get; } = new();

    /// <summary><see cref="Functions.Cos"/></summary>
    public static Cos Cos { get; } = new();

    /// <summary><see cref="Functions.Cosh"/></summary>
    public static Cosh Cosh { get; } = new();

    /// <summary><see cref="Functions.Digamma"/></summary>
    public static Digamma Digamma { get; } = new();

    /// <summary><see cref="Functions.Erf"/></summary>
    public static Erf Erf { get; } = new();

    /// <summary><see cref="Functions.Erfc"/></summary>
    public static Erfc Erfc { get; } = new();

    /// <summary><see cref="Functions.Exp"/></summary>
    public static Exp Exp { get; } = new();

    /// <summary><see cref="Functions.Floor"/></summary>
    public static Floor Floor { get; } = new();

    /// <summary><see cref="Functions.Gamma"/></summary>
    public static Gamma Gamma { get; } = new();

    /// <summary><see cref="Functions.Gelu"/></summary>
    public static Gelu Gelu { get; } = new();

    /// <summary><see cref="Functions.LogGamma"/></summary>
    public static LogGamma LogGamma { get; } = new();

    /// <summary><see cref="Functions.Log"/></summary>
    public static Log Log { get; } = new();

    /// <summary><see cref="Functions.Log10"/></summary>
    public static Log10 Log10 { get; } = new();

    /// <summary><see cref="Functions.Max"/></summary>
    public static Max Max { get; } = new();

    /// <summary><see cref="Functions.Min"/></summary>
    public static Min Min { get; } = new();

    /// <summary><see cref="Functions.Mod"/></summary>
    public static Mod Mod { get; } = new();

    /// <summary><see cref="Functions.Polygamma"/></summary>
    public static Polygamma Polygamma { get; } = new();

    /// <summary><see cref="Functions.Relu"/></summary>
    public static Relu Relu { get; } = new();

    /// <summary><see cref="Functions.Sigmoid"/></summary>
    public static Sigmoid Sigmoid { get; } = new();

    /// <summary><see cref="Functions.Sign"/></summary>
    public static Sign Sign { get; } = new();

    /// <summary><see cref="Functions.Sin"/></summary>
    public static Sin Sin { get; } = new();

    /// <summary><see cref="Functions.Sinh"/></summary>
    public static Sinh Sinh { get; } = new();

    /// <summary><see cref="Functions.Softplus"/></summary>
    public static Softplus Softplus { get; } = new();

    /// <summary><see cref="Functions.Sqrt"/></summary>
    public static Sqrt Sqrt { get; } = new();

    /// <summary><see cref="Functions.Step"/></summary>
    public static Step Step { get; } = new();

    /// <summary><see cref="Functions.Tan"/></summary>
    public static Tan Tan { get; } = new();

    /// <summary><see cref="Functions.Tanh"/></summary>
    public static Tanh Tanh { get; } = new();

    /// <summary><see cref="Functions.XLogX"/></summary>
    public static XLogX XLogX { get; } = new();

    /// <summary><see cref="Functions.XLogY"/></summary>
    public static XLogY XLogY { get; } = new();

    /// <summary>All, by name.</summary>
    public static Seq<Function> All { get; } =
    [
        Abs, Acos, Asin, Atan, Atan2, Cbrt, Ceil, Clamp, Cos, Cosh, Digamma, Erf, Erfc, Exp, Floor, Gamma,
        Gelu, LogGamma, Log, Log10, Max, Min, Mod, Polygamma, Relu, Sigmoid, Sign, Sin, Sinh, Softplus, Sqrt,
        Step, Tan, Tanh, XLogX, XLogY,
    ];

    private static readonly Dictionary<string, Function> ByName = All.ToDictionary(f => f.Name);

    /// <summary>The function of a name, or null. Those that only derivatives and guards use can be found as well.</summary>
    public static Function? Find(string name) => ByName.GetValueOrDefault(name);
}

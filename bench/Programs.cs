using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language.Text;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>The programs that are measured.</summary>
internal static class Programs
{
    /// <summary>The flagship: Fokker–Planck by jko on a number of cells.</summary>
    public static string FokkerPlanck(int cells) => $"""
        param mu = 2.0
        let V x = (x - mu)^2/2
        domain Line = [-6, 8]
        state rho : density on Line = gaussian(-3, 0.3)
        F[rho] = int V*rho + rho*log(rho)
        flow rho = descend F in wasserstein
        solve on {cells} cells by jko {"{"} tau = 0.002 {"}"} until 2
        """;

    /// <summary>V3 of methods.md: Fokker–Planck on [0, 1] by finite volumes.</summary>
    public static string Drift(int cells) => $"""
        domain Line = [0, 1]
        state rho : density on Line mass initial = exp(x/2)*(pi*cos(pi*x) + sin(pi*x)/2) + pi*exp(x - 1/2)
        F[rho] = int rho*log(rho) - x*rho
        flow rho = descend F in wasserstein
        solve on {cells} cells by implicit {"{"} dt = 6.25e-4 {"}"} until 0.25
        """;

    /// <summary>The plan of a program.</summary>
    public static Plan Compile(string text) =>
        FlowCompiler.Compile(new SourceText("bench.flow", text), MethodCatalog.Target, Overrides.None).Value
        ?? throw new InvalidOperationException("a program of the benchmark does not compile");
}

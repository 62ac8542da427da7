using System.Globalization;

namespace Flows.Bench;

/// <summary>Programs whose energies have any number of terms, by kind.</summary>
internal static class LongEnergies
{
    /// <summary>The kinds and what makes a program of so many terms.</summary>
    public static IReadOnlyDictionary<string, Func<int, string>> Kinds { get; } = new Dictionary<string, Func<int, string>>
    {
        ["polynomial"] = n => Field(1, Terms(n, k => $"u^{k}/{k}")),
        ["sines"] = n => Field(1, Terms(n, k => k % 2 == 0 ? $"sin({k}*u)" : $"exp(-{k}*u^2)")),
        ["mixed-1d"] = n => Two(1, Terms(n, k => Mixed(k, "x"))),
        ["mixed-2d"] = n => Two(2, Terms(n, k => Mixed(k, k % 2 == 0 ? "x" : "y"))),
        ["functionals"] = Functionals,
        ["chain"] = Chain,
    };

    private static string Mixed(int k, string x) => (k % 3) switch
    {
        0 => $"(1 + cos({k}*{x})/2)*|grad u|^2",
        1 => $"sin({k}*{x})*u*conv K u",
        _ => $"u^{k}*v",
    };

    private static string Terms(int n, Func<int, string> term) => string.Join(" + ", Enumerable.Range(1, n).Select(term));

    private static string Domain(int dimension) => dimension == 1 ? "[0, 1]" : "[0, 1] * [0, 1]";

    private static string Field(int dimension, string terms) => $"""
        domain D = {Domain(dimension)}
        state u : field on D = x
        F[u] = int |grad u|^2/2 + {terms}
        flow u = descend F in L2
        solve on 64 cells until 1
        """;

    private static string Two(int dimension, string terms) => $"""
        domain D = {Domain(dimension)}
        state u : field on D = x
        state v : field on D = x
        let K {(dimension == 1 ? "x" : "x y")} = exp(-x^2)
        F[u, v] = int |grad v|^2/2 + {terms}
        flow u = descend F in L2
        flow v = descend F in L2
        solve on {(dimension == 1 ? "64" : "16 * 16")} cells until 1
        """;

    // Σ (∫ sin(kx)u)(∫ u^k): products of functionals.
    private static string Functionals(int n) => $"""
        domain D = [0, 1]
        state u : field on D = x
        F[u] = (int |grad u|^2/2) + {Terms(n, k => $"(int sin({k}*x)*u)*(int u^{k % 7 + 1})")}
        flow u = descend F in L2
        solve on 64 cells until 1
        """;

    // Shared parts: each function calls the one before twice, 2^n when written out.
    private static string Chain(int n) => string.Join("\n", ["domain D = [0, 1]", "state u : field on D = x", "let f0 s = s",
        .. Enumerable.Range(1, Math.Min(n, 250)).Select(k => string.Create(CultureInfo.InvariantCulture, $"let f{k} s = sin(f{k - 1} s) + f{k - 1} s/2")),
        string.Create(CultureInfo.InvariantCulture, $"F[u] = int |grad u|^2/2 + f{Math.Min(n, 250)} u"), "flow u = descend F in L2", "solve on 64 cells until 1"]);
}

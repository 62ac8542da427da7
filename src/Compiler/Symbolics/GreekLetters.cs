namespace Flows.Compiler.Symbolics;

/// <summary>Names that stand for Greek letters: the word, the letter and the command of LaTeX.</summary>
internal static class GreekLetters
{
    private static readonly (string Word, char Letter, string Command)[] All =
    [
        ("alpha", 'α', @"\alpha"), ("beta", 'β', @"\beta"), ("gamma", 'γ', @"\gamma"), ("delta", 'δ', @"\delta"), ("eps", 'ε', @"\varepsilon"),
        ("epsilon", 'ε', @"\varepsilon"), ("zeta", 'ζ', @"\zeta"), ("eta", 'η', @"\eta"), ("theta", 'θ', @"\theta"), ("iota", 'ι', @"\iota"),
        ("kappa", 'κ', @"\kappa"), ("lambda", 'λ', @"\lambda"), ("mu", 'μ', @"\mu"), ("nu", 'ν', @"\nu"), ("xi", 'ξ', @"\xi"), ("pi", 'π', @"\pi"),
        ("rho", 'ρ', @"\rho"), ("sigma", 'σ', @"\sigma"), ("tau", 'τ', @"\tau"), ("upsilon", 'υ', @"\upsilon"), ("phi", 'φ', @"\varphi"),
        ("chi", 'χ', @"\chi"), ("psi", 'ψ', @"\psi"), ("omega", 'ω', @"\omega"), ("Gamma", 'Γ', @"\Gamma"), ("Delta", 'Δ', @"\Delta"),
        ("Theta", 'Θ', @"\Theta"), ("Lambda", 'Λ', @"\Lambda"), ("Xi", 'Ξ', @"\Xi"), ("Pi", 'Π', @"\Pi"), ("Sigma", 'Σ', @"\Sigma"),
        ("Phi", 'Φ', @"\Phi"), ("Psi", 'Ψ', @"\Psi"), ("Omega", 'Ω', @"\Omega"),
    ];

    private static readonly Dictionary<string, (char Letter, string Command)> Known = All
        .Select(g => (Key: g.Word, g.Letter, g.Command))
        .Concat(All.DistinctBy(g => g.Letter).Select(g => (Key: g.Letter.ToString(), g.Letter, g.Command)))
        .ToDictionary(g => g.Key, g => (g.Letter, g.Command));

    /// <summary>The letter and its command, or null where the name is none.</summary>
    public static (char Letter, string Command)? Find(string name) => Known.TryGetValue(name, out var greek) ? greek : null;

    /// <summary>A name in parts: rho0 and rho_0 have an index, V' a prime.</summary>
    public static (string Stem, string Index, string Primes) Split(string name)
    {
        var stem = name.TrimEnd('\'');
        var primes = name[stem.Length..];
        if (stem.IndexOf('_', 1) is > 0 and var at && at < stem.Length - 1)
            return (stem[..at], stem[(at + 1)..], primes);
        var letters = stem.TrimEnd([.. "0123456789"]);
        return letters.Length > 0 && letters.Length < stem.Length ? (letters, stem[letters.Length..], primes) : (stem, "", primes);
    }
}

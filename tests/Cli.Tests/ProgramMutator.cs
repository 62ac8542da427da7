using System.Text;
using System.Text.RegularExpressions;
using Flows.Testing;

namespace Flows.Cli.Tests;

/// <summary>Makes programs, mostly broken ones, from a seed: mutations of valid programs, garbage, and what a loose grammar yields.</summary>
internal sealed partial class ProgramMutator
{
    private static readonly string[] Words =
        ["let ", "param ", "domain ", "state ", "flow ", "solve ", "observe ", "plot ", "expect ", "int ", "fun ", "if ", " then ", " else ", " in ", " on ", " by ", " until ",
         "descend ", "wasserstein", "L2", "H^-1", "density", "field", "grad ", "lap ", "conv ", "log ", "exp ", "sqrt ", "x", "u", "rho", "t", "F", "E", "V", "mu", "pi", "e", "infinity",
         "0", "1", "2", "0.5", "1e-3", "1e300", "1e-300", "7/3", "(", ")", "[", "]", "{", "}", "|", ",", ";", "..", "=", "~", "+", "-", "*", "/", "^", "'", ".", "->", "|>", "<", ">=", "<>",
         "\"be\"", "\"", "\n", "\n\n", "  ", "//", "(*", "*)", "²", "∫", "∇", "Δ", "π", "√", "≤", "ρ", "\u0000", "\uFEFF", "noise(seed = 1)", "gaussian(0, 1)", "max ", "min ", "mass ", "where ",
         "periodic ", "within ", "decreases", "conserved", "not ", "and ", "or ", "steady ", "cells ", "implicit", "jko", "tau", "dt", "mobility", "unbounded", "true", "over ", "mean ", "draw "];

    private static readonly string[] Functions = ["sin", "log", "exp", "sqrt", "abs", "tanh", "V", "W", "f", "grad", "lap", "min", "max", "conv W", "atan2", "gamma", "step", "erf", "mass", "div"];

    private readonly string[] _seeds;
    private readonly Random _random;
    private int _size;

    public ProgramMutator(int seed)
    {
        _random = new Random(seed);
        _seeds = [.. Seeds.Value];
    }

    /// <summary>The valid and invalid programs that mutations start from.</summary>
    private static readonly Lazy<string[]> Seeds = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.Root, "examples"), "*.flow", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. Directory.EnumerateFiles(Golden.Folder, "*.flow", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(f => new FileInfo(f).Length < 5000).Select(File.ReadAllText),
        .. Block().Matches(File.ReadAllText(Path.Combine(Golden.Root, "docs", "language.md"))).Select(m => m.Groups[1].Value),
    ]);

    private static readonly Lazy<string[]> Valid = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(Golden.Root, "examples"), "*.flow", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)]);

    /// <summary>The bytes of a program.</summary>
    public byte[] Next() => _random.Next(12) switch
    {
        0 => Bytes(_random.Next(400)),
        1 => Encoding.UTF8.GetBytes(Soup(_random.Next(1, 120))),
        2 => Encoding.UTF8.GetBytes(Seed()[.._random.Next(2)] + Cut(Seed())),
        3 or 4 => MutatedBytes(Encoding.UTF8.GetBytes(Seed())),
        5 or 6 or 7 => Encoding.UTF8.GetBytes(MutatedTokens(Seed())),
        8 => Encoding.UTF8.GetBytes(Spliced(Seed(), Seed())),
        _ => Encoding.UTF8.GetBytes(Generated()),
    };

    // Half of the time one that compiles.
    private string Seed() => _random.Next(2) == 0 ? _seeds[_random.Next(_seeds.Length)] : Valid.Value[_random.Next(Valid.Value.Length)];

    private string Cut(string text) => text.Length == 0 ? "" : text[.._random.Next(text.Length)];

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Soup(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Words[_random.Next(Words.Length)]));

    private byte[] MutatedBytes(byte[] bytes)
    {
        var result = bytes.ToList();
        for (var k = _random.Next(1, 6); k > 0 && result.Count > 0; k--)
        {
            var at = _random.Next(result.Count);
            switch (_random.Next(4))
            {
                case 0: result[at] = (byte)_random.Next(256); break;
                case 1: result.RemoveAt(at); break;
                case 2: result.Insert(at, (byte)_random.Next(32, 127)); break;
                default: result[at] ^= (byte)(1 << _random.Next(8)); break;
            }
        }
        return [.. result];
    }

    private string MutatedTokens(string text)
    {
        var tokens = Token().Matches(text).Select(m => m.Value).ToList();
        for (var k = _random.Next(1, 5); k > 0 && tokens.Count > 1; k--)
        {
            var (a, b) = (_random.Next(tokens.Count), _random.Next(tokens.Count));
            switch (_random.Next(5))
            {
                case 0: tokens.RemoveAt(a); break;
                case 1: tokens.Insert(b, tokens[a]); break;
                case 2: (tokens[a], tokens[b]) = (tokens[b], tokens[a]); break;
                case 3: tokens[a] = tokens[b]; break;
                default: tokens[a] = Words[_random.Next(Words.Length)]; break;
            }
        }
        return string.Concat(tokens);
    }

    private string Spliced(string a, string b)
    {
        var (first, second) = (a.Split('\n'), b.Split('\n'));
        return string.Join('\n', first.Take(_random.Next(first.Length + 1)).Concat(second.Skip(_random.Next(second.Length + 1))));
    }

    private string Generated()
    {
        _size = _random.Next(3, 40);
        var density = _random.Next(2) == 0;
        var state = density ? "rho" : "u";
        var text = new StringBuilder();
        text.Append("param mu = ").Append(Number()).Append("\nlet f x = ").Append(Expression("x")).Append("\nlet V x = ").Append(Expression("x")).Append("\nlet W z = ").Append(Expression("z"))
            .Append("\ndomain I = ").Append(_random.Next(3) == 0 ? "periodic " : "").Append('[').Append(Number()).Append(", ").Append(Number()).Append(']')
            .Append("\nstate ").Append(state).Append(" : ").Append(density ? "density" : "field").Append(" on I = ").Append(Expression("x"));
        if (_random.Next(4) == 0)
            text.Append(" where ").Append(state).Append(" = ").Append(Expression("x")).Append(" on ").Append(_random.Next(2) == 0 ? "left" : "boundary");
        text.Append("\nE[").Append(state).Append("] = ").Append(_random.Next(5) == 0 ? "1/2 * int (fun x y -> W(x - y)*" + state + " x*" + state + " y)" : "int " + Expression(state))
            .Append("\nflow ").Append(state).Append(" = descend E in ").Append(Pick("wasserstein", "L2", "H^-1", "H1"));
        if (_random.Next(4) == 0)
            text.Append(" { mobility = ").Append(Expression(state)).Append(" }");
        text.Append("\nsolve on ").Append(Number()).Append(" cells by ").Append(Pick("jko", "implicit", "auto", "imex")).Append(" { ").Append(Pick("dt", "tau", "rtol")).Append(" = ").Append(Number())
            .Append(" } until ").Append(Number()).Append("\nobserve m = ").Append(Expression(state)).Append("\nplot ").Append(Expression(state)).Append(" at [0; ").Append(Number()).Append("]\nexpect ")
            .Append(Pick("E decreases", "mass " + state + " conserved", state + " >= 0", "m ~ " + Number() + " within " + Number())).Append('\n');
        return text.ToString();
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Number() => Pick("0", "1", "2", "-1", "0.5", "3/7", "1e-3", "100", "400", "mu", "2*pi", "1e9", "-2.5", "10");

    private string Expression(string variable)
    {
        if (--_size <= 0)
            return _random.Next(2) == 0 ? variable : Number();
        return _random.Next(14) switch
        {
            0 or 1 => $"{Expression(variable)} + {Expression(variable)}",
            2 => $"{Expression(variable)} - {Expression(variable)}",
            3 or 4 => $"({Expression(variable)})*({Expression(variable)})",
            5 => $"({Expression(variable)})/({Expression(variable)})",
            6 => $"({Expression(variable)})^{Pick("2", "3", "-1", "(1/2)", "mu", "m", "20", "0.3")}",
            7 or 8 => $"{Functions[_random.Next(Functions.Length)]}({Expression(variable)})",
            9 => $"|{Pick("grad ", "")}({Expression(variable)})|^2",
            10 => $"if {Expression(variable)} > {Expression(variable)} then {Expression(variable)} else {Expression(variable)}",
            11 => $"(let q = {Expression(variable)} in {Expression("q")})",
            12 => $"(int {Expression(variable)})",
            _ => variable,
        };
    }

    [GeneratedRegex("```fsharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}

using System.Collections.Frozen;
using Flows.Language.Text;
using Superpower.Model;

namespace Flows.Language.Tokens;

/// <summary>The words of the language, and what a token says.</summary>
public static class Words
{
    /// <summary>The words that cannot be names.</summary>
    public static FrozenDictionary<string, TokenKind> Reserved { get; } = new Dictionary<string, TokenKind>
    {
        ["let"] = TokenKind.Let,
        ["param"] = TokenKind.Param,
        ["domain"] = TokenKind.Domain,
        ["state"] = TokenKind.State,
        ["flow"] = TokenKind.Flow,
        ["solve"] = TokenKind.Solve,
        ["minimize"] = TokenKind.Minimize,
        ["compare"] = TokenKind.Compare,
        ["vary"] = TokenKind.Vary,
        ["observe"] = TokenKind.Observe,
        ["plot"] = TokenKind.Plot,
        ["animate"] = TokenKind.Animate,
        ["save"] = TokenKind.Save,
        ["expect"] = TokenKind.Expect,
        ["data"] = TokenKind.Data,
        ["network"] = TokenKind.Network,
        ["open"] = TokenKind.Open,
        ["int"] = TokenKind.Integral,
        ["fun"] = TokenKind.Fun,
        ["draw"] = TokenKind.Draw,
        ["if"] = TokenKind.If,
        ["then"] = TokenKind.Then,
        ["else"] = TokenKind.Else,
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["not"] = TokenKind.Not,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words that are never taken as a juxtaposed argument.</summary>
    public static FrozenSet<string> Clauses { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "along", "at", "by", "cells", "conserved", "decreases", "every", "in", "on", "over", "until", "vs", "where",
        "within");

    /// <summary>The reserved words that begin a declaration, in the order of the reference.</summary>
    public static Seq<string> Declarations { get; } =
    [
        "let", "param", "domain", "state", "flow", "solve", "minimize", "compare", "vary", "observe", "plot",
        "animate", "save", "expect", "data", "network", "open",
    ];

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> ReservedBySpan =
        Reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ClausesBySpan =
        Clauses.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The kind of a word: that of a reserved word, or Name.</summary>
    public static TokenKind KindOf(ReadOnlySpan<char> word) =>
        ReservedBySpan.TryGetValue(word, out var kind) ? kind : TokenKind.Name;

    /// <summary>Whether a kind is a reserved word.</summary>
    public static bool IsReserved(TokenKind kind) => kind is >= TokenKind.Integral and <= TokenKind.Open;

    /// <summary>Whether a kind begins a declaration and nothing else.</summary>
    public static bool OpensDeclaration(TokenKind kind) => kind is >= TokenKind.Param and <= TokenKind.Open;

    /// <summary>The name that a name token stands for: ∇ is grad, π is pi.</summary>
    public static string NameOf(Token<TokenKind> token)
    {
        var text = token.Span.AsReadOnlySpan();
        return Symbols.NameOf(text) ?? text.ToString();
    }

    /// <summary>Whether a token is a certain contextual word.</summary>
    public static bool Is(Token<TokenKind> token, string word)
    {
        if (token.Kind != TokenKind.Name)
            return false;
        var text = token.Span.AsReadOnlySpan();
        return (Symbols.NameOf(text) ?? text).SequenceEqual(word);
    }

    /// <summary>Whether a token is a word that ends an application.</summary>
    public static bool IsClause(Token<TokenKind> token)
    {
        if (token.Kind != TokenKind.Name)
            return false;
        var text = token.Span.AsReadOnlySpan();
        return ClausesBySpan.Contains(Symbols.NameOf(text) ?? text);
    }

    /// <summary>Where a token stands.</summary>
    public static SourceSpan SpanOf(Token<TokenKind> token) => new(token.Position.Absolute, token.Span.Length);
}

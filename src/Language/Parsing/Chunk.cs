using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>The tokens of one declaration, and its documentation.</summary>
internal sealed record Chunk(Token<TokenKind>[] Tokens, string? Doc);

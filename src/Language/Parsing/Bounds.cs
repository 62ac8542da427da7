using Flows.Language.Syntax;

namespace Flows.Language.Parsing;

/// <summary>[low, high].</summary>
internal sealed record Bounds(ExprSyntax Low, ExprSyntax High);

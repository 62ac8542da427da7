using Flows.Language.Syntax;

namespace Flows.Language.Parsing;

/// <summary>An expression and the height of its tree, which is bounded, so that every pass may recurse over it.</summary>
internal readonly record struct Measured(ExprSyntax Tree, int Height);

namespace Flows.Language.Formatting;

/// <summary>How tightly an expression binds, from loosest to tightest.</summary>
internal enum Level
{
    /// <summary>e |> f</summary>
    Pipe,
    /// <summary>a or b</summary>
    Or,
    /// <summary>a and b</summary>
    And,
    /// <summary>not a</summary>
    Not,
    /// <summary>a &lt; b</summary>
    Comparison,
    /// <summary>a + b</summary>
    Sum,
    /// <summary>a * b</summary>
    Product,
    /// <summary>-a</summary>
    Sign,
    /// <summary>a ^ b</summary>
    Power,
    /// <summary>f a</summary>
    Application,
    /// <summary>f(a), and atoms</summary>
    Postfix,
}

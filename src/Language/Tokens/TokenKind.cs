namespace Flows.Language.Tokens;

/// <summary>What a token is. Contextual words (`on`, `by`, `until`, …) are names.</summary>
public enum TokenKind
{
    /// <summary>No token.</summary>
    None,
    /// <summary>A character that begins nothing.</summary>
    Unknown,
    /// <summary>`(*` without its `*)`.</summary>
    UnterminatedComment,
    /// <summary>A string that its line ends.</summary>
    UnterminatedString,
    /// <summary>`1.` or `1_`.</summary>
    MalformedNumber,
    /// <summary>An operator of other languages: `==`, `&amp;&amp;`, `||`, `!=`.</summary>
    ForeignOperator,
    /// <summary>`/// …` to the end of the line.</summary>
    DocComment,
    /// <summary>An identifier, or ∇ Δ √ ∞ ∈.</summary>
    Name,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A string.</summary>
    QuotedString,
    /// <summary>(</summary>
    LeftParenthesis,
    /// <summary>)</summary>
    RightParenthesis,
    /// <summary>[</summary>
    LeftBracket,
    /// <summary>]</summary>
    RightBracket,
    /// <summary>{</summary>
    LeftBrace,
    /// <summary>}</summary>
    RightBrace,
    /// <summary>| before it is known whether it opens or closes.</summary>
    Bar,
    /// <summary>The | that opens a norm.</summary>
    NormOpen,
    /// <summary>The | that closes a norm.</summary>
    NormClose,
    /// <summary>,</summary>
    Comma,
    /// <summary>;</summary>
    Semicolon,
    /// <summary>:</summary>
    Colon,
    /// <summary>~</summary>
    Tilde,
    /// <summary>.</summary>
    Point,
    /// <summary>..</summary>
    Range,
    /// <summary>'</summary>
    Prime,
    /// <summary>-> or →</summary>
    Arrow,
    /// <summary>|></summary>
    Pipe,
    /// <summary>=</summary>
    Equal,
    /// <summary>&lt;> or ≠</summary>
    NotEqual,
    /// <summary>&lt;</summary>
    Less,
    /// <summary>&lt;= or ≤</summary>
    LessOrEqual,
    /// <summary>></summary>
    Greater,
    /// <summary>>= or ≥</summary>
    GreaterOrEqual,
    /// <summary>+</summary>
    Plus,
    /// <summary>- or −</summary>
    Minus,
    /// <summary>* or ×</summary>
    Star,
    /// <summary>/</summary>
    Slash,
    /// <summary>· (dot product)</summary>
    MiddleDot,
    /// <summary>^ or **</summary>
    Caret,
    /// <summary>² or ³</summary>
    Superscript,
    /// <summary>int or ∫</summary>
    Integral,
    /// <summary>fun</summary>
    Fun,
    /// <summary>draw</summary>
    Draw,
    /// <summary>if</summary>
    If,
    /// <summary>then</summary>
    Then,
    /// <summary>else</summary>
    Else,
    /// <summary>and</summary>
    And,
    /// <summary>or</summary>
    Or,
    /// <summary>not</summary>
    Not,
    /// <summary>let</summary>
    Let,
    /// <summary>param</summary>
    Param,
    /// <summary>domain</summary>
    Domain,
    /// <summary>state</summary>
    State,
    /// <summary>flow</summary>
    Flow,
    /// <summary>solve</summary>
    Solve,
    /// <summary>minimize</summary>
    Minimize,
    /// <summary>compare</summary>
    Compare,
    /// <summary>vary</summary>
    Vary,
    /// <summary>observe</summary>
    Observe,
    /// <summary>plot</summary>
    Plot,
    /// <summary>animate</summary>
    Animate,
    /// <summary>save</summary>
    Save,
    /// <summary>expect</summary>
    Expect,
    /// <summary>data</summary>
    Data,
    /// <summary>network</summary>
    Network,
    /// <summary>open</summary>
    Open,
}

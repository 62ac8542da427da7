namespace Flows.Compiler.Kernels;

/// <summary>The operations of a <see cref="LaneProgram"/>: each is one machine instruction, or few, at every vector width.</summary>
internal enum Operation
{
    /// <summary>Payload: the bits of the number.</summary>
    Constant,

    /// <summary>A: slot, B: offset in entries.</summary>
    Load,

    /// <summary>A: index among the scalars.</summary>
    Scalar,

    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>a · b + c</summary>
    MultiplyAdd,

    /// <summary>a · b − c</summary>
    MultiplySubtract,

    /// <summary>c − a · b</summary>
    NegatedMultiplyAdd,

    Negate,
    SquareRoot,
    Absolute,
    Minimum,
    Maximum,
    Floor,
    Less,
    LessOrEqual,
    Equal,

    /// <summary>Bitwise; masks are all ones or all zeros.</summary>
    And,
    Or,
    Xor,
    Not,
    Select,

    /// <summary>Compares as 64-bit integers.</summary>
    EqualBits,

    /// <summary>Adds as 64-bit integers.</summary>
    AddBits,

    /// <summary>Subtracts as 64-bit integers.</summary>
    SubtractBits,

    /// <summary>Shifts as 64-bit integers. Payload: by how much.</summary>
    ShiftLeft,

    /// <summary>Shifts as unsigned 64-bit integers. Payload: by how much.</summary>
    ShiftRight,

    /// <summary>A, unless the mask C holds: then the rare function of B. Payload: <see cref="RareFunction"/>.</summary>
    Rescue,

    /// <summary>A: index of the call in <see cref="LaneProgram.Calls"/>.</summary>
    Scalarwise,
}

namespace Flows.Compiler.Kernels;

/// <summary>One step of a <see cref="LaneProgram"/>; its place in the program is its name.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="A">First operand.</param>
/// <param name="B">Second operand.</param>
/// <param name="C">Third operand.</param>
/// <param name="Payload">Bits of a constant, a shift.</param>
internal readonly record struct Instruction(Operation Operation, int A = -1, int B = -1, int C = -1, long Payload = 0)
{
    /// <summary>How many of A, B, C name other instructions.</summary>
    public int Operands => Operation switch
    {
        Operation.Constant or Operation.Load or Operation.Scalar or Operation.Scalarwise => 0,
        Operation.Negate or Operation.SquareRoot or Operation.Absolute or Operation.Floor or Operation.Not
            or Operation.ShiftLeft or Operation.ShiftRight => 1,
        Operation.MultiplyAdd or Operation.MultiplySubtract or Operation.NegatedMultiplyAdd or Operation.Select
            or Operation.Rescue => 3,
        _ => 2,
    };

    /// <summary>The operand at a place.</summary>
    /// <param name="place">0 … Operands − 1.</param>
    public int Operand(int place) => place == 0 ? A : place == 1 ? B : C;

    /// <summary>Whether a ∘ b = b ∘ a, bit for bit.</summary>
    public bool IsCommutative => Operation is Operation.Add or Operation.Multiply or Operation.Equal or Operation.EqualBits
        or Operation.AddBits or Operation.And or Operation.Or or Operation.Xor;
}

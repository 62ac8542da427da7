namespace Flows.Compiler.Kernels;

/// <summary>One step of a <see cref="LaneProgram"/>; its place in the program is its name.</summary>
internal readonly struct Instruction(Operation operation, int a = -1, int b = -1, int c = -1, long payload = 0)
{
    /// <summary>What is done.</summary>
    public readonly Operation Operation = operation;

    /// <summary>First operand.</summary>
    public readonly int A = a;

    /// <summary>Second operand.</summary>
    public readonly int B = b;

    /// <summary>Third operand.</summary>
    public readonly int C = c;

    /// <summary>Bits of a constant, a shift.</summary>
    public readonly long Payload = payload;

    /// <summary>Equal for equal instructions.</summary>
    public int Hash
    {
        get
        {
            var hash = (((ulong)Operation * 31 + (uint)A) * 0x9E3779B97F4A7C15 + (uint)B) * 0x9E3779B97F4A7C15 + (uint)C;
            hash = (hash ^ (ulong)Payload) * 0x9E3779B97F4A7C15;
            return (int)(hash >> 33);
        }
    }

    /// <summary>Whether the two compute the same.</summary>
    public bool IsSame(in Instruction other) => Operation == other.Operation && A == other.A && B == other.B && C == other.C
        && Payload == other.Payload;

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
    public int Operand(int place) => place == 0 ? A : place == 1 ? B : C;

    /// <summary>Whether a ∘ b = b ∘ a, bit for bit.</summary>
    public bool IsCommutative => Operation is Operation.Add or Operation.Multiply or Operation.Equal or Operation.EqualBits
        or Operation.AddBits or Operation.And or Operation.Or or Operation.Xor;
}

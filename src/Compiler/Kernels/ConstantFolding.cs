using System.Diagnostics;
using static System.BitConverter;

namespace Flows.Compiler.Kernels;

/// <summary>What an instruction yields on constants: the same IEEE operations as in the compiled code.</summary>
internal static class ConstantFolding
{
    /// <summary>The bits of the result.</summary>
    /// <param name="instruction">Neither a leaf nor a call.</param>
    /// <param name="code">Where its operands are constants.</param>
    public static long Of(in Instruction instruction, Instruction[] code)
    {
        var a = code[instruction.A].Payload;
        var b = instruction.Operands > 1 ? code[instruction.B].Payload : 0;
        var c = instruction.Operands > 2 ? code[instruction.C].Payload : 0;
        var (x, y, z) = (Int64BitsToDouble(a), Int64BitsToDouble(b), Int64BitsToDouble(c));
        return instruction.Operation switch
        {
            Operation.Add => DoubleToInt64Bits(x + y),
            Operation.Subtract => DoubleToInt64Bits(x - y),
            Operation.Multiply => DoubleToInt64Bits(x * y),
            Operation.Divide => DoubleToInt64Bits(x / y),
            Operation.MultiplyAdd => DoubleToInt64Bits(Math.FusedMultiplyAdd(x, y, z)),
            Operation.MultiplySubtract => DoubleToInt64Bits(Math.FusedMultiplyAdd(x, y, -z)),
            Operation.NegatedMultiplyAdd => DoubleToInt64Bits(Math.FusedMultiplyAdd(-x, y, z)),
            Operation.Negate => DoubleToInt64Bits(-x),
            Operation.SquareRoot => DoubleToInt64Bits(Math.Sqrt(x)),
            Operation.Absolute => DoubleToInt64Bits(Math.Abs(x)),
            Operation.Minimum => DoubleToInt64Bits(Math.Min(x, y)),
            Operation.Maximum => DoubleToInt64Bits(Math.Max(x, y)),
            Operation.Floor => DoubleToInt64Bits(Math.Floor(x)),
            Operation.Less => Mask(x < y),
            Operation.LessOrEqual => Mask(x <= y),
            Operation.Equal => Mask(x == y),
            Operation.EqualBits => Mask(a == b),
            Operation.And => a & b,
            Operation.Or => a | b,
            Operation.Xor => a ^ b,
            Operation.Not => ~a,
            Operation.Select => (a & b) | (~a & c),
            Operation.AddBits => a + b,
            Operation.SubtractBits => a - b,
            Operation.ShiftLeft => a << (int)instruction.Payload,
            Operation.ShiftRight => a >>> (int)instruction.Payload,
            _ => throw new UnreachableException(),
        };
    }

    private static long Mask(bool holds) => holds ? -1 : 0;
}

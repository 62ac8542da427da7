using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector256<double>;

namespace Flows.Compiler.Kernels;

/// <summary>Four indices at once.</summary>
internal sealed class LaneType256() : LaneType(typeof(Vector256<double>), 4)
{
    /// <summary>The only one.</summary>
    public static LaneType256 Instance { get; } = new();

    /// <inheritdoc/>
    protected override Delegate? Resolve(Operation operation) => operation switch
    {
        Operation.Add => Vector256.Add<double>,
        Operation.Subtract => Vector256.Subtract<double>,
        Operation.Multiply => (Func<V, V, V>)Vector256.Multiply,
        Operation.Divide => (Func<V, V, V>)Vector256.Divide,
        Operation.MultiplyAdd => (Func<V, V, V, V>)Vector256.FusedMultiplyAdd,
        Operation.NegatedMultiplyAdd when Fma.IsSupported => (Func<V, V, V, V>)Fma.MultiplyAddNegated,
        Operation.MultiplySubtract when Fma.IsSupported => (Func<V, V, V, V>)Fma.MultiplySubtract,
        Operation.NegatedMultiplyAdd or Operation.MultiplySubtract => null,
        Operation.Negate => Vector256.Negate<double>,
        Operation.SquareRoot => Vector256.Sqrt<double>,
        Operation.Absolute => Vector256.Abs<double>,
        Operation.Minimum => Vector256.Min<double>,
        Operation.Maximum => Vector256.Max<double>,
        Operation.Floor => (Func<Vector256<double>, Vector256<double>>)Vector256.Floor,
        Operation.Less => Vector256.LessThan<double>,
        Operation.LessOrEqual => Vector256.LessThanOrEqual<double>,
        Operation.Equal => Vector256.Equals<double>,
        Operation.And => Vector256.BitwiseAnd<double>,
        Operation.Or => Vector256.BitwiseOr<double>,
        Operation.Xor => Vector256.Xor<double>,
        Operation.Not => Vector256.OnesComplement<double>,
        Operation.Select => Vector256.ConditionalSelect<double>,
        Operation.EqualBits => Vector256.Equals<long>,
        Operation.AddBits => Vector256.Add<long>,
        Operation.SubtractBits => Vector256.Subtract<long>,
        Operation.ShiftLeft => (Func<Vector256<long>, int, Vector256<long>>)Vector256.ShiftLeft,
        Operation.ShiftRight => (Func<Vector256<long>, int, Vector256<long>>)Vector256.ShiftRightLogical,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    protected override Delegate Resolve(LaneMethod method) => method switch
    {
        LaneMethod.Broadcast => (Func<double, Vector256<double>>)Vector256.Create,
        LaneMethod.BroadcastBits => (Func<long, Vector256<long>>)Vector256.Create,
        LaneMethod.AsBits => Vector256.AsInt64<double>,
        LaneMethod.AsNumber => Vector256.AsDouble<long>,
        LaneMethod.First => Vector256.ToScalar<double>,
        LaneMethod.Signs => Vector256.ExtractMostSignificantBits<double>,
        LaneMethod.Stream => Streaming.Stream256,
        LaneMethod.Fold => (Reduction.FoldLanes)Reduction.Fold256,
        _ => throw new UnreachableException(),
    };
}

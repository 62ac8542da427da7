using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<double>;

namespace Flows.Compiler.Kernels;

/// <summary>Eight indices at once.</summary>
internal sealed class LaneType512() : LaneType(typeof(Vector512<double>), 8)
{
    /// <summary>The only one.</summary>
    public static LaneType512 Instance { get; } = new();

    /// <inheritdoc/>
    protected override Delegate? Resolve(Operation operation) => operation switch
    {
        Operation.Add => Vector512.Add<double>,
        Operation.Subtract => Vector512.Subtract<double>,
        Operation.Multiply => (Func<V, V, V>)Vector512.Multiply,
        Operation.Divide => (Func<V, V, V>)Vector512.Divide,
        Operation.MultiplyAdd => (Func<V, V, V, V>)Vector512.FusedMultiplyAdd,
        Operation.NegatedMultiplyAdd when Avx512F.IsSupported => (Func<V, V, V, V>)Avx512F.FusedMultiplyAddNegated,
        Operation.MultiplySubtract when Avx512F.IsSupported => (Func<V, V, V, V>)Avx512F.FusedMultiplySubtract,
        Operation.NegatedMultiplyAdd or Operation.MultiplySubtract => null,
        Operation.Negate => Vector512.Negate<double>,
        Operation.SquareRoot => Vector512.Sqrt<double>,
        Operation.Absolute => Vector512.Abs<double>,
        Operation.Minimum => Vector512.Min<double>,
        Operation.Maximum => Vector512.Max<double>,
        Operation.Floor => (Func<Vector512<double>, Vector512<double>>)Vector512.Floor,
        Operation.Less => Vector512.LessThan<double>,
        Operation.LessOrEqual => Vector512.LessThanOrEqual<double>,
        Operation.Equal => Vector512.Equals<double>,
        Operation.And => Vector512.BitwiseAnd<double>,
        Operation.Or => Vector512.BitwiseOr<double>,
        Operation.Xor => Vector512.Xor<double>,
        Operation.Not => Vector512.OnesComplement<double>,
        Operation.Select => Vector512.ConditionalSelect<double>,
        Operation.EqualBits => Vector512.Equals<long>,
        Operation.AddBits => Vector512.Add<long>,
        Operation.SubtractBits => Vector512.Subtract<long>,
        Operation.ShiftLeft => (Func<Vector512<long>, int, Vector512<long>>)Vector512.ShiftLeft,
        Operation.ShiftRight => (Func<Vector512<long>, int, Vector512<long>>)Vector512.ShiftRightLogical,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    protected override Delegate Resolve(LaneMethod method) => method switch
    {
        LaneMethod.Broadcast => (Func<double, Vector512<double>>)Vector512.Create,
        LaneMethod.BroadcastBits => (Func<long, Vector512<long>>)Vector512.Create,
        LaneMethod.AsBits => Vector512.AsInt64<double>,
        LaneMethod.AsNumber => Vector512.AsDouble<long>,
        LaneMethod.First => Vector512.ToScalar<double>,
        LaneMethod.Signs => Vector512.ExtractMostSignificantBits<double>,
        LaneMethod.Stream => Streaming.Stream512,
        LaneMethod.Fold => (Reduction.FoldLanes)Reduction.Fold512,
        _ => throw new UnreachableException(),
    };
}

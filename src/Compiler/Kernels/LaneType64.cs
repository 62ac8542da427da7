using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector128<double>;

namespace Flows.Compiler.Kernels;

/// <summary>One index at a time.</summary>
internal sealed class LaneType64() : LaneType(typeof(Vector128<double>), 1)
{
    /// <summary>The only one.</summary>
    public static LaneType64 Instance { get; } = new();

    /// <inheritdoc/>
    protected override Delegate? Resolve(Operation operation) => operation switch
    {
        Operation.Add => Vector128.Add<double>,
        Operation.Subtract => Vector128.Subtract<double>,
        Operation.Multiply => (Func<V, V, V>)Vector128.Multiply,
        Operation.Divide => (Func<V, V, V>)Vector128.Divide,
        Operation.MultiplyAdd => (Func<V, V, V, V>)Vector128.FusedMultiplyAdd,
        Operation.NegatedMultiplyAdd when Fma.IsSupported => (Func<V, V, V, V>)Fma.MultiplyAddNegated,
        Operation.MultiplySubtract when Fma.IsSupported => (Func<V, V, V, V>)Fma.MultiplySubtract,
        Operation.NegatedMultiplyAdd or Operation.MultiplySubtract => null,
        Operation.Negate => Vector128.Negate<double>,
        Operation.SquareRoot => Vector128.Sqrt<double>,
        Operation.Absolute => Vector128.Abs<double>,
        Operation.Minimum => Vector128.Min<double>,
        Operation.Maximum => Vector128.Max<double>,
        Operation.Floor => (Func<Vector128<double>, Vector128<double>>)Vector128.Floor,
        Operation.Less => Vector128.LessThan<double>,
        Operation.LessOrEqual => Vector128.LessThanOrEqual<double>,
        Operation.Equal => Vector128.Equals<double>,
        Operation.And => Vector128.BitwiseAnd<double>,
        Operation.Or => Vector128.BitwiseOr<double>,
        Operation.Xor => Vector128.Xor<double>,
        Operation.Not => Vector128.OnesComplement<double>,
        Operation.Select => Vector128.ConditionalSelect<double>,
        Operation.EqualBits => Vector128.Equals<long>,
        Operation.AddBits => Vector128.Add<long>,
        Operation.SubtractBits => Vector128.Subtract<long>,
        Operation.ShiftLeft => (Func<Vector128<long>, int, Vector128<long>>)Vector128.ShiftLeft,
        Operation.ShiftRight => (Func<Vector128<long>, int, Vector128<long>>)Vector128.ShiftRightLogical,
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    protected override Delegate Resolve(LaneMethod method) => method switch
    {
        LaneMethod.Broadcast => (Func<double, Vector128<double>>)Vector128.Create,
        LaneMethod.BroadcastBits => (Func<long, Vector128<long>>)Vector128.Create,
        LaneMethod.AsBits => Vector128.AsInt64<double>,
        LaneMethod.AsNumber => Vector128.AsDouble<long>,
        LaneMethod.First => Vector128.ToScalar<double>,
        LaneMethod.Signs => Vector128.ExtractMostSignificantBits<double>,
        _ => throw new UnreachableException(),
    };
}

using System.Diagnostics;
using System.Reflection;

namespace Flows.Compiler.Kernels;

/// <summary>
/// How many lanes one instruction serves, and the intrinsics that do the operations. Code for single indices is the 128-bit form
/// with both lanes alike, so that there is one way of writing everything.
/// </summary>
/// <param name="vector">The vector's type.</param>
/// <param name="lanes">How many indices a value stands for.</param>
internal abstract class LaneType(Type vector, int lanes)
{
    private readonly MethodInfo?[] _methods = new MethodInfo?[(int)Operation.Scalarwise + 1];
    private readonly MethodInfo?[] _others = new MethodInfo?[(int)LaneMethod.Fold + 1];

    /// <summary>The type of a value.</summary>
    public Type Vector { get; } = vector;

    /// <summary>How many indices a value stands for.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>The bytes that a value covers in an array.</summary>
    public int Bytes => Lanes * sizeof(double);

    /// <summary>The widest type that this machine executes.</summary>
    public static LaneType Of(int bits) => bits switch
    {
        512 => LaneType512.Instance,
        256 => LaneType256.Instance,
        _ => LaneType64.Instance,
    };

    /// <summary>The intrinsic of an arithmetic operation.</summary>
    public MethodInfo Method(Operation operation) => MethodOrNull(operation) ?? throw new UnreachableException();

    /// <summary>The intrinsic of an arithmetic operation, or null where this machine has none.</summary>
    public MethodInfo? MethodOrNull(Operation operation) => _methods[(int)operation] ??= Resolve(operation)?.Method;

    /// <summary>The intrinsic that moves or converts.</summary>
    public MethodInfo Method(LaneMethod method) => _others[(int)method] ??= Resolve(method).Method;

    /// <summary>A method group of the intrinsic.</summary>
    protected abstract Delegate? Resolve(Operation operation);

    /// <summary>A method group of the intrinsic.</summary>
    protected abstract Delegate Resolve(LaneMethod method);
}

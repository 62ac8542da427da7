using System.Reflection;
using System.Reflection.Emit;
using V = System.Runtime.Intrinsics.Vector128<double>;

namespace Flows.Compiler.Kernels;

/// <summary>Writes the values of a plan as the IL of one method, for one lane type.</summary>
/// <param name="il">The method.</param>
/// <param name="lane">How many indices at once.</param>
/// <param name="plan">What to compute.</param>
/// <param name="frame">Where values lie that do not live in this method's locals.</param>
internal sealed class ValueEmitter(ILGenerator il, LaneType lane, LanePlan plan, FrameLayout frame)
{
    /// <summary>The first argument of every method: what they share.</summary>
    public const short Context = 0;

    /// <summary>Argument: the memory of the arrays.</summary>
    public const short Arena = 1;

    /// <summary>Argument: the rows' offsets.</summary>
    public const short Rows = 2;

    /// <summary>Argument: the scalars.</summary>
    public const short Scalars = 3;

    private static readonly MethodInfo Evaluate = ((ScalarCalls.Evaluation)ScalarCalls.Evaluate).Method;
    private static readonly MethodInfo Sin = ((Func<V, V, V>)RareCalls.Sin).Method;
    private static readonly MethodInfo Cos = ((Func<V, V, V>)RareCalls.Cos).Method;

    private readonly Dictionary<int, LocalBuilder> _locals = [];
    private readonly Dictionary<int, LocalBuilder> _rows = [];

    /// <summary>Pushes the index, in bytes; null where no array is read.</summary>
    public Action? PushIndex { get; init; }

    /// <summary>Pushes the address of the frame.</summary>
    public Action? PushFrame { get; init; }

    /// <summary>The local of a value, if it has one.</summary>
    public LocalBuilder? LocalOf(int id) => _locals.GetValueOrDefault(id);

    /// <summary>Computes a value that is kept, into a local and, where other methods need it, into the frame.</summary>
    public void Define(int id)
    {
        PushOperation(id);
        Bind(id);
        if (frame.SlotOf(id) is { } slot)
        {
            PushFrameAddress(slot);
            il.Emit(OpCodes.Ldloc, _locals[id]);
            StoreVector();
        }
    }

    /// <summary>Takes the value on the stack as the one of that name.</summary>
    public void Bind(int id)
    {
        var local = il.DeclareLocal(lane.Vector);
        il.Emit(OpCodes.Stloc, local);
        _locals.Add(id, local);
    }

    /// <summary>Pushes a value.</summary>
    public void Push(int id)
    {
        if (_locals.TryGetValue(id, out var local))
        {
            il.Emit(OpCodes.Ldloc, local);
            return;
        }
        if (plan.IsKept[id])
        {
            PushFrameAddress(frame.SlotOf(id)!.Value);
            LoadVector();
        }
        else
        {
            PushOperation(id);
        }
        var isLoad = plan.Code[id].Operation == Operation.Load;
        if (plan.Uses(id) > 1 && (isLoad || plan.IsKept[id]))
        {
            Bind(id);
            il.Emit(OpCodes.Ldloc, _locals[id]);
        }
    }

    /// <summary>Pushes the address of an entry of an array.</summary>
    public void PushAddress(int slot, int offset)
    {
        il.Emit(OpCodes.Ldloc, Row(slot));
        PushIndex!();
        il.Emit(OpCodes.Add);
        if (offset == 0)
            return;
        il.Emit(OpCodes.Ldc_I8, (long)offset * sizeof(double));
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Pushes the address of a place in the frame.</summary>
    public void PushFrameAddress(int slot)
    {
        PushFrame!();
        il.Emit(OpCodes.Ldc_I4, slot * FrameLayout.SlotBytes);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Reads the entries at an address.</summary>
    public void LoadEntries()
    {
        if (lane.Lanes > 1)
        {
            LoadVector();
            return;
        }
        il.Emit(OpCodes.Ldind_R8);
        il.Emit(OpCodes.Call, lane.Method(LaneMethod.Broadcast));
    }

    /// <summary>Writes the entries at an address.</summary>
    public void StoreEntries()
    {
        if (lane.Lanes > 1)
        {
            StoreVector();
            return;
        }
        il.Emit(OpCodes.Call, lane.Method(LaneMethod.First));
        il.Emit(OpCodes.Stind_R8);
    }

    /// <summary>Reads a whole vector at an address.</summary>
    public void LoadVector()
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Ldobj, lane.Vector);
    }

    /// <summary>Writes a whole vector at an address.</summary>
    public void StoreVector()
    {
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Stobj, lane.Vector);
    }

    /// <summary>Calls the intrinsic of an operation.</summary>
    public void Call(Operation operation) => il.Emit(OpCodes.Call, lane.Method(operation));

    /// <summary>The local that holds the address of an array's row; computed at its first use.</summary>
    public LocalBuilder Row(int slot)
    {
        if (_rows.TryGetValue(slot, out var row))
            return row;
        row = il.DeclareLocal(typeof(double).MakeByRefType());
        il.Emit(OpCodes.Ldarg, Arena);
        il.Emit(OpCodes.Ldarg, Rows);
        il.Emit(OpCodes.Ldc_I4, slot * sizeof(long));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Ldc_I4_3);
        il.Emit(OpCodes.Shl);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, row);
        _rows.Add(slot, row);
        return row;
    }

    /// <summary>Pushes a number in all lanes.</summary>
    public void PushConstant(long bits)
    {
        var value = BitConverter.Int64BitsToDouble(bits);
        if (double.IsNaN(value))
        {
            // As an integer, for a mask's bits must not be touched.
            il.Emit(OpCodes.Ldc_I8, bits);
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.BroadcastBits));
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.AsNumber));
            return;
        }
        il.Emit(OpCodes.Ldc_R8, value);
        il.Emit(OpCodes.Call, lane.Method(LaneMethod.Broadcast));
    }

    private void PushOperation(int id)
    {
        var instruction = plan.Code[id];
        var (operation, payload) = (instruction.Operation, instruction.Payload);
        var (a, b, c) = (instruction.A, instruction.B, instruction.C);
        switch (operation)
        {
            case Operation.Constant:
                PushConstant(payload);
                break;
            case Operation.Load:
                PushAddress(a, b);
                LoadEntries();
                break;
            case Operation.Scalar:
                il.Emit(OpCodes.Ldarg, Scalars);
                il.Emit(OpCodes.Ldc_I4, a * sizeof(double));
                il.Emit(OpCodes.Add);
                il.Emit(OpCodes.Ldind_R8);
                il.Emit(OpCodes.Call, lane.Method(LaneMethod.Broadcast));
                break;
            // The generator does not contract negations of vectors itself.
            case Operation.NegatedMultiplyAdd when lane.MethodOrNull(operation) is null:
                Push(a);
                Call(Operation.Negate);
                Push(b);
                Push(c);
                Call(Operation.MultiplyAdd);
                break;
            case Operation.MultiplySubtract when lane.MethodOrNull(operation) is null:
                Push(a);
                Push(b);
                Push(c);
                Call(Operation.Negate);
                Call(Operation.MultiplyAdd);
                break;
            case Operation.EqualBits or Operation.AddBits or Operation.SubtractBits:
                PushBits(a);
                PushBits(b);
                Call(operation);
                il.Emit(OpCodes.Call, lane.Method(LaneMethod.AsNumber));
                break;
            case Operation.ShiftLeft or Operation.ShiftRight:
                PushBits(a);
                il.Emit(OpCodes.Ldc_I4, (int)payload);
                Call(operation);
                il.Emit(OpCodes.Call, lane.Method(LaneMethod.AsNumber));
                break;
            case Operation.Rescue:
                Push(a);
                if (lane.Lanes == 1)
                {
                    Push(b);
                    il.Emit(OpCodes.Call, (RareFunction)payload == RareFunction.Sin ? Sin : Cos);
                }
                break;
            case Operation.Scalarwise:
                PushCall(a);
                break;
            default:
                for (var place = 0; place < instruction.Operands; place++)
                    Push(instruction.Operand(place));
                Call(operation);
                break;
        }
    }

    private void PushBits(int id)
    {
        Push(id);
        il.Emit(OpCodes.Call, lane.Method(LaneMethod.AsBits));
    }

    private void PushCall(int call)
    {
        var arguments = plan.Program.Calls[call].Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            PushFrameAddress(frame.Scratch + i);
            Push(arguments[i]);
            StoreVector();
        }
        il.Emit(OpCodes.Ldarg, Context);
        il.Emit(OpCodes.Ldc_I4, call);
        PushFrameAddress(frame.Scratch);
        il.Emit(OpCodes.Ldc_I4, arguments.Count);
        il.Emit(OpCodes.Ldc_I4, lane.Lanes);
        il.Emit(OpCodes.Call, Evaluate);
        PushFrameAddress(frame.Scratch);
        LoadEntries();
    }
}

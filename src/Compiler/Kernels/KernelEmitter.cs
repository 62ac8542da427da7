using System.Reflection;
using System.Reflection.Emit;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Writes the methods of a kernel: a loop over a row in vectors, which hands the rest of the row, and vectors with rare arguments, to
/// a loop over single indices. That one is compiled only if it is ever called.
/// </summary>
internal sealed class KernelEmitter
{
    private static readonly Type[] RowParameters =
    [
        typeof(KernelContext), typeof(double).MakeByRefType(), typeof(long).MakeByRefType(), typeof(double).MakeByRefType(),
        typeof(double).MakeByRefType(), typeof(long),
    ];

    private static readonly MethodInfo RunTail = ((KernelContext.TailCall)KernelContext.RunTail).Method;

    private const short Sums = 4;

    private readonly KernelProgram _program;
    private readonly LanePlan _plan;
    private readonly FrameLayout _frame = new();
    private readonly Lane? _rare;
    private readonly KernelSegments? _segments;
    private readonly int _sumSlots, _indexSlot;

    private KernelEmitter(KernelProgram program)
    {
        _program = program;
        _rare = RareMask(program.Code);
        List<int> results = [];
        foreach (var output in program.Outputs)
            results.Add(output.Value.Id);
        foreach (var sum in program.Sums)
            results.Add(sum.Value.Id);
        if (_rare is { } rare)
            results.Add(rare.Id);
        _plan = new LanePlan(program.Code, results);
        if (program.Code.Calls.Count > 0)
            _frame.ReserveScratch(program.Code.Calls.Max(call => call.Arguments.Count));
        (_sumSlots, _indexSlot) = (_frame.Reserve(2 * program.Sums.Count), program.Sums.Count > 0 || _rare is not null ? _frame.Reserve(1) : -1);
        _segments = KernelSegments.IfLarge(_plan, _frame, program);
    }

    /// <summary>The compiled kernel.</summary>
    /// <param name="program">What it computes.</param>
    /// <param name="lane">How many indices at once.</param>
    public static RowKernel Emit(KernelProgram program, LaneType lane)
    {
        var emitter = new KernelEmitter(program);
        var calls = program.Code.Calls;
        var functions = new Function[calls.Count];
        for (var i = 0; i < functions.Length; i++)
            functions[i] = calls[i].Function;
        var context = new KernelContext(functions, () => emitter.Row(LaneType64.Instance, isTail: true));
        return emitter.Row(lane, isTail: false).CreateDelegate<RowKernel>(context);
    }

    // Where some lane's argument is rare, in any function that depends on the index.
    private static Lane? RareMask(LaneProgram code)
    {
        Lane? mask = null;
        for (var id = code.Code.Length - 1; id >= 0; id--)
        {
            if (code.Code[id].Operation != Operation.Rescue || code.IsInvariant(new Lane(id)))
                continue;
            var here = new Lane(code.Code[id].C);
            mask = mask is { } others ? code.Or(others, here) : here;
        }
        return mask;
    }

    private DynamicMethod Row(LaneType lane, bool isTail)
    {
        Type[] parameters = isTail ? [.. RowParameters, typeof(long)] : RowParameters;
        var method = new DynamicMethod(_program.Name, typeof(void), parameters, typeof(KernelEmitter).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        var il = method.GetILGenerator();
        var frame = DeclareFrame(il);
        var index = il.DeclareLocal(typeof(nint));
        var last = il.DeclareLocal(typeof(nint));
        var emitter = new ValueEmitter(il, lane, _plan, _frame)
        {
            PushIndex = () => il.Emit(OpCodes.Ldloc, index),
            PushFrame = () => il.Emit(OpCodes.Ldloc, frame!),
        };
        var body = _segments is null
            ? new RowBody(il, lane, emitter, _plan, _program)
            : (IRowBody)_segments.Bind(il, lane, emitter);
        body.Begin();
        var sums = new SumEmitter(il, lane, emitter, _program.Sums, Sums, _sumSlots);
        sums.Begin();

        // index = start; last = end − Bytes
        if (isTail)
            il.Emit(OpCodes.Ldarg, (short)5);
        else
            il.Emit(OpCodes.Ldc_I8, 0L);
        Bytes(il);
        il.Emit(OpCodes.Stloc, index);
        il.Emit(OpCodes.Ldarg, (short)(isTail ? 6 : 5));
        Bytes(il);
        il.Emit(OpCodes.Ldc_I4, lane.Bytes);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Stloc, last);

        var (top, next, condition) = (il.DefineLabel(), il.DefineLabel(), il.DefineLabel());
        il.Emit(OpCodes.Br, condition);
        il.MarkLabel(top);
        body.Compute();
        if (_rare is { } rare && lane.Lanes > 1)
            HandOver(il, lane, emitter, sums, rare, index, next);
        body.Store();
        sums.Add();
        il.MarkLabel(next);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldc_I4, lane.Bytes);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, index);
        il.MarkLabel(condition);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldloc, last);
        il.Emit(OpCodes.Ble, top);

        if (lane.Lanes > 1)
            SaveIndex(il, emitter, index);
        sums.End();
        if (lane.Lanes > 1)
        {
            RestoreIndex(il, emitter, index);
            CallTail(il, index);
        }
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void Bytes(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_I4_3);
        il.Emit(OpCodes.Shl);
        il.Emit(OpCodes.Conv_I);
    }

    private static void Indices(ILGenerator il, LocalBuilder index)
    {
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldc_I4_3);
        il.Emit(OpCodes.Shr);
        il.Emit(OpCodes.Conv_I8);
    }

    // What is alive across a call would be kept in memory all through the loop.
    private void SaveIndex(ILGenerator il, ValueEmitter emitter, LocalBuilder index)
    {
        if (_indexSlot < 0)
            return;
        emitter.PushFrameAddress(_indexSlot);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Stind_I);
    }

    private void RestoreIndex(ILGenerator il, ValueEmitter emitter, LocalBuilder index)
    {
        if (_indexSlot < 0)
            return;
        emitter.PushFrameAddress(_indexSlot);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Stloc, index);
    }

    // if some lane is rare, the scalar loop does these indices
    private void HandOver(
        ILGenerator il, LaneType lane, ValueEmitter emitter, SumEmitter sums, Lane rare, LocalBuilder index, Label next)
    {
        var common = il.DefineLabel();
        emitter.Push(rare.Id);
        il.Emit(OpCodes.Call, lane.Method(LaneMethod.Signs));
        il.Emit(OpCodes.Brfalse, common);
        SaveIndex(il, emitter, index);
        sums.Save();
        PushArguments(il);
        Indices(il, index);
        Indices(il, index);
        il.Emit(OpCodes.Ldc_I8, (long)lane.Lanes);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Call, RunTail);
        sums.Restore();
        RestoreIndex(il, emitter, index);
        il.Emit(OpCodes.Br, next);
        il.MarkLabel(common);
    }

    // if index < end: the rest of the row
    private static void CallTail(ILGenerator il, LocalBuilder index)
    {
        var done = il.DefineLabel();
        Indices(il, index);
        il.Emit(OpCodes.Ldarg, (short)5);
        il.Emit(OpCodes.Bge, done);
        PushArguments(il);
        Indices(il, index);
        il.Emit(OpCodes.Ldarg, (short)5);
        il.Emit(OpCodes.Call, RunTail);
        il.MarkLabel(done);
    }

    private static void PushArguments(ILGenerator il)
    {
        for (short argument = 0; argument <= Sums; argument++)
            il.Emit(OpCodes.Ldarg, argument);
    }

    private LocalBuilder? DeclareFrame(ILGenerator il)
    {
        if (_frame.Count == 0)
            return null;
        var frame = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldc_I4, (_frame.Count + 1) * FrameLayout.SlotBytes);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Ldc_I4, FrameLayout.SlotBytes - 1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldc_I4, -FrameLayout.SlotBytes);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Stloc, frame);
        return frame;
    }
}

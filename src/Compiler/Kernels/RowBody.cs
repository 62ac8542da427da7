using System.Reflection.Emit;

namespace Flows.Compiler.Kernels;

/// <summary>The body of a kernel that fits into one method.</summary>
internal sealed class RowBody(ILGenerator il, LaneType lane, ValueEmitter emitter, LanePlan plan, KernelProgram program) : IRowBody
{
    /// <inheritdoc/>
    public void Begin()
    {
        foreach (var slot in Slots(plan, program))
            emitter.Row(slot);
        if (lane.Lanes == 1)
        {
            foreach (var id in plan.Invariants)
                emitter.Define(id);
            return;
        }
        var scalars = new ValueEmitter(il, LaneType64.Instance, plan, new FrameLayout()) { PushFrame = emitter.PushFrame };
        foreach (var id in plan.Invariants)
            scalars.Define(id);
        foreach (var id in plan.Invariants)
        {
            if (!plan.IsWidened(id))
                continue;
            il.Emit(OpCodes.Ldloc, scalars.LocalOf(id)!);
            il.Emit(OpCodes.Call, LaneType64.Instance.Method(LaneMethod.First));
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.Broadcast));
            emitter.Bind(id);
        }
    }

    /// <inheritdoc/>
    public void Compute()
    {
        Fetch(il, lane, emitter, program);
        foreach (var id in plan.Variants)
            emitter.Define(id);
    }

    /// <inheritdoc/>
    public void Store() => Store(il, lane, emitter, program);

    /// <summary>Asks for what is fetched.</summary>
    public static void Fetch(ILGenerator il, LaneType lane, ValueEmitter emitter, KernelProgram program)
    {
        if (lane.Lanes == 1 || Streaming.Fetch is not { } fetch)
            return;
        foreach (var slot in program.Fetched)
        {
            emitter.PushAddress(slot, 0);
            il.Emit(OpCodes.Conv_U);
            il.Emit(OpCodes.Call, fetch);
        }
    }

    /// <summary>Writes the outputs.</summary>
    public static void Store(ILGenerator il, LaneType lane, ValueEmitter emitter, KernelProgram program)
    {
        foreach (var output in program.Outputs)
        {
            if (output.IsStreamed && lane.Lanes > 1)
            {
                emitter.Push(output.Value.Id);
                emitter.PushAddress(output.Slot, output.Offset);
                il.Emit(OpCodes.Conv_U);
                il.Emit(OpCodes.Call, lane.Method(LaneMethod.Stream));
                continue;
            }
            emitter.PushAddress(output.Slot, output.Offset);
            emitter.Push(output.Value.Id);
            if (output.Accumulate)
            {
                emitter.PushAddress(output.Slot, output.Offset);
                emitter.LoadEntries();
                emitter.Call(Operation.Add);
            }
            emitter.StoreEntries();
        }
    }

    private static List<int> Slots(LanePlan plan, KernelProgram program)
    {
        List<int> slots = [];
        foreach (var output in program.Outputs)
            slots.Add(output.Slot);
        slots.AddRange(program.Fetched);
        for (var id = 0; id < plan.Code.Length; id++)
            if (plan.Uses(id) > 0 && plan.Code[id].Operation == Operation.Load)
                slots.Add(plan.Code[id].A);
        return slots;
    }
}

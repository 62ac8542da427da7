using System.Reflection.Emit;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Writes the reductions of a kernel: a sum and, where asked for, a compensation each lane (see <see cref="Reduction"/>), folded at the end.
/// </summary>
internal sealed class SumEmitter(ILGenerator il, LaneType lane, ValueEmitter emitter, IReadOnlyList<ProgramSum> sums, short pairs)
{
    private readonly LocalBuilder[] _sums = [.. sums.Select(_ => il.DeclareLocal(lane.Vector))];
    private readonly LocalBuilder[] _rests = [.. sums.Select(_ => il.DeclareLocal(lane.Vector))];

    /// <summary>Before the loop: the single-index form goes on with what is in memory, the vector form begins at zero.</summary>
    public void Begin()
    {
        for (var i = 0; i < sums.Count; i++)
        {
            Initial(2 * sums[i].Index);
            il.Emit(OpCodes.Stloc, _sums[i]);
            Initial(2 * sums[i].Index + 1);
            il.Emit(OpCodes.Stloc, _rests[i]);
        }
    }

    /// <summary>Adds the values of an index: t = s + x, z = t − s, c += (s − (t − z)) + (x − z), s = t.</summary>
    public void Add()
    {
        if (sums.Count == 0)
            return;
        var (x, t, z) = (il.DeclareLocal(lane.Vector), il.DeclareLocal(lane.Vector), il.DeclareLocal(lane.Vector));
        for (var i = 0; i < sums.Count; i++)
        {
            emitter.Push(sums[i].Value.Id);
            if (!sums[i].IsCompensated)
            {
                il.Emit(OpCodes.Ldloc, _sums[i]);
                emitter.Call(Operation.Add);
                il.Emit(OpCodes.Stloc, _sums[i]);
                continue;
            }
            il.Emit(OpCodes.Stloc, x);
            Binary(Operation.Add, _sums[i], x);
            il.Emit(OpCodes.Stloc, t);
            Binary(Operation.Subtract, t, _sums[i]);
            il.Emit(OpCodes.Stloc, z);
            il.Emit(OpCodes.Ldloc, _sums[i]);
            Binary(Operation.Subtract, t, z);
            emitter.Call(Operation.Subtract);
            Binary(Operation.Subtract, x, z);
            emitter.Call(Operation.Add);
            il.Emit(OpCodes.Ldloc, _rests[i]);
            emitter.Call(Operation.Add);
            il.Emit(OpCodes.Stloc, _rests[i]);
            il.Emit(OpCodes.Ldloc, t);
            il.Emit(OpCodes.Stloc, _sums[i]);
        }
    }

    /// <summary>After the loop.</summary>
    public void End()
    {
        for (var i = 0; i < sums.Count; i++)
        {
            if (lane.Lanes == 1)
            {
                Write(2 * sums[i].Index, _sums[i]);
                Write(2 * sums[i].Index + 1, _rests[i]);
                continue;
            }
            il.Emit(OpCodes.Ldloc, _sums[i]);
            il.Emit(OpCodes.Ldloc, _rests[i]);
            PushPlace(2 * sums[i].Index);
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.Fold));
        }
    }

    private void Initial(int place)
    {
        if (lane.Lanes > 1)
        {
            emitter.PushConstant(0);
            return;
        }
        PushPlace(place);
        emitter.LoadEntries();
    }

    private void Write(int place, LocalBuilder value)
    {
        PushPlace(place);
        il.Emit(OpCodes.Ldloc, value);
        emitter.StoreEntries();
    }

    private void PushPlace(int place)
    {
        il.Emit(OpCodes.Ldarg, pairs);
        il.Emit(OpCodes.Ldc_I4, place * sizeof(double));
        il.Emit(OpCodes.Add);
    }

    private void Binary(Operation operation, LocalBuilder a, LocalBuilder b)
    {
        il.Emit(OpCodes.Ldloc, a);
        il.Emit(OpCodes.Ldloc, b);
        emitter.Call(operation);
    }
}

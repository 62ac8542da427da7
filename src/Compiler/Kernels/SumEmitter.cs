using System.Reflection.Emit;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Writes the reductions of a kernel: a sum and, where asked for, a compensation each lane (see <see cref="Reduction"/>), folded at the end.
/// </summary>
/// <param name="il">The method.</param>
/// <param name="lane">How many indices at once.</param>
/// <param name="emitter">Of the values.</param>
/// <param name="sums">What is added up.</param>
/// <param name="pairs">The argument that the pairs are behind.</param>
/// <param name="frame">The first of two slots a sum: vectors that are alive across a call would be kept in memory all through the loop.</param>
internal sealed class SumEmitter(ILGenerator il, LaneType lane, ValueEmitter emitter, IReadOnlyList<ProgramSum> sums, short pairs, int frame)
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
        if (lane.Lanes == 1)
        {
            for (var i = 0; i < sums.Count; i++)
            {
                Write(2 * sums[i].Index, _sums[i]);
                Write(2 * sums[i].Index + 1, _rests[i]);
            }
            return;
        }
        Save();
        for (var i = 0; i < sums.Count; i++)
        {
            emitter.PushFrameAddress(frame + 2 * i);
            PushPlace(2 * sums[i].Index);
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.Fold));
        }
    }

    /// <summary>Puts the sums into the frame.</summary>
    public void Save()
    {
        for (var i = 0; i < sums.Count; i++)
        {
            Save(2 * i, _sums[i]);
            Save(2 * i + 1, _rests[i]);
        }
    }

    /// <summary>Takes the sums from the frame.</summary>
    public void Restore()
    {
        for (var i = 0; i < sums.Count; i++)
        {
            Restore(2 * i, _sums[i]);
            if (sums[i].IsCompensated)
                Restore(2 * i + 1, _rests[i]);
        }
    }

    private void Save(int slot, LocalBuilder value)
    {
        emitter.PushFrameAddress(frame + slot);
        il.Emit(OpCodes.Ldloc, value);
        emitter.StoreVector();
    }

    private void Restore(int slot, LocalBuilder value)
    {
        emitter.PushFrameAddress(frame + slot);
        emitter.LoadVector();
        il.Emit(OpCodes.Stloc, value);
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

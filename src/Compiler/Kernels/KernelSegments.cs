using System.Reflection.Emit;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Cuts a large kernel into methods: beyond some size the runtime's compiler gives up optimising (60,000 bytes of IL, 2,000 locals),
/// and long before its time grows faster than the code. Values that cross a cut pass through the frame.
/// </summary>
internal sealed class KernelSegments
{
    // Instructions in one method.
    private const int LargestMethod = 600;

    private static readonly Type[] Parameters =
    [
        typeof(KernelContext), typeof(double).MakeByRefType(), typeof(long).MakeByRefType(), typeof(double).MakeByRefType(),
        typeof(double).MakeByRefType(), typeof(nint),
    ];

    private readonly LanePlan _plan;
    private readonly FrameLayout _frame;
    private readonly KernelProgram _program;
    private readonly List<List<int>> _before;
    private readonly List<List<int>> _inside;

    private KernelSegments(LanePlan plan, FrameLayout frame, KernelProgram program)
    {
        (_plan, _frame, _program) = (plan, frame, program);
        _before = Cut(plan.Invariants);
        _inside = Cut(plan.Variants);
        foreach (var id in plan.Results)
            if (plan.IsKept[id])
                frame.Add(id);
        foreach (var id in plan.Invariants)
            frame.Add(id);
        foreach (var segment in _inside)
            AddImports(segment);
    }

    /// <summary>The cuts of a kernel that is too large for one method, or null.</summary>
    public static KernelSegments? IfLarge(LanePlan plan, FrameLayout frame, KernelProgram program) =>
        plan.LiveCount > LargestMethod ? new KernelSegments(plan, frame, program) : null;

    /// <summary>The body of a row's loop: calls of the methods.</summary>
    public IRowBody Bind(ILGenerator il, LaneType lane, ValueEmitter emitter) => new Body(this, il, lane, emitter);

    private List<List<int>> Cut(List<int> kept)
    {
        List<List<int>> segments = [];
        var size = LargestMethod;
        foreach (var id in kept)
        {
            if (size + _plan.TreeSize(id) > LargestMethod)
            {
                segments.Add([]);
                size = 0;
            }
            segments[^1].Add(id);
            size += _plan.TreeSize(id);
        }
        return segments;
    }

    // What a method uses and does not compute goes through the frame.
    private void AddImports(List<int> segment)
    {
        var own = segment.ToHashSet();
        var open = new Stack<int>();
        foreach (var id in segment)
            PushOperands(id);
        while (open.TryPop(out var id))
        {
            if (own.Contains(id))
                continue;
            if (_plan.IsKept[id])
            {
                _frame.Add(id);
                continue;
            }
            PushOperands(id);
        }

        void PushOperands(int id)
        {
            for (var place = _plan.OperandCount(id) - 1; place >= 0; place--)
                open.Push(_plan.Operand(id, place));
        }
    }

    private DynamicMethod Method(List<int> segment, LaneType lane, bool invariant)
    {
        var method = new DynamicMethod(_program.Name, typeof(void), Parameters, typeof(KernelSegments).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        var il = method.GetILGenerator();
        var emitter = new ValueEmitter(il, invariant ? LaneType64.Instance : lane, _plan, _frame)
        {
            PushIndex = () => il.Emit(OpCodes.Ldarg_S, (byte)5),
            PushFrame = () => il.Emit(OpCodes.Ldarg_S, (byte)4),
        };
        foreach (var id in segment)
        {
            emitter.Define(id);
            if (!invariant || lane.Lanes == 1)
                continue;
            // The same number in all lanes of the row's type.
            emitter.PushFrameAddress(_frame.SlotOf(id)!.Value);
            il.Emit(OpCodes.Ldloc, emitter.LocalOf(id)!);
            il.Emit(OpCodes.Call, LaneType64.Instance.Method(LaneMethod.First));
            il.Emit(OpCodes.Call, lane.Method(LaneMethod.Broadcast));
            il.Emit(OpCodes.Unaligned, (byte)1);
            il.Emit(OpCodes.Stobj, lane.Vector);
        }
        il.Emit(OpCodes.Ret);
        return method;
    }

    private sealed class Body(KernelSegments segments, ILGenerator il, LaneType lane, ValueEmitter emitter) : IRowBody
    {
        private readonly List<DynamicMethod> _inside = [.. segments._inside.Select(s => segments.Method(s, lane, invariant: false))];

        public void Begin()
        {
            foreach (var output in segments._program.Outputs)
                emitter.Row(output.Slot);
            foreach (var slot in segments._program.Fetched)
                emitter.Row(slot);
            foreach (var segment in segments._before)
                Call(segments.Method(segment, lane, invariant: true), PushZero);
        }

        public void Compute()
        {
            RowBody.Fetch(il, lane, emitter, segments._program);
            foreach (var method in _inside)
                Call(method, emitter.PushIndex!);
        }

        public void Store() => RowBody.Store(il, lane, emitter, segments._program);

        private void PushZero()
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Conv_I);
        }

        private void Call(DynamicMethod method, Action pushIndex)
        {
            for (short argument = 0; argument <= ValueEmitter.Scalars; argument++)
                il.Emit(OpCodes.Ldarg, argument);
            emitter.PushFrame!();
            pushIndex();
            il.Emit(OpCodes.Call, method);
        }
    }
}

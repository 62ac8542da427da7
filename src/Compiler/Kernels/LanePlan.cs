namespace Flows.Compiler.Kernels;

/// <summary>
/// A program made ready for emission: sums of products contracted, dead code gone, and the choice made of the values that are
/// kept (the rest is computed where it is used).
/// </summary>
internal sealed class LanePlan
{
    // Trees larger than this are cut: the code generator is recursive, and allocates registers a statement at a time.
    private const int LargestTree = 16;

    private readonly Instruction[] _code;
    private readonly int[] _uses;
    private readonly int[] _size;
    private readonly bool[] _widened;

    /// <summary>Plans a program.</summary>
    /// <param name="program">What was recorded.</param>
    /// <param name="results">The values that are stored or summed.</param>
    public LanePlan(LaneProgram program, List<int> results)
    {
        Program = program;
        Results = results;
        _code = program.Code.ToArray();
        _uses = Count();
        Contract();
        _uses = Count();
        _size = new int[_code.Length];
        _widened = new bool[_code.Length];
        IsKept = new bool[_code.Length];
        Choose();
    }

    /// <summary>What was recorded.</summary>
    public LaneProgram Program { get; }

    /// <summary>The values asked for.</summary>
    public List<int> Results { get; }

    /// <summary>The instructions after contraction; some are dead.</summary>
    public ReadOnlySpan<Instruction> Code => _code;

    /// <summary>The kept values that are the same for the whole row, operands first.</summary>
    public List<int> Invariants { get; } = [];

    /// <summary>The kept values that differ from index to index, operands first.</summary>
    public List<int> Variants { get; } = [];

    /// <summary>Whether a value is computed once and kept.</summary>
    public bool[] IsKept { get; }

    /// <summary>Whether an instruction yields the same for all indices.</summary>
    public bool IsInvariant(int id) => Program.IsInvariant(new Lane(id));

    /// <summary>How many instructions or results use a value.</summary>
    public int Uses(int id) => _uses[id];

    /// <summary>Whether a value that is the same for the whole row is needed in vector form.</summary>
    public bool IsWidened(int id) => _widened[id];

    /// <summary>How many instructions are executed where a value is computed.</summary>
    public int TreeSize(int id) => _size[id];

    /// <summary>How many instructions are executed in all.</summary>
    public int LiveCount { get; private set; }

    /// <summary>How many values an instruction reads.</summary>
    public int OperandCount(int id)
    {
        var instruction = _code[id];
        return instruction.Operation == Operation.Scalarwise
            ? Program.Calls[instruction.A].Arguments.Count
            : instruction.Operands;
    }

    /// <summary>One of the values that an instruction reads.</summary>
    public int Operand(int id, int place)
    {
        var instruction = _code[id];
        return instruction.Operation == Operation.Scalarwise
            ? Program.Calls[instruction.A].Arguments[place]
            : instruction.Operand(place);
    }

    private int[] Count()
    {
        var uses = new int[_code.Length];
        foreach (var id in Results)
            uses[id]++;
        for (var id = _code.Length - 1; id >= 0; id--)
        {
            if (uses[id] == 0)
                continue;
            for (var place = OperandCount(id) - 1; place >= 0; place--)
                uses[Operand(id, place)]++;
        }
        return uses;
    }

    // a · b + c is rounded once where nothing else needs a · b.
    private void Contract()
    {
        for (var id = 0; id < _code.Length; id++)
        {
            var (operation, a, b) = (_code[id].Operation, _code[id].A, _code[id].B);
            if (operation is not (Operation.Add or Operation.Subtract))
                continue;
            if (Fusable(b, id))
            {
                var product = _code[b];
                var fused = operation == Operation.Add ? Operation.MultiplyAdd : Operation.NegatedMultiplyAdd;
                _code[id] = new Instruction(fused, product.A, product.B, a);
            }
            else if (Fusable(a, id))
            {
                var product = _code[a];
                var fused = operation == Operation.Add ? Operation.MultiplyAdd : Operation.MultiplySubtract;
                _code[id] = new Instruction(fused, product.A, product.B, b);
            }
        }
    }

    private bool Fusable(int product, int user) =>
        _code[product].Operation == Operation.Multiply && _uses[product] == 1 && IsInvariant(product) == IsInvariant(user);

    private void Choose()
    {
        var needed = new bool[_code.Length];
        foreach (var id in Results)
            needed[id] = _widened[id] = true;
        for (var id = 0; id < _code.Length; id++)
        {
            if (_uses[id] == 0)
                continue;
            var invariant = IsInvariant(id);
            var operation = _code[id].Operation;
            _size[id] = 1;
            LiveCount++;
            for (var place = OperandCount(id) - 1; place >= 0; place--)
            {
                var operand = Operand(id, place);
                // A row's constants are worked out before the loop.
                if (!invariant && IsInvariant(operand) && _code[operand].Operation != Operation.Constant)
                    IsKept[operand] = _widened[operand] = true;
                _size[id] += IsKept[operand] ? 1 : _size[operand];
            }
            IsKept[id] |= operation switch
            {
                Operation.Constant => false,
                // A load is repeated where needed, but comes before any store.
                Operation.Load => needed[id],
                Operation.Scalar or Operation.Scalarwise or Operation.Rescue => true,
                _ => _uses[id] > 1 || needed[id] || _size[id] > LargestTree,
            };
        }
        for (var id = 0; id < _code.Length; id++)
            if (IsKept[id])
                (IsInvariant(id) ? Invariants : Variants).Add(id);
    }
}

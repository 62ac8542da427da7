using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Records straight-line code in static single assignment form. Equal instructions are one instruction (value numbering), those
/// on constants are folded. The code knows no vector width: every width executes the same IEEE operations, so results agree bit
/// for bit.
/// </summary>
internal sealed class LaneProgram : ILaneWriter
{
    private readonly List<ScalarCall> _calls = [];
    private readonly Dictionary<ScalarCall, int> _knownCalls = [];

    // Plain arrays and an open hash table: generic collections of our own types would each be compiled anew at start-up.
    private Instruction[] _code = new Instruction[64];
    private bool[] _invariant = new bool[64];
    private int[] _table = new int[256];
    private int _count;

    /// <summary>The instructions in the order of their recording; operands precede their users.</summary>
    public ReadOnlySpan<Instruction> Code => _code.AsSpan(0, _count);

    /// <summary>The functions called lane by lane.</summary>
    public IReadOnlyList<ScalarCall> Calls => _calls;

    /// <summary>Whether a value is the same for every index of a row: made of constants and scalars only.</summary>
    public bool IsInvariant(Lane lane) => _invariant[lane.Id];

    /// <summary>The value of a constant, or null.</summary>
    public double? ConstantOf(Lane lane) =>
        _code[lane.Id] is { Operation: Operation.Constant } constant
            ? BitConverter.Int64BitsToDouble(constant.Payload)
            : null;

    /// <summary>The entry of an array.</summary>
    public Lane Load(int slot, int offset) => Record(new Instruction(Operation.Load, slot, offset), invariant: false);

    /// <summary>One of the numbers handed in with a call.</summary>
    public Lane Scalar(int index) => Record(new Instruction(Operation.Scalar, index), invariant: true);

    /// <inheritdoc/>
    public Lane Constant(double value) => Bits(BitConverter.DoubleToInt64Bits(value));

    /// <summary>A constant by its bits.</summary>
    public Lane Bits(long bits) => Record(new Instruction(Operation.Constant, payload: bits), invariant: true);

    /// <inheritdoc/>
    public Lane Add(Lane a, Lane b)
    {
        if (ConstantOf(a) is 0.0)
            return b;
        if (ConstantOf(b) is 0.0)
            return a;
        // a + (−b) = a − b
        if (Negated(b) is { } minusB)
            return Subtract(a, minusB);
        if (Negated(a) is { } minusA)
            return Subtract(b, minusA);
        return Binary(Operation.Add, a, b);
    }

    /// <inheritdoc/>
    public Lane Subtract(Lane a, Lane b)
    {
        if (ConstantOf(b) is 0.0)
            return a;
        // a − (−b) = a + b
        return Negated(b) is { } minusB ? Binary(Operation.Add, a, minusB) : Binary(Operation.Subtract, a, b);
    }

    /// <inheritdoc/>
    public Lane Multiply(Lane a, Lane b) => (ConstantOf(a), ConstantOf(b)) switch
    {
        (1.0, _) => b,
        (_, 1.0) => a,
        (-1.0, _) => Negate(b),
        (_, -1.0) => Negate(a),
        _ => Binary(Operation.Multiply, a, b),
    };

    /// <inheritdoc/>
    public Lane Divide(Lane a, Lane b) => ConstantOf(b) is 1.0 ? a : Binary(Operation.Divide, a, b);

    /// <inheritdoc/>
    public Lane FusedMultiplyAdd(Lane a, Lane b, Lane c)
    {
        // a · b + (−c), (−a) · b + c and a · (−b) + c are instructions of their own.
        if (Negated(c) is { } minusC)
            return Record(new Instruction(Operation.MultiplySubtract, a.Id, b.Id, minusC.Id));
        if (Negated(a) is { } minusA)
            return Record(new Instruction(Operation.NegatedMultiplyAdd, minusA.Id, b.Id, c.Id));
        if (Negated(b) is { } minusB)
            return Record(new Instruction(Operation.NegatedMultiplyAdd, a.Id, minusB.Id, c.Id));
        return Record(new Instruction(Operation.MultiplyAdd, a.Id, b.Id, c.Id));
    }

    /// <inheritdoc/>
    public Lane Negate(Lane a) => Negated(a) ?? Unary(Operation.Negate, a);

    /// <inheritdoc/>
    public Lane SquareRoot(Lane a) => Unary(Operation.SquareRoot, a);

    /// <inheritdoc/>
    public Lane Absolute(Lane a) => Unary(Operation.Absolute, a);

    /// <inheritdoc/>
    public Lane Minimum(Lane a, Lane b) => Binary(Operation.Minimum, a, b);

    /// <inheritdoc/>
    public Lane Maximum(Lane a, Lane b) => Binary(Operation.Maximum, a, b);

    /// <inheritdoc/>
    public Lane Floor(Lane a) => Unary(Operation.Floor, a);

    /// <inheritdoc/>
    public Lane Less(Lane a, Lane b) => Binary(Operation.Less, a, b);

    /// <inheritdoc/>
    public Lane LessOrEqual(Lane a, Lane b) => Binary(Operation.LessOrEqual, a, b);

    /// <inheritdoc/>
    public Lane Equal(Lane a, Lane b) => Binary(Operation.Equal, a, b);

    /// <inheritdoc/>
    public Lane And(Lane a, Lane b) => a == b ? a : Binary(Operation.And, a, b);

    /// <inheritdoc/>
    public Lane Or(Lane a, Lane b) => a == b ? a : Binary(Operation.Or, a, b);

    /// <inheritdoc/>
    public Lane Not(Lane mask) => Unary(Operation.Not, mask);

    /// <summary>Bitwise exclusive or.</summary>
    public Lane Xor(Lane a, Lane b) => Binary(Operation.Xor, a, b);

    /// <inheritdoc/>
    public Lane Select(Lane mask, Lane then, Lane otherwise)
    {
        if (then == otherwise)
            return then;
        if (_code[mask.Id] is { Operation: Operation.Constant } constant)
            return constant.Payload != 0 ? then : otherwise;
        return Record(new Instruction(Operation.Select, mask.Id, then.Id, otherwise.Id));
    }

    /// <summary>Mask: the same 64 bits.</summary>
    public Lane EqualBits(Lane a, Lane b) => Binary(Operation.EqualBits, a, b);

    /// <summary>Sum as integers.</summary>
    public Lane AddBits(Lane a, Lane b) => Binary(Operation.AddBits, a, b);

    /// <summary>Difference as integers.</summary>
    public Lane SubtractBits(Lane a, Lane b) => Binary(Operation.SubtractBits, a, b);

    /// <summary>Shift of the bits to the left.</summary>
    public Lane ShiftLeft(Lane a, int by) => Record(new Instruction(Operation.ShiftLeft, a.Id, payload: by));

    /// <summary>Shift of the bits to the right, zeros coming in.</summary>
    public Lane ShiftRight(Lane a, int by) => Record(new Instruction(Operation.ShiftRight, a.Id, payload: by));

    /// <summary>A value that is right except where the mask holds; there the function is called for the lane.</summary>
    public Lane Rescue(RareFunction function, Lane value, Lane argument, Lane mask) =>
        ConstantOf(argument) is { } known
            ? Constant(RareCalls.Evaluate(function, ConstantOf(value)!.Value, known))
            : Record(new Instruction(Operation.Rescue, value.Id, argument.Id, mask.Id, (long)function));

    /// <inheritdoc/>
    public Lane Exp(Lane a) => VectorExp.Write(this, a);

    /// <inheritdoc/>
    public Lane Log(Lane a) => VectorLog.Write(this, a);

    /// <inheritdoc/>
    public Lane Sin(Lane a) => VectorTrigonometry.Sin(this, a);

    /// <inheritdoc/>
    public Lane Cos(Lane a) => VectorTrigonometry.Cos(this, a);

    /// <inheritdoc/>
    public Lane Tanh(Lane a) => VectorTanh.Write(this, a);

    /// <inheritdoc/>
    public Lane Erf(Lane a) => VectorErf.Write(this, a);

    /// <inheritdoc/>
    public Lane Scalarwise(Function function, ReadOnlySpan<Lane> arguments)
    {
        var names = new int[arguments.Length];
        var values = new double[arguments.Length];
        var (constant, invariant) = (true, true);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = arguments[i].Id;
            values[i] = ConstantOf(arguments[i]) ?? 0;
            constant &= ConstantOf(arguments[i]) is not null;
            invariant &= IsInvariant(arguments[i]);
        }
        if (constant)
            return Constant(function.Evaluate(values));
        var call = new ScalarCall(function, Seq.Create<int>(names));
        if (!_knownCalls.TryGetValue(call, out var index))
        {
            index = _calls.Count;
            _calls.Add(call);
            _knownCalls.Add(call, index);
        }
        return Record(new Instruction(Operation.Scalarwise, index), invariant);
    }

    private Lane? Negated(Lane a) => _code[a.Id] is { Operation: Operation.Negate } negation ? new Lane(negation.A) : null;

    private Lane Unary(Operation operation, Lane a) => Record(new Instruction(operation, a.Id));

    private Lane Binary(Operation operation, Lane a, Lane b)
    {
        var instruction = new Instruction(operation, a.Id, b.Id);
        return Record(instruction.IsCommutative && b.Id < a.Id ? new Instruction(operation, b.Id, a.Id) : instruction);
    }

    private Lane Record(in Instruction instruction)
    {
        var (invariant, constant) = (true, true);
        for (var i = 0; i < instruction.Operands; i++)
        {
            invariant &= _invariant[instruction.Operand(i)];
            constant &= _code[instruction.Operand(i)].Operation == Operation.Constant;
        }
        return constant && instruction.Operation != Operation.Rescue
            ? Bits(ConstantFolding.Of(instruction, _code))
            : Record(instruction, invariant);
    }

    private Lane Record(in Instruction instruction, bool invariant)
    {
        var place = Place(instruction);
        if (_table[place] != 0)
            return new Lane(_table[place] - 1);
        if (_count == _code.Length)
        {
            Array.Resize(ref _code, 2 * _count);
            Array.Resize(ref _invariant, 2 * _count);
            _table = new int[4 * _code.Length];
            for (var id = 0; id < _count; id++)
                _table[Place(_code[id])] = id + 1;
            place = Place(instruction);
        }
        _code[_count] = instruction;
        _invariant[_count] = invariant;
        _table[place] = ++_count;
        return new Lane(_count - 1);
    }

    // Where an instruction stands in the table, or would.
    private int Place(in Instruction instruction)
    {
        var mask = _table.Length - 1;
        var place = instruction.Hash & mask;
        while (_table[place] != 0 && !_code[_table[place] - 1].IsSame(instruction))
            place = (place + 1) & mask;
        return place;
    }
}

using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>
/// The flows of all states of a grid, ready to be evaluated: rates of the states, or whole stages A·base + B·u + C·rate of explicit methods, in as few
/// passes over memory as the flows allow.
/// </summary>
public sealed class GridSystem
{
    private readonly GridContext _context;
    private readonly GridGhosts[] _ghosts;
    private readonly GridGhosts[] _mirrors;
    private readonly GridEnergy[] _energies;
    private readonly int[] _potentials;
    private readonly int[] _smoothed;
    private readonly GridKernel? _potentialKernel;
    private readonly GridStrips _strips;
    private readonly GridKernel? _meanKernel;
    private readonly GridKernel _dissipation;
    private readonly Lazy<GridKernel> _rate;
    private readonly Lazy<GridKernel> _stage, _streamedStage;
    private readonly Lazy<GridKernel> _step, _chebyshev;
    private readonly Lazy<(GridKernel Rates, GridKernel? Means)> _response;
    private readonly double[] _means;
    private readonly GridHelmholtz[] _helmholtz;
    private readonly GridReduction _reduction;

    /// <summary>Binds a plan to a grid.</summary>
    /// <param name="context">The grid and its memory, which it takes arrays of.</param>
    /// <param name="plan">The flows.</param>
    /// <param name="ghosts">Of each state.</param>
    public GridSystem(GridContext context, GridSystemPlan plan, GridGhosts[] ghosts)
    {
        (_context, Plan, _ghosts) = (context, plan, ghosts);
        _reduction = new GridReduction(context);
        _mirrors = [.. plan.Potentials.Select(_ => GridGhosts.Images(context))];
        DependsOnTime = plan.DependsOnTime || ghosts.Any(g => g.DependsOnTime) || _mirrors.Any(g => g.DependsOnTime);
        _energies = [.. plan.Energies.Select(e => new GridEnergy(context, e))];
        var shared = plan.Potentials.Any(p => p.IsStored) ? context.Shared("potentials", plan.Potentials.Count) : new int[plan.Potentials.Count];
        _potentials = [.. plan.Potentials.Select((p, k) => p.IsStored ? shared[k] : -1)];
        _smoothed = context.Shared("smoothed", plan.Smoothings.Count);
        _helmholtz = [.. plan.Smoothings.Select(s => new GridHelmholtz(context, s))];
        var stored = plan.Potentials.Where(p => p.IsStored).ToArray();
        _potentialKernel = stored.Length == 0 ? null : new GridKernel(context, "potentials", [.. stored.Select(p => plan.Energies[p.Energy].Gradient(p.State))], []);
        _strips = new GridStrips(context, "potentials", plan.Strips);
        _meanKernel = plan.Means.Count == 0 ? null
            : new GridKernel(context, "means", [], [.. plan.Means.SelectMany(m => (IEnumerable<Expr>)[plan.Inlined(m.Numerator), plan.Inlined(m.Denominator)])]);
        _means = new double[plan.Means.Count];
        Seq<Expr> rates = [.. Enumerable.Range(0, plan.States.Count).Select(plan.Rate)];
        _dissipation = new GridKernel(context, "dissipation", [], [plan.InlinedDissipation], 0);
        _rate = new(() => new GridKernel(context, "rates", rates, []));
        _response = new(() => (new GridKernel(context, "responses", plan.Rates, []),
            plan.Means.Count == 0 ? null : new GridKernel(context, "means of responses", [], [.. plan.Means.SelectMany(m => (IEnumerable<Expr>)[m.Numerator, m.Denominator])])));
        GridKernel Finished(string name, Seq<Expr> outputs) => new(context, name, outputs, []) { Finishes = ghosts };
        _step = new(() => Finished("step", [.. rates.Select((r, i) => GridArray.Value(GridRole.State, i, Shift.None) + GridScalars.Stage(2) * r)]));
        _chebyshev = new(() => Finished("Chebyshev stage",
        [
            .. rates.Select((r, i) => GridScalars.Stage(0) * GridArray.Value(GridRole.Base, i, Shift.None) + GridScalars.Stage(1) * GridArray.Value(GridRole.State, i, Shift.None)
                + GridScalars.Stage(2) * GridArray.Value(GridRole.Known, i, Shift.None) + GridScalars.Stage(3) * r + GridScalars.Stage(4) * GridArray.Value(GridRole.Change, i, Shift.None)),
        ]));
        Seq<Expr> stages = [.. rates.Select((r, i) => GridScalars.Stage(0) * GridArray.Value(GridRole.Base, i, Shift.None)
            + GridScalars.Stage(1) * GridArray.Value(GridRole.State, i, Shift.None) + GridScalars.Stage(2) * r)];
        _stage = new(() => Finished("stage", stages));
        _streamedStage = new(() => new GridKernel(context, "streamed stage", [.. stages, .. stages], [], streamed: stages.Count));
    }

    /// <summary>The flows.</summary>
    public GridSystemPlan Plan { get; }

    /// <summary>What the scale of the energy's round-off is at the least.</summary>
    public double LeastMagnitude { get; set; }

    /// <summary>The grid.</summary>
    public GridContext Context => _context;

    /// <summary>The energies.</summary>
    public ReadOnlySpan<GridEnergy> Energies => _energies;

    /// <summary>
    /// Whether stages may be swept: two axes, every rate made of the states near by and of potentials that are, nothing beyond the sides that changes with time.
    /// </summary>
    internal bool CanSweep => _context.Grid.Dimension == 2 && !_context.DerivesWaves && Plan.Means.Count == 0 && Plan.Smoothings.Count == 0 && Plan.Strips.Count == 0 && Plan.Ledger >= 0
        && Plan.Energies.All(e => e.IsPlain && e.Nonlocals.Count == 0 && e.Sides.Count == 0) && !_ghosts.Any(g => g.DependsOnTime) && !_mirrors.Any(g => g.DependsOnTime);

    /// <summary>Whether t appears in a rate, an energy or what is prescribed at a side.</summary>
    public bool DependsOnTime { get; }

    /// <summary>What stands beyond the sides of a state.</summary>
    internal GridGhosts GhostsOf(int state) => _ghosts[state];

    /// <summary>What stands beyond the sides of a potential.</summary>
    /// <param name="potential">Its number.</param>
    internal GridGhosts BeyondPotential(int potential) => _mirrors[potential];

    /// <summary>The kernel of u + dt·rate(u).</summary>
    internal GridKernel StepKernel => _step.Value;

    /// <summary>The kernel of a·base + b·u + c·rate(u).</summary>
    internal GridKernel StageKernel => _stage.Value;

    /// <summary>The kernel of a·base + b·u + c·rate(u) that writes twice, the second time past the cache.</summary>
    internal GridKernel StreamedStageKernel => _streamedStage.Value;

    /// <summary>The kernel of the potentials that have an array, or null.</summary>
    internal GridKernel? PotentialKernel => _potentialKernel;

    /// <summary>The arrays of the potentials, −1 for those that have none.</summary>
    internal ReadOnlySpan<int> PotentialArrays => _potentials;

    /// <summary>The kernel of the dissipation.</summary>
    internal GridKernel DissipationKernel => _dissipation;

    /// <summary>Fills the ghosts of the states at a time.</summary>
    public void Fill(ReadOnlySpan<int> states, double t)
    {
        for (var i = 0; i < states.Length; i++)
        {
            _ghosts[i].SetTime(t);
            _ghosts[i].Fill(states[i]);
        }
    }

    /// <summary>Fills the ghosts of changes of the states: what is prescribed does not change.</summary>
    public void FillChanges(ReadOnlySpan<int> changes)
    {
        for (var i = 0; i < changes.Length; i++)
            _ghosts[i].FillChange(changes[i]);
    }

    /// <summary>Takes out of vectors what belongs to cells that are held at a value.</summary>
    public void Release(ReadOnlySpan<int> vectors)
    {
        for (var i = 0; i < vectors.Length; i++)
            if (_ghosts[i].HoldsCells)
                _ghosts[i].FillChange(vectors[i]);
    }

    /// <summary>Whether the images of a state beyond the sides of a position are odd.</summary>
    public bool IsOdd(int state, int position) => _ghosts[state].IsOdd(position);

    /// <summary>Beyond which sides of each position the images of a state are odd.</summary>
    internal (bool Low, bool High)[] OddSides(int state) => [.. Enumerable.Range(0, 3).Select(p => (_ghosts[state].IsOdd(p, false), _ghosts[state].IsOdd(p, true)))];

    /// <summary>F of the ledger; the ghosts must have been filled.</summary>
    public double Energy(ReadOnlySpan<int> states, double t, out double magnitude)
    {
        if (Plan.Ledger >= 0)
        {
            var energy = _energies[Plan.Ledger].Value(states, t, out magnitude);
            magnitude = Math.Max(magnitude, LeastMagnitude);
            return energy;
        }
        magnitude = double.NaN;
        return double.NaN;
    }

    /// <summary>⟨ξ, Kξ⟩ at states; energy / time.</summary>
    public double Dissipation(ReadOnlySpan<int> states, double t)
    {
        Prepare(states, t);
        Run(_dissipation, states, t);
        return _context.Grid.CellVolume * _dissipation.Sum(0);
    }

    /// <summary>∂u/∂t of every state. Fills the ghosts of the states.</summary>
    public void Rate(ReadOnlySpan<int> states, double t, ReadOnlySpan<int> rates)
    {
        Fill(states, t);
        Prepare(states, t);
        _rate.Value.Use(GridRole.Output, rates);
        Run(_rate.Value, states, t);
    }

    /// <summary>result = u + dt·rate(u); the arrays of the result are not those of the states.</summary>
    public void Step(ReadOnlySpan<int> states, double t, double dt, ReadOnlySpan<int> result)
    {
        Fill(states, t);
        Prepare(states, t);
        _step.Value.Use(GridRole.Output, result);
        _step.Value.Scalars[GridScalars.FirstStage + 2] = dt;
        Run(_step.Value, states, t);
    }

    /// <summary>result = a·base + b·u + c·rate(u). The result may be the base, not the states.</summary>
    public void Stage(double a, ReadOnlySpan<int> bases, double b, ReadOnlySpan<int> states, double c, double t, ReadOnlySpan<int> result)
    {
        Fill(states, t);
        Prepare(states, t);
        var kernel = _stage.Value;
        kernel.Use(GridRole.Base, bases);
        kernel.Use(GridRole.Output, result);
        kernel.Scalars[GridScalars.FirstStage] = a;
        kernel.Scalars[GridScalars.FirstStage + 1] = b;
        kernel.Scalars[GridScalars.FirstStage + 2] = c;
        Run(kernel, states, t);
    }

    /// <summary>The first cell of the states whose value is not finite; −1 for none.</summary>
    public int NotFinite(ReadOnlySpan<int> states)
    {
        foreach (var state in states)
            if (_reduction.First(state, value => !double.IsFinite(value)) is >= 0 and var cell)
                return (int)cell;
        return -1;
    }

    /// <summary>result = a·base + b·u + c·other + d·rate(u) + e·known, the stage of a Chebyshev method. The result may be the base or the other.</summary>
    /// <param name="weights">a, b, c, d, e.</param>
    /// <param name="bases">The first states.</param>
    /// <param name="states">u.</param>
    /// <param name="others">The other states.</param>
    /// <param name="known">Rates that are known.</param>
    /// <param name="t">The time.</param>
    /// <param name="result">Receives the stage.</param>
    public void Stage(ReadOnlySpan<double> weights, int[] bases, int[] states, int[] others, int[] known, double t, int[] result)
    {
        Fill(states, t);
        Prepare(states, t);
        var kernel = _chebyshev.Value;
        kernel.Use(GridRole.Base, bases);
        kernel.Use(GridRole.Known, others);
        kernel.Use(GridRole.Change, known);
        kernel.Use(GridRole.Output, result);
        weights.CopyTo(kernel.Scalars[GridScalars.FirstStage..]);
        Run(kernel, states, t);
    }

    /// <summary>u_i += dt·rate_i of some states, the others held: for splittings.</summary>
    /// <param name="which">The states that move, the same for every call with one kernel.</param>
    /// <param name="kernel">Kept by the caller; null at first.</param>
    /// <param name="states">All states; the numbers of those that move are exchanged with the spare ones.</param>
    /// <param name="spare">Arrays to write to.</param>
    /// <param name="t">The time.</param>
    /// <param name="dt">The step.</param>
    public void Move(int[] which, ref GridKernel? kernel, int[] states, int[] spare, double t, double dt)
    {
        kernel ??= new GridKernel(_context, "part of a step",
            [.. which.Select(i => GridArray.Value(GridRole.State, i, Shift.None) + GridScalars.Stage(0) * Plan.Rate(i))], []);
        Fill(states, t);
        Prepare(states, t);
        for (var k = 0; k < which.Length; k++)
            kernel.Use(GridRole.Output, k, spare[which[k]]);
        kernel.Scalars[GridScalars.FirstStage] = dt;
        Run(kernel, states, t);
        foreach (var i in which)
            (states[i], spare[i]) = (spare[i], states[i]);
    }

    /// <summary>∂u/∂t of every state where the potentials are given, whatever the energies say: −K ξ and what else moves the states. Fills the ghosts of all arrays read.</summary>
    /// <param name="states">The states.</param>
    /// <param name="t">The time.</param>
    /// <param name="potentials">One array a potential of the plan; energy / amount.</param>
    /// <param name="rates">Receives the rates.</param>
    public void Respond(ReadOnlySpan<int> states, double t, ReadOnlySpan<int> potentials, ReadOnlySpan<int> rates)
    {
        Fill(states, t);
        for (var k = 0; k < potentials.Length; k++)
            _mirrors[k].FillChange(potentials[k]);
        for (var k = 0; k < _smoothed.Length; k++)
            _helmholtz[k].ApplyChange(potentials[Plan.Smoothings[k].Potential], _smoothed[k]);
        var (kernel, means) = _response.Value;
        if (means is not null)
        {
            Bind(means, states, t);
            means.Use(GridRole.Potential, potentials);
            means.Run();
            for (var k = 0; k < _means.Length; k++)
                _means[k] = means.Sum(2 * k) / means.Sum(2 * k + 1);
        }
        Bind(kernel, states, t);
        kernel.Use(GridRole.Potential, potentials);
        kernel.Use(GridRole.Output, rates);
        kernel.Run();
    }

    /// <summary>Runs a kernel over what <see cref="Prepare"/> has made ready.</summary>
    internal void Run(GridKernel kernel, ReadOnlySpan<int> states, double t)
    {
        Bind(kernel, states, t);
        kernel.Run();
    }

    private void Bind(GridKernel kernel, ReadOnlySpan<int> states, double t)
    {
        kernel.Use(GridRole.State, states);
        kernel.Scalars[GridScalars.Time] = t;
        for (var k = 0; k < _potentials.Length; k++)
            if (_potentials[k] >= 0)
                kernel.Use(GridRole.Potential, k, _potentials[k]);
        for (var k = 0; k < _smoothed.Length; k++)
            kernel.Use(GridRole.Potential, GridSystemBuilder.FirstSmoothed + k, _smoothed[k]);
        for (var k = 0; k < _means.Length; k++)
            kernel.Scalars[GridScalars.FirstMean + k] = _means[k];
        foreach (var energy in _energies)
            energy.Bind(kernel);
    }

    /// <summary>Makes ready everything that rates read beside the states, whose ghosts must have been filled.</summary>
    internal void Prepare(ReadOnlySpan<int> states, double t)
    {
        foreach (var energy in _energies)
            energy.Prepare(states, t);
        if (_potentialKernel is not null)
        {
            var next = 0;
            foreach (var array in _potentials)
                if (array >= 0)
                    _potentialKernel.Use(GridRole.Output, next++, array);
            Run(_potentialKernel, states, t);
            foreach (var kernel in _strips.Kernels)
            {
                kernel.Use(GridRole.Output, _potentials);
                Bind(kernel, states, t);
            }
            _strips.Run();
            for (var k = 0; k < _potentials.Length; k++)
                if (_potentials[k] >= 0)
                {
                    _mirrors[k].SetTime(t);
                    _mirrors[k].Fill(_potentials[k]);
                }
        }
        for (var k = 0; k < _smoothed.Length; k++)
            _helmholtz[k].Apply(_potentials[Plan.Smoothings[k].Potential], _smoothed[k], t);
        if (_meanKernel is null)
            return;
        Run(_meanKernel, states, t);
        for (var k = 0; k < _means.Length; k++)
            _means[k] = _meanKernel.Sum(2 * k) / _meanKernel.Sum(2 * k + 1);
    }
}

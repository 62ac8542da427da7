using System.Diagnostics;
using System.Globalization;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Writes every kind of expression; sums and products have files of their own.</summary>
internal sealed class ExprText(Spelling spelling, PointNames names, bool joinFluxes)
{
    /// <summary>Whether div(m*grad a) + div(m*grad b) is written div(m*grad(a + b)).</summary>
    public bool JoinFluxes => joinFluxes;

    // The point that is bare inside a grad or a div of a point that is not ambient.
    private Point? _ambient;

    public Piece Of(Expr e) => e switch
    {
        Number n => Signed(n.Value, []),
        Constant c => new(c.Name switch { "pi" => spelling.Pi, "infinity" => spelling.Infinity, _ => c.Name }, Binding.Postfix),
        Symbol s => new(s.Name, Binding.Postfix),
        Named n => new(n.Name, Binding.Postfix),
        Sum s => SumText.Of(this, s),
        Product or Power => ProductText.Split(e) is var (coefficient, factors) ? Signed(coefficient, factors) : throw new UnreachableException(),
        Apply a => OfApply(a),
        Conditional c => new($"if {Of(c.Condition).Text} then {Of(c.Then).At(Binding.Or)} else {Of(c.Else).Text}", Binding.Form),
        Coordinate { Point.Space.Measure: RowsMeasure } c => new(CoordinateOf(c.Point, c.Axis), Binding.Postfix),
        Coordinate c => new(IsBare(c.Point) ? c.Point.Space.Axes[c.Axis] : CoordinateOf(c.Point, c.Axis), Binding.Postfix),
        Time => new("t", Binding.Postfix),
        StateValue v => new(IsBare(v.Point) ? v.State.Name : $"{v.State.Name}({names[v.Point]})", Binding.Postfix),
        Component c => new(c.State.Space.Dimension == 1 ? c.State.Name : $"{c.State.Name}.{c.State.Space.Axes[c.Axis]}", Binding.Postfix),
        Gradient g => g.Point.Space.Dimension == 1
            ? Localised(g.Point, g, () => new(Grad(g), Binding.Application))
            : Localised(g.Point, g, () => new($"({Grad(g)}).{g.Point.Space.Axes[g.Axis]}", Binding.Postfix)),
        DivGrad d => Localised(d.Point, d, () => OfDivGrad(d)),
        Divergence d => Localised(d.Point, d, () => new($"div({string.Join(", ", d.Components.Select(c => Of(c).Text))})", Binding.Postfix)),
        Integral i => OfIntegral(i),
        TransportDistance t => new($"W2({Densities(t)})", Binding.Postfix),
        TransportPotential k => Localised(k.Point, k, () => new($"kantorovich({Densities(k.Of)})", Binding.Postfix)),
        Load l => new(string.Create(CultureInfo.InvariantCulture, $"a{l.Array}[{l.Offset}]"), Binding.Postfix),
        Scalar s => new(string.Create(CultureInfo.InvariantCulture, $"s{s.Index}"), Binding.Postfix),
        Reduced r => new(string.Create(CultureInfo.InvariantCulture, $"F{r.Index}"), Binding.Postfix),
        _ => throw new UnreachableException(),
    };

    /// <summary>A term with its sign in front.</summary>
    public Piece Signed(Rational coefficient, List<Factor> factors)
    {
        if (coefficient.Sign >= 0)
            return ProductText.Of(this, coefficient, factors);
        return Flip(coefficient, factors) is { } flipped
            ? ProductText.Of(this, -coefficient, flipped)
            : new($"-{ProductText.Of(this, -coefficient, factors).Text}", Binding.Sum);
    }

    /// <summary>-(u - 1)*x is written (1 - u)*x: the factors with one sum turned round, or null.</summary>
    public static List<Factor>? Flip(Rational coefficient, List<Factor> factors)
    {
        if (coefficient.Sign >= 0 || factors.Count == 1 && factors[0].Exponent == Build.One)
            return null;
        var at = factors.FindIndex(f => f.Base is Sum { Terms: [_, var last] } && Contents.IsNegative(last)
            && (f.Exponent == Build.One || f.Exponent == Build.MinusOne));
        if (at < 0)
            return null;
        List<Factor> flipped = [.. factors];
        flipped[at] = flipped[at] with { Base = -factors[at].Base! };
        return flipped;
    }

    /// <summary>A factor with its exponent.</summary>
    public Piece Raised(Factor factor)
    {
        var (b, e) = (factor.Base, factor.Exponent);
        // (|grad u|^2)^(p/2) = |grad u|^p
        if (b is Sum s && e != Build.One && SumText.Norm(this, s) is { } norm)
            return Raised(new(null, 2 * e, norm));
        if (e == Build.One)
            return factor.Text is { } text ? new(text, Binding.Postfix) : Of(b!);
        if (e == Build.Half)
            return new($"sqrt({factor.Text ?? Of(b!).Text})", Binding.Postfix);
        var raised = factor.Text
            ?? (b is Gradient { Point.Space.Dimension: 1 } g && e is Number { Value.IsEven: true } ? Norm(g) : Of(b!).At(Binding.Postfix));
        if (spelling.Superscripts && e is Number { Value: var n } && (n == 2 || n == 3))
            return new(raised + (n == 2 ? "²" : "³"), Binding.Power);
        var exponent = Of(e);
        return new($"{raised}^{(exponent.Binding == Binding.Minus ? exponent.Text : exponent.At(Binding.Postfix))}", Binding.Power);
    }

    /// <summary>grad of an operand, as a vector.</summary>
    public string Grad(Gradient g) => Operator(spelling.Grad, "grad", g.Operand);

    /// <summary>hess of what a second derivative differentiates, as a matrix.</summary>
    public string Hess(Gradient second) => Localised(second.Point, second, () =>
        new(Operator("hess ", "hess", ((Gradient)second.Operand).Operand), Binding.Application)).Text;

    /// <summary>|grad u|, with its argument where the point is not ambient.</summary>
    public string Norm(Gradient g) => Localised(g.Point, g, () => new(Grad(g), Binding.Form)) is var grad && !grad.Text.Contains('|')
        ? $"|{grad.Text}|"
        : $"abs({grad.Text})";

    public Piece Of(Condition condition) => condition switch
    {
        Compare c => new($"{Of(c.Left).At(Binding.Sum)} {Relation(c.Relation)} {Of(c.Right).At(Binding.Sum)}", Binding.Comparison),
        AndCondition c => new($"{Of(c.Left).At(Binding.And)} and {Of(c.Right).At(Binding.Not)}", Binding.And),
        OrCondition c => new($"{Of(c.Left).At(Binding.Or)} or {Of(c.Right).At(Binding.And)}", Binding.Or),
        NotCondition c => new($"not {Of(c.Operand).At(Binding.Comparison)}", Binding.Not),
        _ => throw new UnreachableException(),
    };

    private static string Relation(Comparison relation) => relation switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        _ => throw new UnreachableException(),
    };

    private Piece OfApply(Apply a)
    {
        switch (a.Function)
        {
            case Abs when Of(a.Arguments[0]).Text is var inner && !inner.Contains('|'):
                return new($"|{inner}|", Binding.Postfix);
            case XLogX:
                return ProductText.Of(this, Rational.One, [Factor.Of(a.Arguments[0]), Factor.Of(Log(a.Arguments[0]))]);
            case XLogY:
                return ProductText.Of(this, Rational.One, [Factor.Of(a.Arguments[0]), Factor.Of(Log(a.Arguments[1]))]);
            // A function of the coordinates, used as a field.
            case UserFunction f when Field(a) is { } point:
                return new(IsBare(point) ? f.Name : $"{f.Name}({names[point]})", Binding.Postfix);
            default:
                return new($"{a.Function.Name}({string.Join(", ", a.Arguments.Select(x => Of(x).Text))})", Binding.Postfix);
        }
    }

    private static Expr Log(Expr x) => Build.Apply(FunctionCatalog.Log, x);

    // The point whose coordinates, all and in order, are the arguments.
    private static Point? Field(Apply a) =>
        a.Arguments[0] is Coordinate { Point: var point } && a.Arguments.Count == point.Space.Dimension
        && Enumerable.Range(0, a.Arguments.Count).All(i => a.Arguments[i] is Coordinate c && c.Point == point && c.Axis == i)
            ? point
            : null;

    private Piece OfDivGrad(DivGrad d) => OfDivGrad(d.Mobility, d.Potential, d.Point);

    /// <summary>div(mobility*grad potential), or lap potential.</summary>
    public Piece OfDivGrad(Expr mobility, Expr potential, Point point)
    {
        if (mobility == Build.One)
            return new(Operator(spelling.Lap, "lap", potential), Binding.Application);
        var (coefficient, factors) = ProductText.Split(mobility);
        // grad u*grad u = |grad u|^2 on a line
        if (point.Space.Dimension == 1 && factors.Any(f => f.Base is Gradient g && g.Operand == potential && f.Exponent is Number { Value: { IsInteger: true, IsEven: false } }))
            return new($"div({Of(mobility * Build.Gradient(potential, point, 0)).Text})", Binding.Postfix);
        factors.Add(new(null, Build.One, Operator(spelling.Grad, "grad", potential)));
        return new($"div({ProductText.Of(this, coefficient, factors).Text})", Binding.Postfix);
    }

    private string Operator(string spelled, string word, Expr operand)
    {
        var piece = Of(operand);
        return operand is StateValue or Symbol or Named or Coordinate || operand is Apply { Function: UserFunction } && !piece.Text.Contains('(')
            ? spelled + piece.Text
            : $"{(spelled.EndsWith(' ') ? word : spelled)}({piece.Text})";
    }

    // An operator at a point that is not ambient is written for the ambient one, and applied: (lap u)(y).
    private Piece Localised(Point point, Expr e, Func<Piece> write)
    {
        if (IsBare(point))
            return write();
        var outer = _ambient;
        _ambient = e.Known.FreePoints.Length == 1 ? point : null;
        var piece = write();
        _ambient = outer;
        return new($"({piece.Text})({names[point]})", Binding.Postfix);
    }

    // The two densities of a distance, at its own point.
    private string Densities(TransportDistance t)
    {
        var outer = _ambient;
        _ambient = t.Point;
        var text = $"{Of(t.First).Text}, {Of(t.Second).Text}";
        _ambient = outer;
        return text;
    }

    private Piece OfIntegral(Integral i)
    {
        if (i.Point.Space.Measure is RowsMeasure rows)
            return new($"{(rows.IsMean ? "mean" : "sum")} (fun {RowNames(i.Point, rows)} -> {OfRow(i.Body)}) over {i.Point.Space.Name}", Binding.Form);
        if (Convolution(i) is { } convolution)
            return convolution;
        var (text, bare) = Integrand(i.Point, i.Body);
        var over = Over(i.Point, i.Body);
        return new(bare ? $"{spelling.Int}{text}{over}" : $"{spelling.Int}(fun {names[i.Point]} -> {text}){over}", Binding.Form);
    }

    // A row's parameters: a name for each table, the names of its columns where it has several.
    private string RowNames(Point row, RowsMeasure measure)
    {
        var all = names.OfRow(row);
        var (parameters, axis) = (new List<string>(), 0);
        foreach (var width in measure.Widths)
        {
            parameters.Add(width == 1 ? all[axis] : $"({string.Join(", ", all.Skip(axis).Take(width))})");
            axis += width;
        }
        return string.Join(' ', parameters);
    }

    private string OfRow(Expr body)
    {
        var outer = _ambient;
        _ambient = null;
        var text = Of(body).Text;
        _ambient = outer;
        return text;
    }

    /// <summary>∫a + c∫b as one integral of what stands under it.</summary>
    public string Joined(Point point, Expr body)
    {
        var (text, bare) = Integrand(point, body);
        return $"({(bare ? $"{spelling.Int}{text}" : $"{spelling.Int}(fun {names[point]} -> {text})")}{Over(point, body)})";
    }

    private (string Text, bool IsBare) Integrand(Point point, Expr body)
    {
        var outer = _ambient;
        _ambient = null;
        var text = Of(body).Text;
        var bare = IsBare(point);
        _ambient = outer;
        return (text, bare);
    }

    // The domain is that of the states in it; it has to be named where there is none.
    private static string Over(Point point, Expr body) => point.Space.Measure is SideMeasure side ? $" over {side.Side}" :
        Substitution.Contains(body, e => e is StateValue v && v.State.Space == point.Space) ? "" : $" over {point.Space.Name}";

    // ∫ W(x − y) g(y) dy = conv W g
    private Piece? Convolution(Integral i)
    {
        if (i.Body is not Product p || p.Factors.AsSpan().ToArray().FirstOrDefault(f => IsKernel(f, i.Point)) is not Apply kernel)
            return null;
        var density = p / kernel;
        if (density.Known.FreePoints is not [var only] || only != i.Point)
            return null;
        var ambient = Substitution.MovePoint(density, i.Point, i.Point with { Index = 0 });
        return new($"conv {kernel.Function.Name} {Of(ambient).At(Binding.Postfix)}", Binding.Application);
    }

    private bool IsKernel(Expr factor, Point bound)
    {
        if (factor is not Apply { Function: UserFunction } a || a.Arguments.Count != bound.Space.Dimension)
            return false;
        var ambient = _ambient is { } inner && inner.Space == bound.Space ? inner : bound with { Index = 0 };
        return ambient != bound && Enumerable.Range(0, a.Arguments.Count)
            .All(k => ReferenceEquals(a.Arguments[k], Build.Coordinate(ambient, k) - Build.Coordinate(bound, k)));
    }

    private string CoordinateOf(Point point, int axis) => point.Space.Measure is RowsMeasure ? names.OfRow(point)[axis]
        : point.Space.Dimension == 1 ? names[point] : $"{names[point]}.{point.Space.Axes[axis]}";

    private bool IsBare(Point point) => _ambient is { } ambient && ambient.Space == point.Space ? point == ambient : point.Index == 0;
}
